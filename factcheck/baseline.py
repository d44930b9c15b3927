"""The baseline: a file of findings that are known and accepted, so that only new ones are raised."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from factcheck.alerts import Accepted, Alert, sentence
from factcheck.editorial import Review
from factcheck.errors import FactcheckError
from factcheck.report.json import text

VERSION = 1


class BaselineError(FactcheckError):
    """A baseline that cannot be read; the message names the file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted finding: its fingerprint, and for people its draft, type, question, sentence, and a reason."""

    fingerprint: str
    draft: str
    type: str
    question: str
    sentence: str
    reason: str = ""


def read_baseline(file: Path) -> list[Entry]:
    """The entries of a baseline. Raises BaselineError."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise BaselineError(f"{file}: is a baseline of version {data['version']}; write it again")
        return [Entry(**entry) for entry in data["accepted"]]
    except FileNotFoundError:
        raise BaselineError(f"{file}: there is no such baseline; make it with --write-baseline") from None
    except OSError as error:
        raise BaselineError(f"{file}: cannot be read ({error.strerror})") from None
    except (ValueError, LookupError, TypeError):
        raise BaselineError(f"{file}: is no baseline; make one with --write-baseline") from None


def accepted(entries: Sequence[Entry]) -> dict[str, Accepted]:
    """The entries by fingerprint, as `review` takes them."""
    return {entry.fingerprint: Accepted("baseline", entry.reason) for entry in entries}


def updated(entries: Sequence[Entry], alerts: Sequence[Alert], drafts: Collection[str]) -> list[Entry]:
    """The baseline that accepts all of `alerts`, which are those of the drafts with the names `drafts`.

    Reasons are kept, and so are entries of other drafts; what is found no longer goes, and what a comment in a draft
    or the archive accepts is left to these.
    """
    reasons = {entry.fingerprint: entry.reason for entry in entries}
    new = {entry.fingerprint: entry for entry in entries if entry.draft not in drafts}
    for alert in alerts:
        if alert.accepted is None or alert.accepted.by == "baseline":
            known = next((name for name in alert.fingerprints if name in reasons), alert.fingerprint)
            said = sentence(alert.draft.article, alert.spans[0])
            found = alert.finding
            new[known] = Entry(known, alert.draft.name, found.type, found.question, said, reasons.get(known, ""))
    return sorted(new.values(), key=lambda entry: (entry.draft, entry.fingerprint))


def applied(review: Review, entries: Sequence[Entry]) -> Review:
    """The review with all accepted that the entries name."""
    known = accepted(entries)

    def settled(alert: Alert) -> Alert:
        found = [known[name] for name in alert.fingerprints if name in known]
        return replace(alert, accepted=found[0]) if found and alert.accepted is None else alert

    return replace(review, alerts=tuple(map(settled, review.alerts)))


def stale(entries: Sequence[Entry], alerts: Sequence[Alert], drafts: Collection[str]) -> list[Entry]:
    """The entries of the drafts with these names that are found no longer."""
    found = {name for alert in alerts for name in alert.fingerprints}
    return [entry for entry in entries if entry.draft in drafts and entry.fingerprint not in found]


def render(entries: Sequence[Entry]) -> str:
    """The text of a baseline, one entry a block, so that a change of one reads as one in a diff."""
    return text({"version": VERSION, "accepted": [asdict(entry) for entry in entries]})
