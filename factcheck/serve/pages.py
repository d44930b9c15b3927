"""The web page: a form for a draft, its progress, what was found in it, decisions, and the search for claims."""

from __future__ import annotations

from datetime import date
from hmac import compare_digest
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from factcheck.editorial import decided
from factcheck.errors import FactcheckError
from factcheck.readers import is_markdown
from factcheck.report import brief
from factcheck.report.context import Context
from factcheck.report.html import environment
from factcheck.serve import view
from factcheck.serve.api import found, reviewed
from factcheck.serve.guard import COOKIE, session
from factcheck.serve.jobs import ENDED
from factcheck.serve.models import Fingerprint, Line, Reason
from factcheck.serve.service import Service, service
from factcheck.serve.settings import MAX_ARTICLES, MAX_BODY
from factcheck.serve.tasks import PASTED, READABLE, Check, Search, TaskError, Upload

Parts = Annotated[Service, Depends(service)]
STAGES = {
    "": "Waiting for its turn", "reading": "Reading the draft", "reading again": "Bringing the archive up to date",
    "claims": "Reading claims", "vectors": "Reading claims", "pairs": "Comparing claims", "nli": "Comparing claims",
    "findings": "Putting findings together",
}  # fmt: skip

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def render(template: str, code: int = 200, /, **values: Any) -> HTMLResponse:
    """A page of templates/, with an HTTP status."""
    return HTMLResponse(environment("factcheck.serve").get_template(template).render(**values), code)


@router.get("/")
def start(parts: Parts, draft: str = "") -> Response:
    """The form; with the id of a check, filled in as it was then."""
    job = parts.desk.get(draft)
    return _form(parts, job.task if job else None)


@router.post("/drafts")
async def submit(request: Request, parts: Parts) -> Response:
    async with request.form(max_files=MAX_ARTICLES + 1, max_fields=20, max_part_size=MAX_BODY) as form:
        try:
            task = await _task(form)
            job = parts.desk.submit(task)
        except _FormError as error:
            return _form(parts, error.task, str(error), 422)
        except FactcheckError as error:
            return _form(parts, task, str(error), 503)
    return RedirectResponse(f"/drafts/{job.id}", 303)


@router.get("/drafts/{id}")
def draft(id: str, parts: Parts) -> Response:
    job = found(id, parts)
    if job.state not in ENDED:
        return render("progress.html", job=job, stages=STAGES)
    if job.review is None:
        error = job.error or "The check was cancelled."
        return _form(parts, job.task, error, job.status if job.error else 200)
    review = reviewed(job, parts)
    (own,) = review.drafts
    cards = view.cards(review, parts.archive.decisions())
    return render(
        "draft.html",
        job=job,
        review=review,
        draft=own.article,
        paragraphs=view.paragraphs(own.article, cards),
        open=[card for card in cards if not card.settled],
        settled=[card for card in cards if card.settled],
        context=Context(review.report),
        summary=brief.summary(review, "info"),
        nothing=brief.nothing(review),
        newer=brief.newer,
    )


@router.post("/drafts/{id}/cancel")
async def cancel(id: str, parts: Parts) -> Response:
    job = found(id, parts)
    parts.desk.cancel(job)
    await job.ended.wait()
    return RedirectResponse(f"/drafts/{job.id}", 303)


@router.post("/drafts/{id}/decide")
def decide(
    id: str,
    parts: Parts,
    fingerprint: Annotated[Fingerprint, Form()],
    choice: Annotated[str, Form(pattern="^(accepted|dismissed|open)$")],
    reason: Annotated[Reason, Form()] = "",
    who: Annotated[Line, Form()] = "",
) -> Response:
    job = found(id, parts)
    review = reviewed(job, parts)
    number = next((n for n, a in enumerate(review.alerts, 1) if fingerprint in a.fingerprints), None)
    if number is None:
        raise HTTPException(422, "This check has no such finding.")
    if choice == "dismissed" and not reason.strip():
        raise HTTPException(422, "To dismiss a finding give a reason; go back and write one.")
    if choice == "open":
        for name in review.alerts[number - 1].fingerprints:
            parts.archive.withdraw(name)
    else:
        parts.archive.decide(fingerprint, choice, reason.strip(), who.strip())
    return RedirectResponse(f"/drafts/{job.id}#card-{number}", 303)


@router.get("/search")
async def search(
    parts: Parts,
    q: Annotated[str, Query(max_length=1000)] = "",
    since: str = "",
    until: str = "",
) -> Response:
    hits = None
    if q.strip():
        hits = await parts.lookups.ask(Search(q, 30, _day(since, "From"), _day(until, "Until")))
    return render("search.html", q=q, since=since, until=until, hits=hits)


@router.get("/login")
def login(to: str = "/") -> Response:
    return render("login.html", to=to, wrong=False)


@router.post("/login")
def enter(request: Request, parts: Parts, token: Annotated[str, Form()], to: Annotated[str, Form()] = "/") -> Response:
    known = parts.settings.token
    if known and not compare_digest(token.strip().encode(), known.encode()):
        return render("login.html", 403, to=to, wrong=True)
    inside = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"
    answer = RedirectResponse(inside, 303)
    if known:
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, session(known), httponly=True, samesite="strict", secure=secure)
    return answer


class _FormError(TaskError):
    """A form that cannot be used, with what was in it."""

    def __init__(self, message: str, task: Check) -> None:
        super().__init__(message)
        self.task = task


async def _task(form: FormData) -> Check:
    """The check that a form asks for. Raises _FormError."""
    text = _field(form, "text")
    pasted = Upload(PASTED[is_markdown(text)], text.encode(errors="replace"))
    title = " ".join(_field(form, "title").split())[:500] or None
    against = await _uploads(form, "articles") if _field(form, "against") == "articles" else ()
    task = Check(pasted, None if _field(form, "against") == "archive" else against, title=title)
    try:
        since, published = _day(_field(form, "since"), "Published since"), _day(_field(form, "published"), "Date")
    except HTTPException as error:
        raise _FormError(error.detail, task) from None
    files = await _uploads(form, "draft")
    task = Check(files[0] if files else pasted, task.against, since, title, published)
    if not files and not text.strip():
        raise _FormError("There is no draft: paste its text, or choose its file.", task)
    if _field(form, "against") == "articles" and not against:
        raise _FormError("Choose the files to check against, or the archive.", task)
    return task


async def _uploads(form: FormData, name: str) -> tuple[Upload, ...]:
    files = [each for each in form.getlist(name) if isinstance(each, UploadFile) and each.filename]
    return tuple([Upload(file.filename or "", await file.read()) for file in files])


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _day(text: str, label: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise HTTPException(422, f"{label}: write the day as YYYY-MM-DD.") from None


def _form(parts: Service, task: Check | None, error: str = "", status: int = 200) -> Response:
    pasted = task.draft.data.decode(errors="replace") if task and task.draft.name in PASTED else ""
    decisions = parts.archive.decisions()
    recent = [(job, decided(job.review, decisions).open if job.review else ()) for job in parts.desk.all()[:10]]
    return render(
        "start.html",
        status,
        info=parts.archive.info(),
        task=task,
        pasted=pasted,
        today=date.today(),
        error=error,
        recent=recent,
        readable=",".join(READABLE),
    )
