"""Claim-level fact consistency checking for news: which claims cannot both be true, and why."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.articles import ArticleError, load_articles
    from factcheck.judging.nli import load_nli
    from factcheck.pipeline import check
    from factcheck.records import Article, Claim, Finding, Report

try:
    __version__ = version("factcheck")
except PackageNotFoundError:
    __version__ = "0+unknown"

__all__ = ["Article", "ArticleError", "Claim", "Finding", "Report", "check", "load_articles", "load_nli"]

_HOMES = {
    "Article": "factcheck.records", "Claim": "factcheck.records", "Finding": "factcheck.records",
    "Report": "factcheck.records", "ArticleError": "factcheck.articles", "load_articles": "factcheck.articles",
    "load_nli": "factcheck.judging.nli", "check": "factcheck.pipeline",
}  # fmt: skip


def __getattr__(name: str):
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'factcheck' has no attribute {name!r}")
