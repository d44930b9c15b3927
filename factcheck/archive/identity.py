"""When two articles are one: their addresses and texts in the form in which they are compared."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from factcheck.records import Article

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|at_(?:medium|campaign|custom\d?)")
_PORTS = {"http": 80, "https": 443}


def address(article: Article) -> str | None:
    """Where an article stands: its URL, else its file; None for text from neither and for numbered rows of a file.

    A row has no address, since its number changes when others are put in before it.
    """
    if article.url:
        return normal_url(article.url)
    if not article.path:
        return None
    file = Path(article.path).resolve()
    place = article.id.rpartition(file.name)[2]
    if re.fullmatch(r"#\d+", place):
        return None
    return f"{file}#{place}" if place else str(file)


def normal_url(url: str) -> str:
    """A URL without fragment, tracking parameters and default port, its host in lower case; others unchanged.

    >>> normal_url("HTTPS://Example.org:443/fire?utm_source=rss&id=7#top")
    'https://example.org/fire?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in _PORTS or not host:
        return url.strip()
    host = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    fields = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in fields if not _TRACKING.fullmatch(name.lower())]
    query = parts.query if len(kept) == len(fields) else urlencode(kept)
    return parts._replace(netloc=host, path=parts.path or "/", query=query, fragment="").geturl()


def digest(text: str) -> str:
    """The same for texts that differ in nothing but white space."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def made_id(basis: str) -> str:
    """Sixteen hexadecimal digits."""
    return hashlib.sha256(basis.encode()).hexdigest()[:16]
