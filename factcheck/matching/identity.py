"""Event identity: whether two claims speak of one event, scored before any conflict is looked for."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.claims.calendar import overlaps
from factcheck.claims.lexicon import opposite, related
from factcheck.claims.linking import same_entity
from factcheck.judging.calibration import sigmoid
from factcheck.matching.events import View, exclude, one_kind


@dataclass(frozen=True, slots=True)
class Identity:
    """The log-odds that two claims speak of one event, by what spoke for and against it.

    `parties`, `place` and `time` are kept apart: a conflict of who, where or when is not counted against itself.
    """

    base: float
    parties: float
    place: float
    time: float
    coverage: float | None

    def logit(self, without: str = "") -> float:
        """The log-odds, leaving out "parties", "place" or "time"."""
        terms = {"parties": self.parties, "place": self.place, "time": self.time}
        return self.base + sum(value for name, value in terms.items() if name != without)

    def score(self, without: str = "") -> float:
        """The same as a probability in 0..1."""
        return sigmoid(self.logit(without))


def best_logit(identity: Identity) -> float:
    """The log-odds when whichever of who, where and when speaks most against it is left out."""
    return identity.logit() - min(0.0, identity.parties, identity.place, identity.time)


def identify(a: View, b: View, cosine: float, story: float) -> Identity:
    """Scores two claims by the cosine of their gists and the log-odds `story` that their articles tell one story."""
    z = -2.2 + 0.7 * story
    if a.kind == "say" and b.kind == "say":
        z += 8.0 * (cosine - 0.62) + 0.6
    else:
        z += 5.0 * (cosine - 0.5)
        z += _kind(a, b)
    same_head = any(a.roles[r] & b.roles[r] for r in a.roles.keys() & b.roles.keys())
    z += 1.0 if same_head and a.kind != "say" else 0.0
    coverage = _coverage(a, b)
    parties = 0.0
    if coverage is not None:
        parties = 2.5 * coverage - (1.5 if coverage == 0 else 0.0) - (1.0 if _other_subject(a, b) else 0.0)
    elif a.actors or b.actors:
        parties = 0.3
    if a.claim.polarity != b.claim.polarity:
        z -= 0.3
    if a.lead and b.lead and story >= 1.0 and a.claim.article_id != b.claim.article_id:
        z = max(z, 0.9 * story)
    if {a.background, b.background} == {True, False}:
        z -= 1.5
    return Identity(z, parties, _place(a, b), _time(a, b), coverage)


def told_of_one(a: View, b: View) -> bool:
    """Whether the predicates of two claims can be of one incident at all."""
    return _kind(a, b) > 0


def _kind(a: View, b: View) -> float:
    if a.lead and b.lead:
        return 1.2
    if one_kind(a, b) or opposite(a.kind, b.kind):
        return 1.2
    return 0.5 if any(related(x, y) for x in a.kinds for y in b.kinds) else -0.8


def _coverage(a: View, b: View) -> float | None:
    """The share of the named participants of the less explicit claim that take part in the other's event."""
    if not a.actors or not b.actors:
        return None
    small, large = (a, b) if (len(a.actors), a.claim.id) <= (len(b.actors), b.claim.id) else (b, a)
    return len(small.actors & large.parties) / len(small.actors)


def _other_subject(a: View, b: View) -> bool:
    """Whether each names who did it, and neither's doers take part in the other's event."""
    return bool(a.subjects and b.subjects and not a.subjects & b.parties and not b.subjects & a.parties)


def _place(a: View, b: View) -> float:
    if not a.places or not b.places:
        return 0.0
    if a.places.keys() & b.places.keys():
        return 0.6
    apart = all(same_entity(x, y) is False for x in a.places.values() for y in b.places.values())
    return -1.5 if apart else 0.0


def _time(a: View, b: View) -> float:
    left, right = a.times or a.group_times, b.times or b.group_times
    if not left or not right:
        return 0.0
    if exclude(left, right):
        return -1.5
    return 0.6 if any(overlaps(x, y) for x in left for y in right) else 0.0
