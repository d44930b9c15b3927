"""The question that a finding answers, as a person would ask it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from factcheck.claims.counted import plural
from factcheck.claims.inflect import past_participle, verb_lemma
from factcheck.claims.lexicon import predicate_class
from factcheck.inversion import GAP, Clause, cut, gist_of, join, make_clause, names_of, short, upper, without
from factcheck.records import Amount, Argument, Claim, Verdict

MOST = 120
"""Characters of the longest question."""

_WORDS = {
    "weekday": "day", "money": "amount", "percent": "percentage", "person": "name", "organization": "name",
    "negation": "account", "antonym": "account", "other": "account",
}  # fmt: skip
_TOTALS = re.compile(r"\b(?:toll|number|total|count|figure|tally|deaths)\b", re.I)
_SIZED = re.compile(
    rf"(?:(for|on|at|to) )?(?:(?:an?|the|its|their|his|her) )?((?:[a-z’'-]+ ){{0,3}}[a-z’'-]+) (of|worth) {GAP}"
)
"""Group 2 is the thing of that size: "a net profit of …"."""
_AGED = re.compile(rf"(?:an?|the) {GAP}[ -]([a-z’'-]+)")
_CLOSED = re.compile(r"(?:$|(?:to|from|for|with|on|at|into|in|by|of|as|after|before|per|over|since|than)\b|,)")
_OPEN = re.compile(
    r"\b(?:of|the|an?|its|their|every|each|all|between|further|another|including|and|or|than|against|only)$|,$"
)
_QUOTES = '“”"‘’ '
_FACTS = {
    "office": "Who is {}", "address": "In which street is number {}", "crossing": "Which street meets {} there",
    "resident": "Who is the one of {}", "size": "How much is the {} worth", "titled": "Who is the {}",
    "aboard": "How many {} were on board", "toll": "How many were {}", "vote": "How many voted {}",
    "namesake": "What is the first name of {}", "score": "What was the {} score", "term": "How long is the {}",
    "from": "When {}", "sum": "How high is the {}",
}
_HARM = frozenset("kill injure evacuate arrest charge miss rescue hospitalize displace find".split())
_ANY = re.compile(r"(no ?one|nobody|none|no|neither)\b", re.I)
_ANYBODY = {"no": "any", "none": "any", "neither": "either"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a claim: `amount` is the one in dispute, and `before` and `after` stand around it."""

    verdict: Verdict
    claim: Claim
    clause: Clause
    amount: Amount | None

    @property
    def kind(self) -> str:
        return predicate_class(self.claim.predicate)

    @property
    def before(self) -> str:
        return self.clause.rest.partition(GAP)[0].strip()

    @property
    def after(self) -> str:
        return self.clause.rest.partition(GAP)[2].strip()

    @property
    def is_free(self) -> bool:
        """Whether the amount stands after the verb and is no part of a larger phrase ("a … deal", "a group of …")."""
        return GAP in self.clause.rest and not _OPEN.search(self.before) and _CLOSED.match(self.after) is not None

    @property
    def argument(self) -> Argument | None:
        """The participant in dispute."""
        start, end = self.verdict.conflict_a
        return next((a for a in self.claim.arguments if a.start <= start and end <= a.end), None)


def question(verdict: Verdict, claim: Claim) -> str:
    """One question about the claim's event whose answers are the sides of the finding, at most `MOST` characters.

    Where the claim's words do not turn into a question it quotes them and asks which value is right.
    """
    amount = next((x for x in claim.amounts if (x.start, x.end) == verdict.conflict_a), None)
    gist = gist_of(claim, amount)
    asked = _named(verdict, claim)
    clause = make_clause(claim, gist)
    straight = claim.polarity == "positive" or verdict.slot == "whether"
    if not asked and clause is not None and verdict.type in _ASK and straight:
        asked = _ASK[verdict.type](_Asked(verdict, claim, clause, amount))
        asked = "" if GAP in asked else asked
    if not asked:
        return f"Which {_WORDS.get(verdict.type, verdict.type)} is right: “{cut(gist, MOST - 30)}”?"
    return cut(asked, MOST - 1) + "?"


def _named(v: Verdict, claim: Claim) -> str:
    """Questions that need a name alone: who said it, what was said, how old somebody is."""
    if v.type == "quote":
        return f"What exactly did {claim.speaker} say" if claim.speaker else "What exactly was said"
    if v.slot == "speaker":
        words = re.sub(r"[\s,;:]+(?:(?:and|but|or|so)\s*)?$", "", " ".join(claim.text.split()))
        return f"Who said “{cut(upper(words.strip(_QUOTES)), MOST - 14)}”"
    if v.slot.startswith("fact:"):
        _, sort, key = v.slot.split(":", 2)
        return _FACTS[sort].format(key)
    owner = next((m.name for m in claim.mentions if v.slot == f"age:{m.entity}"), "")
    return f"How old {'was' if predicate_class(claim.predicate) == 'kill' else 'is'} {owner}" if owner else ""


def _how_many(q: _Asked) -> str:
    clause, amount = q.clause, q.amount
    if amount is None:
        return ""
    if amount.text.split()[0].lower() == amount.unit:
        named = clause.subject.removeprefix(f"a {GAP} ").removeprefix(f"the {GAP} ")
        return f"What {amount.unit} was {named if named[:1].isupper() else 'the ' + named.removeprefix('the ')}"
    if _TOTALS.search(clause.subject) and clause.rest.endswith(GAP):
        return f"How high is {clause.subject}"
    if clause.subject == GAP and (q.kind in _HARM or amount.unit):
        return clause.about(f"How many {_things(amount)}")
    if (found := re.match(rf"(?:the )?{GAP} (?=.)", clause.subject)) is not None:
        noun, left = _counted(clause.subject[found.end() :], q)
        return clause.about(join("How many", noun, left)) if noun else ""
    noun, left = _counted(q.after, q)
    if not noun or GAP not in clause.rest or _OPEN.search(q.before) or len(q.before.split()) > 4:
        return ""
    return clause.ask(f"How many {noun}", join(q.before, left))


def _counted(text: str, q: _Asked) -> tuple[str, str]:
    """The counted things at the begin of `text`, in the plural, and the words after them."""
    amount, claim = q.amount, q.claim
    text = re.sub(r"^of (?!the|its|his|her|their|those|these|them|whom)", "", text)
    if amount is None or amount.kind == "measure":
        return "", text
    if amount.head is None:
        return (_things(amount), text) if q.kind in _HARM and _CLOSED.match(text) else ("", text)
    head = re.match(r"[\w’'-]+", claim.text[amount.head - claim.start :]) if amount.head >= claim.start else None
    found = re.match(rf"((?:[\w’'-]+ ){{0,5}}?){re.escape(head.group())}(?![\w’'-])", text) if head else None
    if found is None:
        return "", text
    single = amount.high <= 1 or head.group().lower() == amount.unit
    noun = found.group(1) + (plural(amount.unit) if single else head.group())
    left = text[found.end() :].strip()
    if left.startswith(("and ", "or ")) or any(text.startswith(x.text) for x in claim.amounts):
        return "", text
    return (join(noun, short(left)), "") if left.startswith("of ") else (noun, left)


def _things(amount: Amount | None) -> str:
    people = amount is None or not amount.unit or predicate_class(amount.unit) in _HARM
    return "people" if people else plural(amount.unit)


def _how_much(q: _Asked) -> str:
    clause = q.clause
    if clause.subject.startswith(GAP):
        left = clause.subject.removeprefix(GAP).strip()
        return clause.about(join("How much", left), "one") if _CLOSED.match(left) else ""
    sized = _SIZED.match(clause.rest)
    if sized and sized[3] == "worth":
        return f"How much {_were(sized[2])} the {sized[2]} worth"
    if sized and clause.verb:
        return _sized(q, "How much", sized)
    if q.kind in {"rise", "fall"} and q.before.endswith("to"):
        return clause.ask("To how much", "")
    return clause.ask("How much", join(q.before, q.after)) if q.is_free else ""


def _sized(q: _Asked, word: str, sized: re.Match[str]) -> str:
    """The size of a thing: "How much was the profit that the bank reported?"."""
    clause = q.clause
    return join(word, _were(sized[2]), "the", sized[2], "that", clause.subject, clause.told, sized[1] or short(q.after))


def _what_share(q: _Asked) -> str:
    clause = q.clause
    if clause.subject.startswith(GAP):
        left = clause.subject.removeprefix(GAP).strip()
        return clause.about(join("What share" if left.startswith("of ") else "What percentage", left), "one")
    if short(clause.rest) == GAP and not clause.verb:
        return f"How high {clause.auxiliary} {clause.subject}"
    if clause.rest.startswith((GAP, f"by {GAP}")) and q.kind in {"rise", "fall"}:
        return clause.ask("By how much", "")
    if clause.rest.startswith(f"{GAP} of "):
        return clause.ask(f"What share {short(q.after)}", "")
    if not q.is_free:
        return ""
    *before, last = q.before.split() or [""]
    if q.after.startswith("of "):
        return clause.ask(f"What share {short(q.after)}", q.before)
    if last in {"by", "to", "at", "from"}:
        return clause.ask(f"{last.capitalize()} what percentage", join(*before, q.after))
    return clause.ask("What percentage", join(q.before, q.after)) if len(before) < 3 else ""


def _how_long(q: _Asked) -> str:
    clause = q.clause
    *before, last = q.before.split() or [""]
    if last == "to" and not before and q.kind == "sentence":
        return f"How long a sentence did {clause.subject} get"
    if (sized := _SIZED.match(clause.rest)) is not None and clause.verb:
        return _sized(q, "How long", sized)
    if not q.is_free and not q.after.startswith("of "):
        return ""
    after = q.after.removeprefix("of ")
    if last in {"after", "within", "in", "over", "by", "before"} or last == "for" and after:
        return clause.ask(f"{last.capitalize()} how long", join(*before, after))
    return clause.ask("How long", join(q.before, after))


def _how_old(q: _Asked) -> str:
    """The age of one without a name."""
    clause, be = q.clause, "was" if q.kind == "kill" else "is"
    if (found := _AGED.fullmatch(clause.subject)) is not None:
        return join(f"How old {be} the {found[1]} who", clause.told, short(clause.rest))
    if (found := _AGED.match(clause.rest)) is not None:
        return join(f"How old {be} the {found[1]} whom", clause.subject, clause.told, short(clause.rest[found.end() :]))
    return ""


def _who(q: _Asked) -> str:
    word = "Who" if q.verdict.type == "person" else "Which organization"
    names = names_of(q.argument, q.claim) if q.argument is not None else []
    if q.clause.subject.lower() in {n.lower() for name in names for n in (name, f"the {name}")}:
        return q.clause.about(word, "one")
    if (rest := without(q.clause.rest, [f"by {name}" for name in names])) is not None:
        return q.clause.ask("By whom" if word == "Who" else "By which organization", rest)
    rest = without(q.clause.rest, names)
    direct = any(re.match(rf"(?:(?:with|to|for|at) )?{re.escape(name)}\b", q.clause.rest) for name in names)
    return q.clause.ask(word, rest) if rest is not None and direct else ""


def _where(q: _Asked) -> str:
    names = names_of(q.argument, q.claim) if q.argument is not None else []
    rest = without(q.clause.rest, [f"{q.argument.role} {name}" for name in names])
    return q.clause.ask("Where", rest) if rest is not None else ""


def _whether(q: _Asked) -> str:
    clause = q.clause
    if not clause.verb and not clause.rest:
        return f"Did {clause.subject} take place"
    if (found := _ANY.match(clause.subject)) is not None:
        anybody = _ANYBODY.get(found[1].lower(), "anyone")
        clause = replace(clause, subject=anybody + clause.subject[found.end() :])
    return replace(clause, rest=re.sub(r"^no\b", "any", clause.rest)).ask()


def _which_of_two(q: _Asked) -> str:
    """The opposite predicates side by side: "Did shares rise or fall?"."""
    v, clause = q.verdict, q.clause
    a, b = (n.removeprefix("be ") for n in (v.norm_a, v.norm_b))
    if v.norm_a.startswith("be ") and clause.rest.startswith(a):
        return clause.ask("", f"{a} or {b}")
    if verb_lemma(v.value_b.lower(), b) == b:
        if clause.verb == a:
            has_object = any(x.role == "object" for x in q.claim.arguments)
            return replace(clause, verb=f"{a} or {b}").ask("", clause.rest if has_object else "")
        done = past_participle(a)
        if f"{clause.verb} {clause.rest}".startswith(done):
            return replace(clause, verb=f"{done} or {past_participle(b)}").ask("", "")
    return _whether(q)


def _were(noun: str) -> str:
    last = noun.split()[-1]
    return "were" if last.endswith("s") and not last.endswith("ss") else "was"


_ASK: dict[str, Callable[[_Asked], str]] = {
    "date": lambda q: q.clause.ask("When"), "weekday": lambda q: q.clause.ask("When"),
    "time": lambda q: q.clause.ask("At what time"), "number": _how_many, "money": _how_much, "percent": _what_share,
    "duration": _how_long, "age": _how_old, "person": _who, "organization": _who, "place": _where,
    "negation": _whether, "antonym": _which_of_two,
}  # fmt: skip
