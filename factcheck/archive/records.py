"""What the archive gives and takes beside articles and claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from factcheck.records import Article, Claim

Choice = Literal["accepted", "dismissed"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles given to an archive, in numbers.

    `known` had its text there already, under whatever address; `changed` was there with another text, title, source or
    date and was read again; `failed` could not be read into claims and was left out.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    failed: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new, self.changed + other.changed, self.known + other.known, self.failed + other.failed
        )


@dataclass(frozen=True, slots=True)
class Info:
    """An archive in numbers. `size` is bytes; `stale` articles were read by another version of factcheck or encoded by
    another model, and are read again before they are used; `first` and `last` are publish dates."""

    path: str
    size: int
    schema: int
    articles: int
    claims: int
    undated: int
    first: date | None
    last: date | None
    stale: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that a search found, with its article. `score` orders the hits of one search and means nothing more."""

    claim: Claim
    article: Article
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a finding, known by its fingerprint; `at` is UTC."""

    fingerprint: str
    choice: Choice
    reason: str
    who: str
    at: datetime
