"""The parse: one document per sentence that is read, aligned with the article."""

import subprocess
import sys

from factcheck.claims.parse import READ, parse
from factcheck.records import Article

TEXTS = [
    "The bridge fell on Monday. Nine people were hurt.",
    "",
    "A ship left the port at dawn.\n\nIt carried nine cars.",
    "   \n\n  ",
]


def test_articles_come_in_order_with_their_own_sentences():
    articles = [Article(f"a{i}", text) for i, text in enumerate(TEXTS)]
    found = list(parse(articles, batch_size=2))
    assert [p.article.id for p in found] == ["a0", "a1", "a2", "a3"]
    assert [len(p.docs) for p in found] == [2, 0, 2, 0]
    assert all(len(p.docs) == len(p.sentences) for p in found)


def test_documents_have_the_length_of_their_sentences():
    for parsed in parse([Article(f"a{i}", text) for i, text in enumerate(TEXTS)]):
        for sentence, doc in zip(parsed.sentences, parsed.docs, strict=True):
            assert len(doc.text) == sentence.end - sentence.start
            assert sentence.kind in READ


def test_an_abbreviation_does_not_end_the_sentence():
    (parsed,) = parse([Article("a", "Holm County Sgt. Ann Roe shot the man on Linden Ave. at noon.")])
    (doc,) = parsed.docs
    assert [t.text for t in doc if t.dep_ == "nsubj"] == ["Roe"]
    assert len(list(doc.sents)) == 1


def test_no_articles():
    assert list(parse([])) == []


def test_spacy_comes_without_torch_and_torch_can_be_had_after_it():
    code = """
import sys
from factcheck.claims.parse import pipeline
assert [t.text for t in pipeline()("Ann sang.")] == ["Ann", "sang", "."]
assert "torch" not in sys.modules
import torch
assert torch.ones(2).sum() == 2
"""
    subprocess.run([sys.executable, "-c", code], check=True)
