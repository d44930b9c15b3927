"""Words of a sentence as a reader of a single claim needs them: names for pronouns, dates made plain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from factcheck.claims.clauses import Clause, antecedent
from factcheck.claims.inflect import past
from factcheck.claims.sentences import Sentence
from factcheck.claims.calendar import describe
from factcheck.records import Amount, Mention, When

_TRIM = " \t\n,;:–—-()[]“”\"‘’'«»"
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?%)\]])")
_EMPTY = re.compile(r"([,;:–—(])(?:\s*[,;:–—)])+")
_DANGLING = re.compile(r"\s(?:and|or|but|for|of|by|with|as|after|before|from|that|to|in|at|on|while|when|which)$", re.I)
_PLAIN = frozenset({"day", "weekday", "month", "year"})


class Words:
    """The tokens of one sentence with the mentions and times that cover them."""

    def __init__(
        self, text: str, doc: Doc, sentence: Sentence, mentions: Sequence[Mention], times: Sequence[When], amounts: Sequence[Amount]
    ) -> None:
        self.text, self.doc, self.offset = text, doc, sentence.start
        self.headline = sentence.kind == "headline"
        self._mention: dict[int, Mention] = self._cover(mentions)
        self._time: dict[int, When] = self._cover(times)
        self._amount: dict[int, Amount] = self._cover(amounts)

    def _cover(self, spans: Sequence) -> dict:
        return {t.i: s for s in spans for t in self.doc if s.start <= self.offset + t.idx < s.end}

    def mention(self, token: Token) -> Mention | None:
        """The mention that covers a token, or that its apposition or its modifiers name ("the president, Jane Roe")."""
        found = self._mention.get(token.i)
        if found is not None:
            return found
        for c in token.children:
            if c.dep_ == "appos" and c.i in self._mention and self._mention[c.i].form == "name":
                return self._mention[c.i]
        return None

    def parties(self, start: int, end: int) -> list[Mention]:
        """The named people that stand in a span as themselves, not as somebody's ("Ann and Bob", not "Ann's house")."""
        found = {}
        for i, m in self._mention.items():
            if start <= m.start and m.end <= end and m.kind == "person" and m.entity and self.doc[i].dep_ != "poss":
                found[m.start] = m
        return [found[k] for k in sorted(found)] if len(found) > 1 else []

    def entity(self, token: Token) -> str:
        m = self.mention(token)
        return m.entity if m is not None else ""

    def name(self, token: Token) -> str | None:
        """The name of what a token stands for; its noun phrase when it has none; None for an unresolved pronoun."""
        m = self.mention(token)
        if m is not None and m.entity:
            return m.name
        if token.pos_ == "PRON":
            return None
        start, end = self.phrase(token)
        return self.text[start:end]

    def extent(self, tokens: Sequence[Token]) -> tuple[int, int]:
        """The source span from the first to the last of the tokens, without punctuation at its ends."""
        solid = [t for t in tokens if not t.is_punct and not t.is_space]
        if not solid:
            return 0, 0
        start, end = self.offset + solid[0].idx, self.offset + solid[-1].idx + len(solid[-1].text)
        return start, end

    def phrase(self, token: Token) -> tuple[int, int]:
        """The span of the noun phrase around a head: its own modifiers, no clauses, no appositions, no coordination."""
        keep = [token]
        stack = [c for c in token.children if c.dep_ in {"det", "amod", "compound", "nmod", "nummod", "poss", "case", "quantmod", "advmod"}]
        while stack:
            t = stack.pop()
            keep.append(t)
            stack += [c for c in t.children if c.dep_ not in {"relcl", "acl", "conj", "cc", "punct", "appos"}]
        keep = sorted(keep, key=lambda t: t.i)
        return self.extent(keep)

    def statement(self, clause: Clause, shown: Sequence[Token], speaker: str | None, gist: bool = False) -> str:
        """The claim as a sentence of its own. `speaker` stands for I and my inside a quotation.

        With `gist`, times are left out and amounts become "some".
        """
        head = clause.head
        words: list[str] = []
        drop: set[int] = set()
        lead = ""
        own_subject = any(c.dep_ in {"nsubj", "nsubjpass", "csubj"} for c in head.children)
        if clause.subject is not None and clause.form not in {"nominal", "main"}:
            relative = next((t for t in shown if t.tag_ in {"WP", "WDT"} and antecedent(t).i != t.i), None)
            name = self.name(clause.subject)
            if clause.form == "relcl" and relative is not None:
                noun = antecedent(relative)
                name = self.name(noun)
                if relative.dep_ in {"nsubj", "nsubjpass"}:
                    drop.add(relative.i)
                    lead = name or ""
                elif relative.dep_ in {"dobj", "pobj"} and name:
                    drop.add(relative.i)
                    words_after = name
                    return _clean(" ".join([*self._render(shown, drop, speaker, gist), words_after]))
            elif not own_subject and name:
                lead = name
        drop |= {t.i for t in shown if t.dep_ in {"mark", "cc"} and t.head.i == head.i}
        if shown and shown[0].lower_ == "that" and shown[0].tag_ == "IN":
            drop.add(shown[0].i)
        drop |= {t.i for t in shown if t.dep_ == "punct" and (t.i < head.i and t.i == shown[0].i)}
        words = self._render(shown, drop, speaker, gist)
        if clause.form == "appos" and lead:
            words = ["is", *words]
        elif lead and clause.form == "acl" and head.tag_ == "VBN":
            words = ["was", *words]
        elif lead and head.tag_ == "VBG" and clause.form in {"acl", "advcl", "pcomp", "conj"} and not any(c.dep_ == "aux" for c in head.children):
            plain = past(head.lemma_)
            words = [plain if w == head.text else w for w in words]
        elif clause.form == "xcomp" and lead:
            words = ["is", *words]
        return _clean(" ".join([lead, *words]))

    def _render(self, tokens: Sequence[Token], drop: set[int], speaker: str | None, gist: bool) -> list[str]:
        out: list[str] = []
        seen: set[int] = set()
        for t in tokens:
            if t.i in drop or t.is_space:
                continue
            w, m, x = self._time.get(t.i), self._mention.get(t.i), self._amount.get(t.i)
            if gist and (w is not None or self._introduces_time(t)):
                continue
            if gist and x is not None and x.kind != "ordinal" and x.head != self.offset + t.idx:
                if x.start not in seen:
                    seen.add(x.start)
                    out.append("some")
                continue
            if w is not None and w.granularity in _PLAIN and w.anchor != "text" and w.earliest and w.relation == "at":
                if w.start not in seen:
                    seen.add(w.start)
                    out.append(describe(w))
                continue
            if m is not None and m.entity and (m.form != "name" or len(m.text) < len(m.name)):
                if m.start not in seen:
                    seen.add(m.start)
                    possessive = t.tag_ == "PRP$" or m.text.lower() in {"his", "hers", "their", "its"}
                    out.append(m.name + ("’s" if possessive else ""))
                continue
            if speaker and t.pos_ == "PRON" and t.lower_ in {"i", "me", "my"}:
                out.append(speaker + ("’s" if t.lower_ == "my" else ""))
                continue
            out.append(t.text)
        return out


    def _introduces_time(self, token: Token) -> bool:
        """A preposition, possessive mark or bracket that is left alone when its time is taken out."""
        if token.tag_ == "POS" and token.head.i in self._time:
            return True
        return token.dep_ == "prep" and any(c.dep_ == "pobj" and c.i in self._time for c in token.children)


def _clean(words: str) -> str:
    """Spaces and stray punctuation as a sentence has them."""
    s = re.sub(r"\s+([’']s?\b|n[’']t\b)", r"\1", words)
    s = _EMPTY.sub(r"\1", s)
    s = _SPACE_BEFORE.sub(r"\1", s)
    s = re.sub(r"([(\[“$£€])\s+", r"\1", s)
    s = re.sub(r"\s+([”])", r"\1", s)
    s = re.sub(r"\s+-\s+", "-", s)
    s = re.sub(r"\s{2,}", " ", s).strip(_TRIM + ".")
    while (cut := _DANGLING.sub("", s)) != s:
        s = cut.rstrip(_TRIM + ".")
    s = _unpaired(s)
    return (s[:1].upper() + s[1:]) if s else s


def _unpaired(s: str) -> str:
    """Without a quotation mark that lost its partner."""
    if s.count("“") != s.count("”"):
        s = s.replace("“", "").replace("”", "")
    return s
