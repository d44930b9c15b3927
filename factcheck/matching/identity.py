"""Event identity: whether two claims speak of one event, scored before any conflict is looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.claims.calendar import overlaps
from factcheck.claims.lexicon import opposite, related
from factcheck.claims.linking import same_entity
from factcheck.judging.calibration import calibration, sigmoid
from factcheck.matching.events import View, exclude, one_kind, unlike_roles
from factcheck.matching.words import in_common

PART = {
    "participants": "parties",
    "no participant in common": "parties",
    "another doer": "parties",
    "one without names": "parties",
    "place in common": "place",
    "places apart": "place",
    "time in common": "time",
    "times apart": "time",
    "background of one alone": "time",
}
"""The terms that a conflict of who, where or when would count against itself."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The log-odds that two claims speak of one event, term by term, and what was measured for each term.

    `coverage` is the share of the named participants of the less explicit claim that take part in the other's event,
    0..1; None when one of them names nobody.
    """

    terms: Mapping[str, float]
    coverage: float | None
    measured: Mapping[str, float]

    @property
    def story(self) -> float:
        """The log-odds that the articles of both tell one story."""
        return self.measured["story" if "story" in self.measured else "both date the incident"]

    def logit(self, without: str = "", around: float = 0.0) -> float:
        """The log-odds, without what speaks against it of "parties", "place" or "time".

        `around` is the agreement of the words around the values that are compared.
        """
        counted = (v for name, v in self.terms.items() if v > 0 or not without or PART.get(name) != without)
        return around * calibration()["identity"]["around"] + sum(counted)

    def score(self, without: str = "", around: float = 0.0) -> float:
        """The same as a probability in 0..1."""
        return sigmoid(self.logit(without, around))

    def best_logit(self) -> float:
        """The log-odds when whichever of who, where and when speaks most against it is not counted."""
        return max(self.logit(part) for part in ("", "parties", "place", "time"))


def identify(a: View, b: View, cosine: float, story: float) -> Identity:
    """Scores two claims by the cosine of their gists and the log-odds `story` that their articles tell one story."""
    weights = calibration()["identity"]["weights"]
    coverage = _coverage(a, b)
    measured = features(a, b, cosine, story, coverage)
    return Identity({name: weights[name] * value for name, value in measured.items()}, coverage, measured)


def features(a: View, b: View, cosine: float, story: float, coverage: float | None) -> dict[str, float]:
    """What speaks for and against one event, by name, as the fit of models/calibration.json sees it; symmetric."""
    if a.lead and b.lead and story >= 1.0 and a.claim.article_id != b.claim.article_id:
        found = {"both date the incident": story, "wording of incidents": cosine - 0.4}
        if a.incident and a.incident == b.incident and bool(a.actors) == bool(b.actors) and coverage != 0:
            found["incidents of one kind"] = 1.0
    elif a.kind == b.kind == "say":
        found = {"start": 1.0, "story": story, "wording of statements": cosine - 0.6}
    else:
        found = {"start": 1.0, "story": story, "wording": cosine - 0.5, kind_in_common(a, b): 1.0}
        if any(a.roles[r] & b.roles[r] for r in a.roles):
            found["same word in a role"] = 1.0
        elif any(a.roles[r] and b.roles[r] for r in a.roles):
            found["other words in a role"] = 1.0
    if a.claim.article_id != b.claim.article_id and not a.kind == b.kind == "say":
        found["words in common"] = in_common(a.words, b.words) - 0.4
    if coverage is not None:
        found["participants"] = coverage
        if coverage == 0:
            found["no participant in common"] = 1.0
        if _other_subject(a, b):
            found["another doer"] = 1.0
    elif a.actors or b.actors:
        found["one without names"] = 1.0
    if a.claim.polarity != b.claim.polarity:
        found["polarity"] = 1.0
    if unlike_roles(a, b):
        found["unlike words in a role"] = 1.0
    if {a.background, b.background} == {True, False}:
        found["background of one alone"] = 1.0
    for name in (_place(a, b), _time(a, b)):
        if name:
            found[name] = 1.0
    return found


def told_of_one(a: View, b: View) -> bool:
    """Whether the predicates of two claims can be of one incident at all."""
    return kind_in_common(a, b) != "kind apart"


def kind_in_common(a: View, b: View) -> str:
    """How the kinds of what two claims predicate stand to each other, as one of the names of `features`."""
    if a.lead and b.lead or one_kind(a, b) or opposite(a.kind, b.kind):
        return "kind in common"
    return "kinds related" if any(related(x, y) for x in a.kinds for y in b.kinds) else "kind apart"


def _coverage(a: View, b: View) -> float | None:
    if not a.actors or not b.actors:
        return None
    small, large = (a, b) if (len(a.actors), a.claim.id) <= (len(b.actors), b.claim.id) else (b, a)
    return len(small.actors & large.parties) / len(small.actors)


def _other_subject(a: View, b: View) -> bool:
    """Whether each names who did it, and neither's doers take part in the other's event."""
    return bool(a.subjects and b.subjects and not a.subjects & b.parties and not b.subjects & a.parties)


def _place(a: View, b: View) -> str:
    if not a.places or not b.places:
        return ""
    if a.places.keys() & b.places.keys():
        return "place in common"
    apart = all(same_entity(x, y) is False for x in a.places.values() for y in b.places.values())
    return "places apart" if apart else ""


def _time(a: View, b: View) -> str:
    left, right = a.times or a.group_times, b.times or b.group_times
    if not left or not right:
        return ""
    if exclude(left, right):
        return "times apart"
    return "time in common" if any(overlaps(x, y) for x in left for y in right) else ""
