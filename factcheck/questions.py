"""The question that a finding answers, as a person would ask it."""

from __future__ import annotations

from factcheck.claims.inflect import past_participle
from factcheck.claims.lexicon import predicate_class
from factcheck.records import Claim, Verdict

_EVENT_AS_VERB = frozenset({"say", "meet", "visit"})


def question(verdict: Verdict, claim: Claim, unit: str = "") -> str:
    """One question about the claim's event whose answers are the sides of the finding."""
    kind = verdict.type
    if kind in {"date", "weekday"}:
        return f"When {_did(claim)}?"
    if kind == "time":
        return f"At what time {_did(claim)}?"
    if kind == "duration":
        return f"How long: {_topic(claim)}?"
    if kind == "number":
        return f"How many{' ' + unit if unit else ''}: {_topic(claim)}?"
    if kind == "money":
        return f"How much money: {_topic(claim)}?"
    if kind == "percent":
        return f"What percentage: {_topic(claim)}?"
    if kind == "age":
        return f"How old is {_owner(verdict, claim)}?"
    if kind == "person" and verdict.slot == "speaker":
        return f"Who said it: “{_short(claim.text)}”?"
    if kind == "person":
        return f"Who: {_topic(claim)}?"
    if kind == "organization":
        return f"Which organization: {_topic(claim)}?"
    if kind == "place":
        return f"Where {_did(claim)}?"
    if kind in {"negation", "antonym"}:
        return f"Is it so: {_topic(claim)}?"
    if kind == "quote":
        return f"What exactly did {claim.speaker or _subject(claim) or 'the speaker'} say?"
    return f"Can both be true: {_topic(claim)}?"


def _owner(verdict: Verdict, claim: Claim) -> str:
    entity = verdict.slot.partition(":")[2]
    return next((m.name for m in claim.mentions if m.entity == entity), f"the person ({_topic(claim)})")


def _subject(claim: Claim) -> str:
    names = []
    for a in claim.arguments:
        if a.role == "subject":
            names.append(next((m.name for m in claim.mentions if m.entity and m.entity == a.entity), a.text))
    return " and ".join(dict.fromkeys(names[:3]))


def _objects(claim: Claim) -> str:
    parts = []
    for a in claim.arguments:
        if a.role in {"object", "with", "indirect", "to", "against", "between"} and len(a.text) < 60:
            name = next((m.name for m in claim.mentions if m.entity and m.entity == a.entity), a.text)
            parts.append(name if a.role in {"object", "indirect"} else f"{a.role} {name}")
    return " ".join(dict.fromkeys(parts[:2]))


def _did(claim: Claim) -> str:
    """The rest of a "when" question: "did Jane Roe meet John Doe", "was the bridge closed", "was the meeting"."""
    subject, objects = _subject(claim), _objects(claim)
    predicate = claim.predicate.replace("-", " ")
    if claim.kind == "statement" and subject:
        return f"did {subject} {predicate if predicate != 'be' else 'say'} it: “{_short(claim.gist)}”"
    if predicate.startswith("be "):
        return f"was it so: {_topic(claim)}"
    if subject and predicate_class(predicate) != predicate and predicate_class(predicate) in _EVENT_AS_VERB:
        predicate = predicate_class(predicate)
    elif not subject or predicate.endswith("ing") or predicate.endswith("ion"):
        passive = [a for a in claim.arguments if a.role == "object"]
        if passive and not subject and not predicate.endswith(("ing", "ion")):
            return f"was {passive[0].text} {past_participle(predicate)}"
        return f"was it: {_topic(claim)}"
    return " ".join(f"did {subject} {predicate} {objects}".split())


def _topic(claim: Claim) -> str:
    return _short(claim.gist or claim.statement)


def _short(text: str, most: int = 110) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"
