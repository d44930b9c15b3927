"""Fetching: pages and feeds over HTTP, politely, and with a limit on everything that a server could send."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

import factcheck
from factcheck.errors import FactcheckError

AGENT = "factcheck"
MAX_BYTES = 10_000_000
"""Largest page or feed, unpacked."""
MAX_REDIRECTS = 5
DEADLINE = 30.0
"""Seconds for one request from its first byte to the last of the answer."""
PAUSE = 1.0
"""Seconds between two requests to one host, more where its robots.txt asks for it."""
LONGEST_PAUSE = 30.0

_READABLE = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})


class FetchError(FactcheckError):
    """A page that cannot be had; the message says why, without the address."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent. `url` is where it was in the end; `etag` and `modified` are for asking again; `kind` is the
    media type without parameters, "" when none was given."""

    url: str
    body: bytes
    kind: str
    etag: str | None
    modified: str | None


class Fetcher:
    """Asks one thing at a time: by robots.txt (RFC 9309), with pauses, no more of a host that says it is busy.

    Pages are taken from public addresses only, so that a feed cannot lead into the network of who reads it; a host
    that a person named is taken as it is.
    """

    def __init__(self, pause: float = PAUSE, deadline: float = DEADLINE, max_bytes: int = MAX_BYTES) -> None:
        self._pause, self._deadline, self._max_bytes = pause, deadline, max_bytes
        self._loop = asyncio.Runner()
        headers = {"User-Agent": f"{AGENT}/{factcheck.__version__}", "Accept-Encoding": "gzip"}
        self._client = httpx.AsyncClient(headers=headers, timeout=deadline)
        self._named: set[str] = set()
        self._busy: set[str] = set()
        self._rules: dict[str, Protego] = {}
        self._next: dict[str, float] = defaultdict(float)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.run(self._client.aclose())
        self._loop.close()

    def get(
        self, url: str, *, named: bool = False, etag: str | None = None, modified: str | None = None
    ) -> Page | None:
        """The page at a URL, or None when it is still the one that `etag` and `modified` came with.

        `named` says that a person gave this URL. Raises FetchError.
        """
        if named:
            self._named.add(_host(url))
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._loop.run(self._follow(url, {k: v for k, v in asked.items() if v}, named))

    async def _follow(self, url: str, headers: dict[str, str], named: bool) -> Page | None:
        for _ in range(MAX_REDIRECTS + 1):
            await self._check_address(_host(url))
            if not named:
                await self._obey(url)
            answer = await self._ask(url, headers)
            if not isinstance(answer, str):
                return answer
            url = answer
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times")

    async def _obey(self, url: str) -> None:
        """Raises FetchError when the host's robots.txt keeps us from a page."""
        origin = urljoin(url, "/")
        if origin not in self._rules:
            try:
                page = await self._follow(urljoin(origin, "robots.txt"), {}, named=True)
                rules = page.body.decode("utf-8", errors="replace") if page else ""
            except _Missing:
                rules = ""
            except FetchError as error:
                raise FetchError(f"is left alone: robots.txt of its host cannot be had ({error})") from None
            self._rules[origin] = Protego.parse(rules)
        if not self._rules[origin].can_fetch(url, AGENT):
            raise FetchError("is closed to programs by its host's robots.txt")

    async def _ask(self, url: str, headers: dict[str, str]) -> Page | str | None:
        """One request: the page, None when it has not changed, or the URL that it redirects to."""
        host = _host(url)
        if host in self._busy:
            raise FetchError("is left for later: its host is busy")
        delay = self._rules[origin].crawl_delay(AGENT) if (origin := urljoin(url, "/")) in self._rules else None
        pause = min(max(self._pause, delay or 0.0), LONGEST_PAUSE)
        await asyncio.sleep(max(0.0, self._next[host] - time.monotonic()))
        try:
            async with asyncio.timeout(self._deadline):
                async with self._client.stream("GET", url, headers=headers) as response:
                    return await self._answer(url, response)
        except TimeoutError:
            raise FetchError(f"was not there within {self._deadline:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"cannot be reached ({' '.join(str(error).split()) or type(error).__name__})") from None
        finally:
            self._next[host] = time.monotonic() + pause

    async def _check_address(self, host: str) -> None:
        if host in self._named:
            return
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except OSError:
            return  # there may be a proxy that knows the name; else the request will fail by itself
        if not all(ipaddress.ip_address(entry[4][0]).is_global for entry in found):
            raise FetchError("is not on the public internet; add it by its own address")

    async def _answer(self, url: str, response: httpx.Response) -> Page | str | None:
        status, headers = response.status_code, response.headers
        if status == 304:
            return None
        if status in _REDIRECTS and "location" in headers:
            target = urljoin(url, headers["location"])
            _host(target)
            return target
        if status in _BUSY:
            self._busy.add(_host(url))
        if status != 200:
            error = _Missing if 400 <= status < 500 and status not in _BUSY else FetchError
            raise error(f"was answered with {status} {response.reason_phrase}".rstrip())
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind and not kind.startswith(_READABLE):
            raise FetchError(f"is no page but {kind[:60]}")
        body = await self._body(response)
        return Page(url, body, kind, headers.get("etag"), headers.get("last-modified"))

    async def _body(self, response: httpx.Response) -> bytes:
        """The body, unpacked no further than the limit."""
        packing = response.headers.get("content-encoding", "").strip().lower()
        if packing not in {"", "identity", "gzip", "x-gzip"}:
            raise FetchError(f"is packed as {packing[:20]}, which was not asked for")
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if packing.endswith("gzip") else None
        body = bytearray()
        chunks: AsyncIterator[bytes] = response.aiter_raw()
        async for chunk in chunks:
            room = self._max_bytes + 1 - len(body)
            try:
                body += unpacker.decompress(chunk, room) if unpacker else chunk
            except zlib.error:
                raise FetchError("is broken gzip") from None
            if len(body) > self._max_bytes:
                raise FetchError(f"is larger than {self._max_bytes / 1e6:g} MB")
        if unpacker and not unpacker.eof:
            raise FetchError("is broken gzip")
        return bytes(body)


class _Missing(FetchError):
    """Answered with a 4xx status: a robots.txt that is not there forbids nothing."""


def _host(url: str) -> str:
    """Host of a URL, in lower case. Raises FetchError for a URL that is not of the web."""
    try:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname:
            return parts.hostname
    except ValueError:
        pass
    raise FetchError("is no http or https address")
