"""What the API takes and gives, beside the report JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from factcheck.archive import Choice, Decision
from factcheck.articles import MAX_CHARACTERS
from factcheck.editorial import decided
from factcheck.records import Article, Claim, Severity
from factcheck.report.context import SEVERITIES
from factcheck.serve.jobs import Job, State
from factcheck.serve.settings import MAX_ARTICLES

Text = Annotated[str, StringConstraints(max_length=MAX_CHARACTERS, pattern=r"\S")]
Line = Annotated[str, StringConstraints(max_length=500)]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Reason = Annotated[str, StringConstraints(max_length=1000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ArticleIn(_Strict):
    """An article or a draft. Offsets in the answer count characters of `text`."""

    text: Text
    title: Line | None = None
    source: Line | None = None
    published: date | None = None
    url: Annotated[str, StringConstraints(max_length=2000)] | None = None


class CheckIn(_Strict):
    """A draft, and what it is checked against: the archive, when `articles` is left out; else these articles, and with
    none of them the draft alone. `since` leaves out what was published before."""

    draft: ArticleIn
    articles: list[ArticleIn] | None = Field(None, max_length=MAX_ARTICLES)
    since: date | None = None


class DecisionIn(_Strict):
    """A decision on a finding: accepted, it will be put right; dismissed, it is raised no more, and the reason must be
    given."""

    choice: Choice
    reason: Reason = ""
    who: Line = ""

    @model_validator(mode="after")
    def _has_reason(self) -> DecisionIn:
        if self.choice == "dismissed" and not self.reason.strip():
            raise ValueError("to dismiss a finding give a reason")
        return self


class DecisionOut(BaseModel):
    fingerprint: str
    choice: Choice
    reason: str
    who: str
    at: datetime


class ReportOut(BaseModel):
    """A check. `stage` is what it is at, with `done` of `total`; `alerts` counts what it found and nobody accepted."""

    id: str
    draft: str
    created: datetime
    state: State
    stage: str
    done: int
    total: int
    error: str
    alerts: dict[Severity, int] | None

    @classmethod
    def of(cls, job: Job, decisions: Mapping[str, Decision]) -> ReportOut:
        alerts: dict[Severity, int] | None = None
        if job.review is not None:
            left = decided(job.review, decisions).open
            alerts = {level: sum(a.severity == level for a in left) for level in SEVERITIES}
        return cls(
            id=job.id, draft=job.name, created=job.created, state=job.state, stage=job.stage, done=job.done,
            total=job.total, error=job.error, alerts=alerts,
        )  # fmt: skip


class ArticleOut(BaseModel):
    id: str
    title: str | None
    source: str | None
    published: date | None
    url: str | None

    @classmethod
    def of(cls, article: Article) -> ArticleOut:
        return cls(
            id=article.id, title=article.title, source=article.source, published=article.published, url=article.url
        )


class WholeArticle(ArticleOut):
    text: str

    @classmethod
    def of(cls, article: Article) -> WholeArticle:
        return cls(**ArticleOut.of(article).model_dump(), text=article.text)


class Articles(BaseModel):
    """Some of the archive's articles by publish date; `total` is how many there are in the window."""

    total: int
    articles: list[ArticleOut]


class AddedOut(BaseModel):
    id: str
    outcome: Literal["new", "changed", "known"]


class ClaimOut(BaseModel):
    """A claim of the archive: `text` is its words at [start, end) of the article, `statement` reads alone."""

    id: str
    start: int
    end: int
    text: str
    statement: str
    speaker: str | None
    article: ArticleOut

    @classmethod
    def of(cls, claim: Claim, article: Article) -> ClaimOut:
        return cls(
            id=claim.id, start=claim.start, end=claim.end, text=claim.text, statement=claim.statement,
            speaker=claim.speaker, article=ArticleOut.of(article),
        )  # fmt: skip


class Health(BaseModel):
    """`running` and `waiting` count checks."""

    status: Literal["ok"]
    running: int
    waiting: int


class Version(BaseModel):
    factcheck: str
    schema_version: str
