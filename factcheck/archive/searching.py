"""Searching the archive: articles that tell the same stories, and claims that answer a question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import numpy as np

from factcheck.archive.adding import statement_place
from factcheck.archive.file import COLUMNS, CURRENT, ArchiveFile, article_of, current, window
from factcheck.archive.gathering import rows
from factcheck.archive.records import Hit
from factcheck.corpus import reading
from factcheck.records import Article, Claim, Mention, When

_SHORTLIST = 200
"""Articles of each ranking that are fused."""
_WORDS_WEIGHT = 3
"""What the ranking by proper words counts for, beside one for the ranking by vectors."""
_NEIGHBOUR_FUSION = 5
"""The constant of reciprocal rank fusion (Cormack 2009) for articles; few ranks are good ones."""
_FEW_TERMS, _MOST_TERMS = 3, 200
"""A text with fewer proper words is looked up by all its words; of very many the first are enough."""
_CLAIMS = 2000
"""Claims whose words fit a question that are looked at, the best fitting first."""
_ARTICLES = 50
"""Articles near to a question without names whose claims are looked at, whatever their words."""
_FUSION = 60
"""The constant of reciprocal rank fusion for claims."""
_NAMES = re.compile(r"(?<=[\w,;] )[A-Z][\w’'-]+(?: (?:(?:of|the|and|for) )*[A-Z][\w’'-]+)*")


def neighbours(
    file: ArchiveFile,
    text: str,
    vectors: np.ndarray,
    k: int,
    since: date | None,
    until: date | None,
    without: Collection[str],
) -> list[str]:
    """See `Archive.neighbours`."""
    from factcheck.matching.stories import capitalised

    terms = sorted({part for word in capitalised(text) for part in _quoted(word)})
    if len(terms) < _FEW_TERMS:
        terms = sorted(set(_quoted(text)))
    inside, dates = window(since, until)
    by_words: list[str] = []
    if terms:
        found = file.all(
            f"SELECT id FROM texts JOIN articles ON key = texts.rowid WHERE texts MATCH ? AND {inside}"
            f" AND {CURRENT} ORDER BY texts.rank, id LIMIT ?",
            (" OR ".join(terms[:_MOST_TERMS]), *dates, *current(), _SHORTLIST + k + len(without)),
        )
        by_words = [id_ for (id_,) in found]
    by_means = _nearest_means(file, vectors, _SHORTLIST + k + len(without), since, until) if len(vectors) else []
    score: dict[str, float] = defaultdict(float)
    for weight, ids in ((_WORDS_WEIGHT, by_words), (1, by_means)):
        for place, id_ in enumerate(id_ for id_ in ids if id_ not in without):
            score[id_] += weight / (_NEIGHBOUR_FUSION + place)
    return sorted(score, key=lambda id_: (-score[id_], id_))[:k]


def _nearest_means(
    file: ArchiveFile, vectors: np.ndarray, k: int, since: date | None = None, until: date | None = None
) -> list[str]:
    """The ids of the k articles whose claims have the mean nearest to that of the vectors."""
    inside, dates = window(since, until)
    found = file.all(
        f"SELECT id, mean FROM articles WHERE {inside} AND claims > 0 AND {CURRENT} ORDER BY id",
        (*dates, *current()),
    )
    if not found:
        return []
    score = reading.unpack_vectors(b"".join(mean for _, mean in found)) @ reading.mean(vectors)
    return [found[i][0] for i in np.argsort(-score.round(5), kind="stable")[:k]]


def search(file: ArchiveFile, text: str, k: int, since: date | None, until: date | None) -> list[Hit]:
    """See `Archive.search`."""
    from factcheck.claims import read
    from factcheck.matching.encode import encode

    if not text.strip() or k < 1:
        return []
    (question,) = read([Article("question", text)])
    when = [w for times in question.times for w in times]
    names = _names(text, when, [m for mentions in question.mentions for m in mentions])
    if since is not None or until is not None:
        when.append(When("", 0, 0, since, until, "range"))
    (vector,) = encode([text])
    wanted = _wanted(file, _without(text, when), names, vector[None])
    by_id = {a.id: a for a in map(article_of, file.of(wanted, f"SELECT {COLUMNS} FROM articles WHERE id"))}
    found: list[tuple[Claim, float, int, str]] = []
    for row in rows(file, [by_id[id_] for id_ in wanted if id_ in by_id]):
        claims, vectors, article = row.claims, row.vectors, row.article
        for place, rank in (wanted[article.id] or dict.fromkeys(range(len(claims)), _CLAIMS)).items():
            if place < len(claims) and _touches(claims[place], article.published, when):
                found.append((claims[place], float(vectors[place] @ vector), rank, article.id))
    found.sort(key=lambda x: (-round(x[1], 5), x[0].id))
    hits = [
        Hit(claim, by_id[id_], 1 / (_FUSION + near) + 1 / (_FUSION + rank))
        for near, (claim, _, rank, id_) in enumerate(found)
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:k]


def _names(text: str, when: Sequence[When], mentions: Iterable[Mention]) -> list[str]:
    """The names in a question. Its first word, with a capital anyway, is one where it reads as one or stands alone."""
    rest = _without(text, when)
    begin = len(text) - len(text.lstrip())
    names = [m[0] for m in _NAMES.finditer(rest)]
    names += [m.text for m in mentions if m.start == begin and m.form == "name"]
    alone = rest[begin : begin + 1].isupper() and len(_quoted(rest)) == 1
    return names or ([rest] if alone else [])


def _wanted(
    file: ArchiveFile, text: str, names: Sequence[str], vector: np.ndarray
) -> dict[str, dict[int, int]]:
    """The claims to look at, by article: their places with their rank by words; no places at all for every claim."""
    groups = [" OR ".join(_quoted(name)) for name in names or [text]]
    match = " AND ".join(f"({group})" for group in groups if group)
    wanted: dict[str, dict[int, int]] = defaultdict(dict)
    if match:
        found = file.all(
            "SELECT rowid FROM statements WHERE statements MATCH ? ORDER BY rank, rowid LIMIT ?", (match, _CLAIMS)
        )
        places = [statement_place(row) for (row,) in found]
        ids = dict(file.of({key for key, _ in places}, "SELECT key, id FROM articles WHERE key"))
        for rank, (key, place) in enumerate(places):
            wanted[ids[key]][place] = rank
    if not names:
        for id_ in _nearest_means(file, vector, _ARTICLES):
            wanted.setdefault(id_, {})
    return wanted


def _without(text: str, when: Iterable[When]) -> str:
    """The question with blanks for its times, which are compared as times and not as words."""
    for w in when:
        text = text[: w.start] + " " * (w.end - w.start) + text[w.end :]
    return text


def _quoted(text: str) -> list[str]:
    """The words of a text that say something, each in the quotes of a full-text query."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return [f'"{word}"' for word in re.findall(r"\w+", text) if word.lower() not in STOP_WORDS]


def _touches(claim: Claim, published: date | None, when: Sequence[When]) -> bool:
    """Whether a claim is of every one of the times, by its own times or else by the day on which it was published."""
    from factcheck.claims.calendar import overlaps

    own = claim.times or ((When("", 0, 0, published, published, "day"),) if published else ())
    return all(any(overlaps(w, mine) for mine in own) for w in when)
