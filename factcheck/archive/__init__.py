"""The archive: articles, their claims and vectors, and what was decided on findings, in one file."""

from __future__ import annotations

from factcheck.archive.records import Added, Choice, Decision, Hit, Info
from factcheck.archive.schema import ArchiveError, is_archive
from factcheck.archive.store import Archive

__all__ = ["Added", "Archive", "ArchiveError", "Choice", "Decision", "Hit", "Info", "is_archive"]
