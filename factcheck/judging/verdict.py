"""Event identity x slot conflict x NLI -> verdicts with a calibrated probability."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.claims.amounts import disjoint
from factcheck.claims.calendar import overlaps
from factcheck.claims.lexicon import opposite
from factcheck.judging import naming, slots
from factcheck.judging.calibration import calibration, sigmoid
from factcheck.judging.comparison import TOLD, Background, Comparison
from factcheck.judging.facts import is_aspect, is_fact
from factcheck.judging.forms import two_fillings
from factcheck.judging.limits import (
    PARTICIPANTS,
    QUANTITIES,
    WHEN,
    limits,
    of_many,
    of_two_times,
    others_take_part,
    two_speakers,
)
from factcheck.judging.nli import NLI
from factcheck.judging.participants import EXCHANGED
from factcheck.matching.events import Events, View, exclude, unlike_roles
from factcheck.matching.identity import Identity, identify, told_of_one
from factcheck.matching.stories import Stories
from factcheck.matching.words import content, in_common
from factcheck.records import Claim, Relation, Severity, Verdict

_WORDS_MATTER = PARTICIPANTS | {"negation", "antonym"}
"""Types that are a conflict only when the rest of both claims says the same."""
_MOST_WORDS = 0.05
"""Words in common, beyond those of any two claims, from which all that one doer did may have been one deed."""
_BOTH = {t: "both days in one article" for t in ("date", "weekday")} | {
    t: "both names in one article" for t in ("person", "organization")
}


@dataclass(slots=True)
class Pair:
    """A candidate pair, its identity and what the slots say. `nli` is filled only where it can change the verdict.

    `apart` tells of each comparison whether it is a conflict between two events.
    """

    i: int
    j: int
    cosine: float
    identity: Identity
    comparisons: list[Comparison]
    apart: list[bool] = field(default_factory=list)
    nli: tuple[tuple[float, float, float], tuple[float, float, float]] | None = None


def compare_pairs(
    events: Events,
    candidates: Sequence[tuple[int, int, float]],
    stories: Stories,
    known: Background,
    near: Callable[[str, str], float] | None = None,
) -> list[Pair]:
    """Identity and typed comparison of each candidate; pairs that cannot be of one event are left out.

    With `near`, as in `pipeline.compare` for a part of many articles, two fillings of one form are two events, and
    names and words conflict only in articles that are near in other ways too. Articles that somebody chose are taken
    for one story, however much is wrong in one of them.
    """
    least = calibration()["identity"]["nli"]
    pairs = []
    for i, j, cosine in candidates:
        a, b = events.views[i], events.views[j]
        one = a.claim.article_id == b.claim.article_id
        if one and a.claim.sentence == b.claim.sentence:
            continue
        story = stories.logit(a.claim.article_id, b.claim.article_id)
        identity = identify(a, b, cosine, story)
        likely = sigmoid(story) >= calibration()["story"]["aspect"]
        in_story = sigmoid(story) >= calibration()["story"]["one"] and (_share_a_fact(a, b) or naming.told_alike(a, b))
        unlike = sigmoid(identity.best_logit()) < least or planned_against_happened(a.claim, b.claim)
        if unlike and not in_story and not (likely and _share_an_aspect(a, b)):
            continue
        found = [
            c for c in slots.compare(a, b, known) if in_story or not is_fact(c.slot) or likely and is_aspect(c.slot)
        ]
        if unlike:
            found = [c for c in found if whatever_event(c.slot)]
            if not found:
                continue
        pairs.append(Pair(i, j, cosine, identity, found))
    forms = two_fillings(pairs, events, near) if near else frozenset()
    for p in pairs:
        a, b = _views(p, events)
        ids = a.claim.article_id, b.claim.article_id
        far = near is not None and ids[0] != ids[1] and near(*ids) < calibration()["forms"]["near"]
        p.apart = [_of_two_events(p, c, a, b, ids in forms, far) for c in p.comparisons]
    return pairs


def whatever_event(slot: str) -> bool:
    """Whether a slot asks for what holds whatever the event is: somebody's age, or a fact of the story."""
    return slot.startswith("age:") or is_fact(slot)


def _share_a_fact(a: View, b: View) -> bool:
    """Whether both give the age of one person, or one fact of the story."""
    if {e for e, _ in a.ages} & {e for e, _ in b.ages}:
        return True
    return bool({(f.sort, f.key) for f in a.facts} & {(f.sort, f.key) for f in b.facts})


def _share_an_aspect(a: View, b: View) -> bool:
    return bool({(f.sort, f.key) for f in a.facts if f.range} & {(f.sort, f.key) for f in b.facts if f.range})


def planned_against_happened(a: Claim, b: Claim) -> bool:
    """A plan and its outcome may differ without either report being wrong; so may a denial and what it denies."""
    return ("planned" in {a.modality, b.modality} or "denied" in {a.modality, b.modality}) and a.modality != b.modality


def _views(p: Pair, events: Events) -> tuple[View, View]:
    return events.views[p.i], events.views[p.j]


def _of_two_events(p: Pair, c: Comparison, a: View, b: View, form: bool, far: bool) -> bool:
    """Whether two values differ because they are of two events.

    `form`: the articles are two fillings of one; `far`: they are of many and not near enough for names and words.
    """
    anyhow = whatever_event(c.slot)
    if c.relation == "contradiction" and (
        far and c.type in _WORDS_MATTER
        or c.slot in WHEN and c.context < calibration()["alike"]["around"] and not _datable(p, a, b)
        or c.slot in WHEN and (opposite(a.kind, b.kind) or of_two_times(p, c))
        or c.type in PARTICIPANTS and not anyhow and exclude(a.times, b.times)
        or not anyhow and unlike_roles(a, b)
    ):
        return True
    if anyhow or c.relation not in {"contradiction", "update"}:
        return False
    if form or sigmoid(p.identity.story) < calibration()["story"]["event"]:
        return True
    return p.identity.score(in_dispute(c), c.context) < calibration()["identity"]["same_event"]


def add_nli(
    pairs: Sequence[Pair], events: Events, nli: NLI, progress: Callable[[int, int], None] | None = None
) -> int:
    """Runs the model both ways on the pairs whose verdict it can change; returns how many pairs those are.

    A claim is judged against so many others, the likeliest to be of its event, as the calibration says ("most", and
    "most_one_article" inside one article): four hundred lines of one form are not all read against each other.
    """
    limits, claims = calibration()["nli"], events.claims
    wanted: list[tuple[Pair, bool]] = []
    for p in pairs:
        conflicts = [
            c for c, apart in zip(p.comparisons, p.apart, strict=True) if not apart and not c.slot.startswith(TOLD)
        ]
        if any(c.relation == "contradiction" for c in conflicts) or _may_be_other(p, *_views(p, events)):
            wanted.append((p, claims[p.i].article_id == claims[p.j].article_id))
    judged: list[Pair] = []
    count: dict[tuple[int, bool], int] = defaultdict(int)
    for p, one in sorted(wanted, key=lambda x: (-x[0].identity.score(), x[0].i, x[0].j)):
        if max(count[p.i, one], count[p.j, one]) < limits["most_one_article" if one else "most"]:
            judged.append(p)
            count[p.i, one] += 1
            count[p.j, one] += 1
    both = [((a, b), (b, a)) for p in judged for a, b in [(claims[p.i].statement, claims[p.j].statement)]]
    texts = list(dict.fromkeys(t for two in both for t in two))
    step = 512
    scores: dict[tuple[str, str], tuple[float, float, float]] = {}
    for k in range(0, len(texts), step):
        for text, row in zip(texts[k : k + step], nli.predict(texts[k : k + step]), strict=True):
            scores[text] = tuple(round(float(x), 6) for x in row)  # type: ignore[assignment]
        if progress is not None:
            progress(min(k + step, len(texts)), len(texts))
    for p, (there, back) in zip(judged, both, strict=True):
        p.nli = (scores[there], scores[back])
    return len(judged)


def judge(pairs: Sequence[Pair], events: Events, known: Background) -> list[Verdict]:
    """The verdicts of all pairs in their order: one for each slot that both claims fill, or one of type other where the
    slots have the same values."""
    elsewhere = Elsewhere(events)
    verdicts: list[Verdict] = []
    for p in pairs:
        a, b = _views(p, events)
        for c, apart in zip(p.comparisons, p.apart, strict=True):
            verdicts.append(_verdict(p, c, a, b, apart, elsewhere, known))
        if (other := _other(p, a, b)) is not None:
            verdicts.append(other)
    return verdicts


def _verdict(
    p: Pair, c: Comparison, a: View, b: View, apart: bool, elsewhere: Elsewhere, known: Background
) -> Verdict:
    logit = p.identity.logit(in_dispute(c), c.context)
    if apart or c.relation != "contradiction":
        return _record(p, c, a, b, "different_event" if apart else c.relation, sigmoid(logit), c.cap, c.note)
    both = not is_fact(c.slot) and elsewhere.known(c, a, b)
    cap, notes = limits(p, c, a, b, both, known)
    terms = _evidence(p, c, a, b, max(logit, 1.5) if whatever_event(c.slot) else logit, both)
    return _record(p, c, a, b, c.relation, sigmoid(sum(terms.values())), cap, "; ".join(notes), terms)


def in_dispute(c: Comparison | Verdict) -> str:
    """The part of event identity that the conflict itself is about."""
    if c.slot in WHEN:
        return "time"
    return {"place": "place", "person": "parties", "organization": "parties"}.get(c.type, "")


def _datable(p: Pair, a: View, b: View) -> bool:
    """Whether two dates can be of one incident: the predicates can, or the sentences are all but the same."""
    if told_of_one(a, b):
        return not opposite(a.kind, b.kind)
    words = p.identity.measured.get("words in common", -1.0)
    one_spot = "place in common" in p.identity.terms and words > 0
    one_doer = p.identity.coverage == 1.0 and words > _MOST_WORDS and a.claim.article_id != b.claim.article_id
    return one_spot or one_doer or p.cosine >= calibration()["alike"]["most"]


def _evidence(p: Pair, c: Comparison, a: View, b: View, identity: float, both: bool) -> dict[str, float]:
    """The log-odds that the values are a real conflict, by term. `both`: one of the articles gives both of them."""
    weights = calibration()["evidence"]
    return {name: weights[name] * value for name, value in evidence(p, c, a, b, identity, both).items()}


def evidence(p: Pair, c: Comparison, a: View, b: View, identity: float, both: bool) -> dict[str, float]:
    """What speaks for and against a real conflict, by name, as the fit of models/calibration.json sees it."""
    data = calibration()
    clip = data["identity"]["clip"]
    if c.slot.startswith(TOLD):
        return {"told in other words": c.strength}
    kind = "age of a role" if c.slot.startswith("role:") else c.type
    found = {kind: 1.0, "event identity": min(max(identity, -clip), clip), "difference": c.strength}
    if is_fact(c.slot):
        return found
    if p.nli is not None:
        found["nli"] = _lean(p.nli)
    if not c.slot.startswith("age:"):
        found["words around"] = c.context
    if c.type in _WORDS_MATTER or c.slot.startswith("role:"):
        even = data["alike"]["names" if c.type in PARTICIPANTS else "words"]
        alike = max(c.context, _apart_from_names(a, b, c) if c.type in PARTICIPANTS else 0.0)
        found["wording"] = max(min(p.cosine, data["alike"]["most"]), data["alike"]["most"] * alike) - even
    told = {
        "hedged": "hedged" in {a.claim.modality, b.claim.modality},
        "statements": a.kind == b.kind == "say",
        "headline": a.claim.headline or b.claim.headline,
        "quoted": (a.claim.quoted or b.claim.quoted) and c.slot not in {"quote", "speaker"},
        "another predicate": c.slot in WHEN and a.kind != b.kind and not (a.lead and b.lead),
        "perhaps several": of_many(p, c, a, b),
        "other participants": c.slot in WHEN and others_take_part(p, a, b),
        "two speakers": two_speakers(a, b),
        "one article": a.claim.article_id == b.claim.article_id,
        _BOTH.get(c.type, "both values in one article"): both,
    }
    others = {o.slot for o in p.comparisons if o.relation == "contradiction"} - {c.slot}
    if others:
        found["other conflicts"] = float(min(len(others), 2))
    return found | {name: 1.0 for name, holds in told.items() if holds}


def _apart_from_names(a: View, b: View, c: Comparison) -> float:
    """The share of words that both claims have beside the names in dispute, which the cosine cannot leave out."""
    left, right = (v.words - content(value) for v, value in ((a, c.value_a), (b, c.value_b)))
    return in_common(left, right, least=3)


def _record(
    p: Pair,
    c: Comparison,
    a: View,
    b: View,
    relation: Relation,
    probability: float,
    cap: Severity,
    reason: str,
    terms: Mapping[str, float] | None = None,
) -> Verdict:
    kept = relation in {"contradiction", "update"}
    return Verdict(
        a.claim.id, b.claim.id, relation, c.type, round(probability, 4), c.span_a, c.span_b, reason, p.nli,
        c.value_a, c.value_b, c.norm_a, c.norm_b, round(p.identity.score(in_dispute(c), c.context), 4), c.slot, cap,
        tuple((terms or {}).items()), _identity_terms(p, c) if kept else (),
    )  # fmt: skip


def _identity_terms(p: Pair, c: Comparison) -> tuple[tuple[str, float], ...]:
    around = calibration()["identity"]["around"] * c.context
    return (*p.identity.terms.items(), ("words around the values", around))


def _lean(nli: tuple[tuple[float, float, float], tuple[float, float, float]]) -> float:
    """-1..1: contradiction against entailment, both ways."""
    (e1, _, c1), (e2, _, c2) = nli
    return (c1 + c2) / 2 - max(e1, e2)


def _may_be_other(p: Pair, a: View, b: View) -> bool:
    """Whether the model's word alone could make a conflict: of claims all but alike in articles that agree so far."""
    limits = calibration()["nli"]
    return (
        p.cosine >= limits["other_cosine"]
        and p.identity.score() >= limits["other_identity"]
        and a.claim.article_id != b.claim.article_id
        and all(c.relation == "compatible" and c.norm_a == c.norm_b for c in p.comparisons)
        and "hedged" not in {a.claim.modality, b.claim.modality}
        and "statement" not in {a.claim.kind, b.claim.kind}
    )


def _other(p: Pair, a: View, b: View) -> Verdict | None:
    if p.nli is None or min(p.nli[0][2], p.nli[1][2]) < calibration()["nli"]["other_probability"]:
        return None
    if not _may_be_other(p, a, b):
        return None
    spans = (a.claim.start, a.claim.end), (b.claim.start, b.claim.end)
    c = Comparison(
        "other", "contradiction", *spans, a.claim.text, b.claim.text, a.claim.statement, b.claim.statement, slot="other"
    )
    terms = _evidence(p, c, a, b, p.identity.logit(), both=False)
    reason = "the model reads them as contradicting"
    return _record(p, c, a, b, "contradiction", sigmoid(sum(terms.values())), "info", reason, terms)


class Elsewhere:
    """Looks up whether an article that states one value of a slot also knows the other."""

    def __init__(self, events: Events) -> None:
        self._entities = {a: set(e) for a, e in events.article_entities.items()}
        self._by_kind: dict[tuple[str, str], list[View]] = defaultdict(list)
        for v in events.views:
            self._by_kind[(v.claim.article_id, v.kind)].append(v)

    def known(self, c: Comparison, a: View, b: View) -> bool:
        if a.claim.article_id == b.claim.article_id or c.slot == EXCHANGED:
            return False
        return self._knows(c, a, b, swap=False) or self._knows(c, b, a, swap=True)

    def _knows(self, c: Comparison, here: View, there: View, swap: bool) -> bool:
        """Whether the article of `here` states the value that `there` has."""
        article = here.claim.article_id
        span = c.span_a if swap else c.span_b
        if c.type in PARTICIPANTS:
            names = {m.entity for m in there.claim.mentions if (m.start, m.end) == span}
            return bool(names & self._entities[article])
        if c.type in QUANTITIES:
            theirs = next((x for x in there.claim.amounts if (x.start, x.end) == span), None)
            if theirs is None:
                return False
            return any(
                x.kind == theirs.kind and (x.unit == theirs.unit or not x.unit or not theirs.unit)
                and not x.approximate and not disjoint(x, theirs)
                for v in self._by_kind[(article, there.kind)] if v is not here for x in v.claim.amounts
            )  # fmt: skip
        if c.type in {"negation", "antonym"}:
            return any(
                v is not here and v.parties & there.parties and v.claim.polarity == there.claim.polarity
                for v in self._by_kind[(article, there.kind)]
            )
        if c.slot == "when":
            theirs = next((w for w in there.times if (w.start, w.end) == span), None)
            if theirs is None:
                return False
            return any(
                overlaps(w, theirs) for v in self._by_kind[(article, there.kind)] if v is not here for w in v.times
                if w.granularity == theirs.granularity and (not there.actors or v.actors & there.actors)
                and (there.kind != "say" or v.parties & there.parties and v.heads & there.heads)
            )  # fmt: skip
        return False
