"""Claims of real news as the product makes them, parsed once more as sentences of their own, for the slot edits.

Reading is the slow part, so its result is kept in a cache file: one article a line, with its sentences and its facts.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

from factcheck.records import Article, Claim

TELEX = {
    "pct": "percent",
    "mln": "million",
    "bln": "billion",
    "dlrs": "dollars",
    "dlr": "dollar",
    "stg": "sterling",
    "mths": "months",
    "yr": "year",
    "shrs": "shares",
}
"""Spellings of old wire copy that no reader writes today."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
Context = tuple[int, str, "str | None", dict[int, str]]
"""Number of the article, cluster, publish date, body sentences by number."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a statement: its offset, spaCy's tag, dependency, head (index) and lemma."""

    text: str
    start: int
    tag: str
    dep: str
    head: int
    lemma: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Span:
    """A time, amount or name in a statement. `kind` is the granularity, the amount's kind or the mention's kind."""

    start: int
    end: int
    kind: str
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    name: str = ""
    head: int = -1


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim's statement with what is in it. `sentence` is the number of its sentence in the article."""

    text: str
    sentence: int
    kind: str
    modality: str
    speaker: str
    quoted: bool
    words: tuple[Word, ...]
    times: tuple[Span, ...] = ()
    amounts: tuple[Span, ...] = ()
    names: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """An article: `cluster` names the event's coverage, `sentences` are its sentences by number."""

    cluster: str
    published: str | None
    sentences: dict[int, str]
    facts: tuple[Fact, ...]


def read_articles(path: Path, count: int, seed: int) -> Iterator[tuple[str, Article]]:
    """A seeded sample of the articles of a jsonl[.gz] file with their clusters.

    Lower-case text gets the capitals its words have elsewhere in `path`'s folder; articles without a date are given one
    every second time, so that the product makes their weekdays plain.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rng = Random(f"{seed}:{path.name}")
    capitals: dict[str, str] | None = None
    for row in sorted(rng.sample(rows, min(count, len(rows))), key=lambda r: str(r["id"])):
        text = plain(row["text"])
        if not re.search("[A-Z]", text):
            capitals = capitals or spellings(path.parent)
            text = with_capitals(text, capitals)
        title = row.get("title") if not str(row.get("title", "")).isupper() else None
        published = published_date(row.get("date")) or _some_date(rng)
        yield f"{path.name}:{row.get('cluster', row['id'])}", Article(str(row["id"]), text, title, published=published)


def plain(text: str) -> str:
    """Wire copy as paragraphs of one line each in today's spelling: "40 mln dlrs" becomes "40 million dollars"."""
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n|\n {2,}| {3,}", text)]
    text = "\n\n".join(p for p in paragraphs if p and p.lower() != "reuter")
    text = re.sub(r"\b(\d+) (\d/\d)\b", r"\1-\2", text)
    return re.sub(r"\b(" + "|".join(TELEX) + r")\b", lambda m: TELEX[m[1]], text)


def published_date(written: str | None) -> date | None:
    """The date of "26-FEB-1987 15:01:01.79" and of "2016-02-26"."""
    for form in ("%d-%b-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(str(written).split()[0].title(), form).date()
        except ValueError:
            continue
    return None


def _some_date(rng: Random) -> date | None:
    day = date(2003, 1, 1) + timedelta(rng.randrange(8000))
    return day if rng.random() < 0.5 else None


def spellings(folder: Path) -> dict[str, str]:
    """Words that news writes with a capital inside sentences, by their lower-case form."""
    seen: dict[str, Counter[str]] = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        if "dev" in path.name:
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % 3:
                    continue
                text = json.loads(line)["text"]
                for word in re.findall(r"(?<=[a-z,] )[A-Za-z]{2,}", text if re.search("[A-Z]", text) else ""):
                    seen.setdefault(word.lower(), Counter())[word] += 1
    best = {lower: forms.most_common(1)[0] for lower, forms in seen.items()}
    return {low: form for low, (form, n) in best.items() if form != low and n > 0.7 * seen[low].total()}


def with_capitals(text: str, capitals: dict[str, str]) -> str:
    """Lower-case text with capitals at the start of sentences and of names."""
    text = re.sub(r"[a-z]{2,}", lambda m: capitals.get(m[0], m[0]), text)
    return re.sub(r"(^|[.!?] +|\n)([a-z])", lambda m: m[1] + m[2].upper(), text)


def read_stories(articles: Iterable[tuple[str, Article]]) -> Iterator[Story]:
    """Articles with their claims as facts; those without any are left out."""
    from factcheck.claims import read
    from factcheck.claims.linking import link
    from factcheck.claims.split import make_claims

    clusters: list[str] = []

    def told() -> Iterator[Article]:
        for cluster, article in articles:
            clusters.append(cluster)
            yield article

    def claims() -> Iterator[tuple[Claim, Context]]:
        for number, marked in enumerate(read(told())):
            article = marked.parsed.article
            linked = link({article.id: [list(ms) for ms in marked.mentions]})[article.id]
            sentences = {
                i: " ".join(article.text[s.start : s.end].split())
                for i, s in enumerate(marked.parsed.sentences)
                if s.kind == "body"
            }
            published = article.published.isoformat() if article.published else None
            for claim in make_claims(replace(marked, mentions=linked)):
                if usable(claim):
                    yield claim, (number, clusters[number], published, sentences)

    for (_, cluster, published, sentences), group in groupby(_facts(claims()), key=lambda item: item[1]):
        facts = tuple(fact for fact, _ in group if fact is not None)
        if facts:
            yield Story(cluster, published, sentences, facts)


def usable(claim: Claim) -> bool:
    """Whether a claim reads as a plain sentence of some length."""
    text, words = claim.statement, claim.statement.split()
    return (
        4 <= len(words) <= 40
        and not claim.headline
        and text[:1].isupper()
        and not re.search(r"[<>/*_=\[\]{}|+;]|\.\.|--| - |\bvs\b|\bcts\b", text)
        and sum(c.isdigit() for c in text) < 0.3 * len(text)
        and text.count('"') + text.count("“") == 0
    )


def _facts(claims: Iterable[tuple[Claim, Context]]) -> Iterator[tuple[Fact | None, Context]]:
    from factcheck.claims.parse import pipeline

    texts = ((claim.statement + ".", (claim, context)) for claim, context in claims)
    for doc, (claim, context) in pipeline().pipe(texts, as_tuples=True, batch_size=256):
        yield (fact_of(doc, claim) if finite(doc) else None), context


def finite(doc: Doc) -> bool:
    """Whether a parse is one sentence with a subject and a finite verb at its root."""
    if sum(1 for _ in doc.sents) != 1:
        return False
    root = next(t for t in doc if t.dep_ == "ROOT")
    if root.pos_ not in {"VERB", "AUX"} or not any(c.dep_ in _SUBJECTS for c in root.children):
        return False
    helped = any(c.dep_ in {"aux", "auxpass"} for c in root.children)
    return helped or root.tag_ not in {"VB", "VBG", "VBN"}


def fact_of(doc: Doc, claim: Claim) -> Fact:
    """A claim's statement, parsed as `doc` with a full stop behind it, as a fact without the full stop."""
    from factcheck.claims.amounts import find_amounts
    from factcheck.claims.names import find_mentions
    from factcheck.claims.sentences import Sentence
    from factcheck.claims.when import find_times

    sentence = Sentence(0, len(doc.text), "body", 0, False)
    times = find_times(doc.text, [sentence], [doc], None)[0]
    mentions = find_mentions(doc.text, [sentence], [doc])[0]
    amounts = find_amounts(doc, 0, times, mentions)
    return Fact(
        claim.statement, claim.sentence, claim.kind, claim.modality, claim.speaker or "", claim.quoted,
        tuple(Word(t.text, t.idx, t.tag_, t.dep_, t.head.i, t.lemma_) for t in doc if t.idx < len(claim.statement)),
        tuple(Span(w.start, w.end, w.granularity, unit=w.relation) for w in times),
        tuple(
            Span(a.start, a.end, a.kind, _finite(a.low), _finite(a.high), a.unit, "about" if a.approximate else "",
                 -1 if a.head is None else a.head)
            for a in amounts
        ),
        tuple(Span(m.start, m.end, m.kind, name=m.name) for m in mentions if m.form == "name"),
    )  # fmt: skip


def _finite(value: float) -> float:
    return value if abs(value) < 1e15 else -1.0


def save(path: Path, stories: Iterable[Story]) -> int:
    """Writes the stories one a line; returns how many."""
    count = 0
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as file:
        for story in stories:
            row = asdict(story)
            for fact in row["facts"]:
                for key in ("words", "times", "amounts", "names"):
                    fact[key] = [list(item.values()) for item in fact[key]]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def load(path: Path) -> Iterator[Story]:
    """The stories that `save` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            facts = []
            for fact in row["facts"]:
                spans = {key: tuple(Span(*item) for item in fact[key]) for key in ("times", "amounts", "names")}
                facts.append(Fact(**fact | spans | {"words": tuple(Word(*item) for item in fact["words"])}))
            sentences = {int(number): text for number, text in row["sentences"].items()}
            yield Story(row["cluster"], row["published"], sentences, tuple(facts))
