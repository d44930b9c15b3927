"""Settings: what the service is started with, and the limits that it keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from factcheck.config import Config

MAX_BODY = 5_000_000
"""Bytes of a request's body."""
MAX_ARTICLES = 100
"""Articles that one request may bring to check against."""
MAX_WAITING = 8
"""Checks, or lookups, that may wait for their turn."""
KEPT = 50
"""Checks that are remembered; older ones are forgotten first."""
LOOKUP_SECONDS = 60.0
"""The longest that a search or the adding of one article may take."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`seconds` is the longest that a check may take. `token` is what requests must bear; None asks for none. `names`
    are the host names, in lower case, that the service answers to beside localhost; addresses in numbers always do."""

    archive: Path
    config: Config = field(default_factory=Config)
    token: str | None = None
    names: frozenset[str] = frozenset()
    seconds: float = 120.0
