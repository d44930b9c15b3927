"""Which clause a time or an amount belongs to: the one whose predicate it dates or counts for, not the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.claims.clauses import Clause, governor, light_noun, shared, subject_of
from factcheck.claims.lexicon import EVENT_NOUNS, PROCEEDINGS, predicate_class
from factcheck.claims.render import Words
from factcheck.records import When

if TYPE_CHECKING:
    from spacy.tokens import Token

_DAYS = frozenset({"day", "weekday", "time", "weekend"})
_MODIFIER = frozenset({"nummod", "compound", "amod", "nmod", "poss"})
_PARTS = frozenset(
    "hour morning afternoon evening night day week weekend month quarter half start beginning middle end".split()
)
_SIMULTANEOUS = frozenset({"when", "as", "while"})


class Ownership:
    """The clauses of one sentence with their tokens; `tokens` gives those of the clause with a head index."""

    def __init__(self, clauses: Sequence[Clause], tokens: dict[int, list[Token]], words: Words) -> None:
        self._clauses, self._tokens, self._words = clauses, tokens, words
        self._start = words.start
        self._by_head = {c.head.i: c for c in clauses}
        self._heads = set(tokens)

    def top(self, start: int, end: int) -> Token | None:
        """The token of a span of the article that stands highest in the parse."""
        inside = self._words.covered(start, end)
        span = (self._words.doc[i] for i in inside)
        return next((t for t in span if t.head.i not in inside or t.dep_ == "ROOT"), None)

    def owner(self, start: int, end: int) -> int | None:
        """The head index of the clause that holds a span."""
        top = self.top(start, end)
        if top is None:
            return None
        return next((head for head, own in self._tokens.items() if any(t.i == top.i for t in own)), None)

    def times(self, times: Sequence[When]) -> dict[int, tuple[When, ...]]:
        """The times of each clause, keyed by head index."""
        if not times:
            return dict.fromkeys(self._heads, ())
        found: dict[int, list[When]] = {head: [] for head in self._heads}
        for w in times:
            head = self._dated(w)
            if head is not None:
                found[head].append(w)
        self._hand_down(found)
        own = {head: tuple(ws) for head, ws in found.items()}
        for clause in self._clauses:
            extra = self._lent(clause, times, own)
            found[clause.head.i] += [w for w in extra if w not in found[clause.head.i]]
        return {head: tuple(sorted(ws, key=lambda w: w.start)) for head, ws in found.items()}

    def _hand_down(self, found: dict[int, list[When]]) -> None:
        """Gives the second day of a clause to the event named before it ("on Wednesday … in the killing Tuesday")."""
        for clause in self._clauses:
            if clause.form != "nominal" or clause.host is None or found[clause.head.i]:
                continue
            days = [w for w in found.get(clause.host.i, ()) if w.granularity in _DAYS]
            after = [w for w in days if w.start > self._start(clause.head)]
            if len(days) == 2 and len(after) == 1:
                found[clause.host.i].remove(after[0])
                found[clause.head.i].append(after[0])

    def _dated(self, w: When) -> int | None:
        """The clause that a time dates, None where it only belongs to a noun ("the 2009 act") or to a source."""
        top = self.top(w.start, w.end)
        head = self.owner(w.start, w.end)
        if top is None or head is None:
            return None
        clause = self._by_head[head]
        if clause.form == "advcl" and any(c.dep_ == "mark" and top.i < c.i for c in clause.head.children):
            outer = governor(clause.head, self._heads)
            return outer.i if outer is not None else None
        verbs = (c.head.i for c in self._clauses if c.form == "relcl" and self._runs_on(c.head.i, top.i, head))
        if (verb := next(verbs, None)) is not None:
            return verb
        node = top
        while node.i != head and node.dep_ != "ROOT":
            if node.lower_ == "according":
                return None
            noun = node.head
            if noun.i != head and not self._light(clause, noun):
                of_noun = w.granularity not in _DAYS or self._of_earlier(clause, noun)
                if node.dep_ in _MODIFIER and of_noun and noun.pos_ in {"NOUN", "PROPN"}:
                    return None
                part = noun.lemma_.lower() in _PARTS and top.head.i == node.i  # "the early hours of May 4"
                if node.dep_ == "prep" and node.lower_ == "of" and noun.pos_ in {"NOUN", "PROPN"} and not part:
                    return None
            about_subject = node.dep_ in {"nsubj", "nsubjpass"} and node.i != top.i and node.head.i == head
            if about_subject and w.granularity not in _DAYS and not self._light(clause, node):
                return None
            node = noun
        return head

    def _runs_on(self, verb: int, time: int, head: int) -> bool:
        """Whether a time before a verb still dates the relative clause there: "the boy who fell on Monday has died"."""
        return verb < time < head and all(t.text != "," for t in self._words.doc[verb:time])

    def _of_earlier(self, clause: Clause, noun: Token) -> bool:
        """Whether a noun names what led to a legal step: "surrendered in the May 4 killing"."""
        return noun.lemma_.lower() in EVENT_NOUNS and predicate_class(clause.head.lemma_) in PROCEEDINGS

    def _light(self, clause: Clause, noun: Token) -> bool:
        event = light_noun(clause.head)
        return event is not None and event.i == noun.i

    def _lent(self, clause: Clause, times: Sequence[When], own: dict[int, tuple[When, ...]]) -> list[When]:
        """The times that a clause has from its neighbours."""
        head = clause.head
        if own[head.i]:
            return []
        if clause.form == "conj" and subject_of(head) is None:
            first = head
            while first.dep_ == "conj" and first.head.i in self._by_head:
                first = first.head
            subject = subject_of(first)
            opening = subject.left_edge if subject is not None else first
            fronted = [
                w for w in own.get(first.i, ()) if (top := self.top(w.start, w.end)) is not None and top.i < opening.i
            ]
            if fronted:
                return fronted
        also = {t.i for t in shared(clause, self._heads, self._by_head)}
        lent = [w for w in times if (top := self.top(w.start, w.end)) is not None and top.i in also]
        if clause.form == "relcl":
            when = next((c for c in head.children if c.lower_ == "when"), None)
            if when is not None:
                noun = head.head
                lent += [w for w in times if w.start <= self._start(noun) < w.end]
        for c in head.children:
            if c.dep_ == "advcl" and c.i in own and any(m.lower_ in _SIMULTANEOUS for m in c.children if m.i < c.i):
                lent += own[c.i]
        return lent
