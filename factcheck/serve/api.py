"""The REST API: checks and their reports, the archive's articles and claims, decisions, health and version."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from importlib import metadata
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.security import HTTPBearer

from factcheck.archive import Decision
from factcheck.editorial import Review, decided
from factcheck.records import Article
from factcheck.report import html, render_review
from factcheck.report.json import SCHEMA_VERSION
from factcheck.serve.jobs import Job
from factcheck.serve.models import (
    AddedOut,
    ArticleIn,
    ArticleOut,
    Articles,
    CheckIn,
    ClaimOut,
    DecisionIn,
    DecisionOut,
    Fingerprint,
    Health,
    ReportOut,
    Version,
    WholeArticle,
)  # fmt: skip
from factcheck.serve.service import Service, service
from factcheck.serve.tasks import SENT, Add, Check, Search, Upload

Parts = Annotated[Service, Depends(service)]
Day = Annotated[date | None, Query()]
Limit = Annotated[int, Query(ge=1, le=200)]
Form = Literal["json", "html", "markdown", "sarif"]

_MEDIA = {
    "json": "application/json", "html": "text/html", "markdown": "text/markdown", "sarif": "application/sarif+json"
}  # fmt: skip
_DETAIL = {
    "type": "object",
    "required": ["detail"],
    "properties": {"detail": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}]}},
}


def _errors(**reasons: str) -> dict:
    return {
        int(status[1:]): {"description": reason, "content": {"application/json": {"schema": _DETAIL}}}
        for status, reason in reasons.items()
    }


_REFUSED = _errors(
    _400="Not understood at all", _401="No token, or a wrong one", _403="From another site", _421="Unknown host name"
)  # fmt: skip
_CHECK = _errors(
    _413="Larger than a request may be", _422="Something in it cannot be read or used",
    _503="Too many are waiting, or it took too long",
)  # fmt: skip
_GONE = _errors(_404="There is no such thing, or it is forgotten", _422="Something in it cannot be used")
_UNSURE = _errors(_409="The check has not ended, or ended without a report")
_DOCUMENT = {200: {"description": "The report JSON with `review`", "content": {"application/json": {"schema": {}}}}}

router = APIRouter(dependencies=[Depends(HTTPBearer(auto_error=False))], responses=_REFUSED)


@router.post("/check", responses=_DOCUMENT | _CHECK | _UNSURE)
async def check(request: Request, body: CheckIn, parts: Parts) -> Response:
    """Check a draft and wait for its report. A client that goes away cancels its check."""
    job = parts.desk.submit(task(body))
    while not job.ended.is_set():
        try:
            await asyncio.wait_for(job.ended.wait(), 0.5)
        except TimeoutError:
            if await request.is_disconnected():
                parts.desk.cancel(job)
    return await asyncio.to_thread(_document, job, "json", parts)


@router.post("/reports", status_code=202, responses=_CHECK)
async def submit(body: CheckIn, response: Response, parts: Parts) -> ReportOut:
    """Begin to check a draft; ask for its report later."""
    job = parts.desk.submit(task(body))
    response.headers["location"] = f"/reports/{job.id}"
    return ReportOut.of(job, {})


@router.get("/reports")
def reports(parts: Parts) -> list[ReportOut]:
    """The checks that are remembered, newest first."""
    decisions = parts.archive.decisions()
    return [ReportOut.of(job, decisions) for job in parts.desk.all()]


@router.get("/reports/{id}", responses=_GONE)
def report(id: str, parts: Parts) -> ReportOut:
    """How far a check is."""
    return ReportOut.of(found(id, parts), parts.archive.decisions())


@router.get("/reports/{id}/{form}", response_class=Response, responses=_DOCUMENT | _GONE | _UNSURE)
def document(id: str, form: Form, parts: Parts) -> Response:
    """What a check found, as a document."""
    return _document(found(id, parts), form, parts)


@router.delete("/reports/{id}", status_code=204, responses=_GONE)
async def forget(id: str, parts: Parts) -> None:
    """Cancel a check, and forget what it found."""
    parts.desk.forget(found(id, parts))


@router.get("/articles", responses=_GONE)
def articles(
    parts: Parts, since: Day = None, until: Day = None, offset: Annotated[int, Query(ge=0)] = 0, limit: Limit = 50
) -> Articles:
    """The archive's articles by publish date, the undated last."""
    inside = parts.archive.articles(since=since, until=until)
    return Articles(total=len(inside), articles=[ArticleOut.of(a) for a in inside[offset : offset + limit]])


@router.get("/articles/{id}", responses=_GONE)
def article(id: str, parts: Parts) -> WholeArticle:
    """One article with its text."""
    for one in parts.archive.articles([id]):
        return WholeArticle.of(one)
    raise HTTPException(404, "There is no such article in the archive.")


@router.post("/articles", responses=_CHECK)
async def add(body: ArticleIn, parts: Parts) -> AddedOut:
    """Add an article to the archive: the same URL, or the same text, is one article."""
    added, id_ = await parts.lookups.ask(Add(Article(id="", **body.model_dump())))
    return AddedOut(id=id_, outcome="new" if added.new else "changed" if added.changed else "known")


@router.get("/claims", responses=_CHECK)
async def claims(
    q: Annotated[str, Query(min_length=1, max_length=1000)],
    parts: Parts,
    since: Day = None,
    until: Day = None,
    limit: Limit = 20,
) -> list[ClaimOut]:
    """The claims that answer a question best: "what do we say about Blinken in February?"."""
    hits = await parts.lookups.ask(Search(q, limit, since, until))
    return [ClaimOut.of(hit.claim, hit.article) for hit in hits]


@router.get("/decisions")
def decisions(parts: Parts) -> list[DecisionOut]:
    """What was decided on findings."""
    return [_decision(d) for d in parts.archive.decisions().values()]


@router.put("/decisions/{fingerprint}", responses=_GONE)
def decide(fingerprint: Fingerprint, body: DecisionIn, parts: Parts) -> DecisionOut:
    """Decide on a finding, by the fingerprint of its alert; takes the place of an earlier decision."""
    return _decision(parts.archive.decide(fingerprint, body.choice, body.reason.strip(), body.who.strip()))


@router.delete("/decisions/{fingerprint}", status_code=204, responses=_GONE)
def withdraw(fingerprint: Fingerprint, parts: Parts) -> None:
    """Withdraw a decision: the finding is raised again."""
    if not parts.archive.withdraw(fingerprint):
        raise HTTPException(404, "There is no decision on this finding.")


@router.get("/health")
async def health(parts: Parts) -> Health:
    """That the service answers, also while it checks. Asks for no token."""
    running = sum(job.state == "running" for job in parts.desk.all())
    return Health(status="ok", running=running, waiting=parts.checks.waiting)


@router.get("/version")
async def version() -> Version:
    return Version(factcheck=metadata.version("factcheck"), schema_version=SCHEMA_VERSION)


def task(body: CheckIn) -> Check:
    """The check that a request asks for."""
    draft = Upload(SENT, json.dumps({"id": "draft", **body.draft.model_dump(mode="json")}).encode())
    if body.articles is None:
        return Check(draft, None, body.since, body.draft.title)
    given = [each.model_dump(mode="json") for each in body.articles]
    against = (Upload("articles.json", json.dumps(given).encode()),) if given else ()
    return Check(draft, against, body.since, body.draft.title)


def found(id: str, parts: Service) -> Job:
    """The check with an id. Raises HTTPException 404."""
    job = parts.desk.get(id)
    if job is None:
        raise HTTPException(404, "There is no such check, or it is forgotten; check the draft again.")
    return job


def reviewed(job: Job, parts: Service) -> Review:
    """What a check found, by the decisions of now. Raises HTTPException when there is nothing."""
    if job.state == "failed":
        raise HTTPException(job.status, job.error)
    if job.review is None:
        raise HTTPException(409, f"The check is {job.state}.")
    return decided(job.review, parts.archive.decisions())


def _document(job: Job, form: Form, parts: Service) -> Response:
    review = reviewed(job, parts)
    text = html.render(review.report) if form == "html" else render_review(review, form, min_level="info")
    headers = {"content-location": f"/reports/{job.id}/{form}"}
    if form == "html":
        headers["content-security-policy"] = "frame-ancestors 'none'"  # the page has its own policy, with hashes
    return Response(text, media_type=_MEDIA[form], headers=headers)


def _decision(decision: Decision) -> DecisionOut:
    return DecisionOut(
        fingerprint=decision.fingerprint, choice=decision.choice, reason=decision.reason, who=decision.who,
        at=decision.at,
    )  # fmt: skip
