"""The guard: who may ask, how much, and what a browser may do with the answer; nothing of a request is logged."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import logging
import sys
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from factcheck.serve.settings import MAX_BODY, Settings

COOKIE = "factcheck"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN = ("/health", "/login", "/static/")
"""What needs no token."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
_log = logging.getLogger("factcheck.serve")


def session(token: str) -> str:
    """What a browser that has shown the token bears instead of it."""
    return hmac.new(token.encode(), b"factcheck session", hashlib.sha256).hexdigest()


class Guard:
    """Refuses requests for another host or from another site, without the token, or too large; sets the headers.

    A name can be made to lead here by whoever owns it, which would give his pages our origin (DNS rebinding); so only
    known names are answered to. An address in numbers cannot.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        if refused:
            await _answer(*refused, sending)
            return
        try:
            await self._app(scope, _counted(receive), sending)
        except Exception as error:
            # No traceback and no message: they may quote the draft.
            last = error.__traceback__
            while last and last.tb_next:
                last = last.tb_next
            where = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else "nowhere"
            _log.error("%s at %s", type(error).__name__, where)
            if not started:
                await _answer(500, "Something went wrong in the service; its log says where.", {}, sending)

    def _refused(self, scope: Scope) -> tuple[int, str, dict[str, str]] | None:
        """Status, reason and headers of the refusal of a request; None when it may pass."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._ours(host):
            return 421, "This host name is not known here; start the service with --name for it.", {}
        if scope["method"] not in SAFE and not _same_site(headers, host):
            return 403, "Requests that change something must come from this service's own pages.", {}
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return 413, _TOO_LARGE, {}
        if self._settings.token and not scope["path"].startswith(OPEN) and not self._bears(headers):
            if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
                return 303, "", {"location": f"/login?to={quote(scope['path'])}"}
            return 401, "Send the token: Authorization: Bearer TOKEN.", {"www-authenticate": "Bearer"}
        return None

    def _ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name == "localhost" or name in self._settings.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _bears(self, headers: Headers) -> bool:
        token = self._settings.token or ""
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode()):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and hmac.compare_digest(cookie.value.encode(), session(token).encode())


_TOO_LARGE = f"The request is too large: {MAX_BODY / 1e6:g} MB at most."


def _same_site(headers: Headers, host: str) -> bool:
    """Whether a request comes from this service's own pages, or from no page at all."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    try:
        return urlsplit(origin).netloc.lower() == host.lower() != ""
    except ValueError:
        return False


def _counted(receive: Receive) -> Receive:
    """`receive` that raises a 413 when more comes than a body may have."""
    total = 0

    async def counting() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > MAX_BODY:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return counting


async def _answer(status: int, reason: str, headers: dict[str, str], send: Send) -> None:
    body = json.dumps({"detail": reason}).encode() if reason else b""
    fields = {"content-type": "application/json", "content-length": str(len(body)), **headers}
    raw = [(name.encode(), value.encode()) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def log_to_stderr() -> None:
    """Errors of the service, one line each, on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("factcheck serve: %(message)s"))
    _log.addHandler(handler)
    _log.propagate = False
