"""Words of a sentence as a reader of a single claim needs them: names for pronouns, dates made plain."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.claims.calendar import describe
from factcheck.claims.clauses import expand
from factcheck.claims.inflect import lemma, present
from factcheck.claims.sentences import Sentence
from factcheck.records import Amount, Mention, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLAIN = frozenset({"day", "weekday", "month", "year"})
_MODIFIERS = frozenset("det amod compound nmod nummod poss case quantmod advmod predet npadvmod".split())
_CLAUSES = frozenset("relcl acl advcl appos conj cc punct ccomp preconj".split())
_OF = frozenset("of for from in at with near to on between against outside inside".split())
_FIRST_PERSON = {"i": "", "me": "", "my": "’s", "mine": "’s"}
_SHORT = {"'m": "is", "’m": "is", "'ve": "has", "’ve": "has", "'ll": "will", "’ll": "will"}
_NOMINATIVE = {"him": "he", "her": "she", "them": "they", "us": "we", "me": "I", "his": "he", "their": "they"}


class Words:
    """The tokens of one sentence with the mentions and times that cover them."""

    def __init__(
        self,
        text: str,
        doc: Doc,
        sentence: Sentence,
        mentions: Sequence[Mention],
        times: Sequence[When],
        amounts: Sequence[Amount],
    ) -> None:
        self.text, self.doc, self.offset = text, doc, sentence.start
        self.headline = sentence.kind == "headline"
        self.measured = bool(times or amounts)
        self._starts = [self.start(t) for t in doc]
        self._mention: dict[int, Mention] = self._cover(mentions)
        self._time: dict[int, When] = self._cover(times)
        self._amount: dict[int, Amount] = self._cover(amounts)

    def _cover(self, spans: Sequence) -> dict:
        return {i: s for s in spans for i in self.covered(s.start, s.end)}

    def covered(self, start: int, end: int) -> range:
        """The indices of the tokens that begin in a span of the article's text."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def start(self, token: Token) -> int:
        """The offset of a token in the article's text."""
        return self.offset + token.idx

    def rename(self, pronoun: Token, mention: Mention) -> None:
        """Lets a pronoun stand for what `mention` names."""
        self._mention[pronoun.i] = mention

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
        if m is not None and _named(m):
            return m.name
        if token.pos_ == "PRON":
            return None
        tokens = self._full(token)
        start, end = self.extent(tokens)
        return _inside(" ".join(self.text[start:end].split()), tokens[0])

    def subject(self, token: Token, brief: bool = False) -> str:
        """The noun phrase of a clause's subject in words, both parts of a coordination, a pronoun in the nominative.

        With `brief`, without its prepositional phrases.
        """
        parts = []
        for t in expand(token):
            m = self.mention(t)
            if m is not None and _named(m):
                parts.append(m.name)
            elif t.pos_ in {"VERB", "AUX"}:
                parts.append(self.render(list(t.subtree)))
            elif t.pos_ == "PRON" and t.lower_ in _NOMINATIVE:
                parts.append(_NOMINATIVE[t.lower_])
            else:
                tokens = self._phrase(t) if brief else self._full(t)
                parts.append(_inside(self.render(tokens), tokens[0]))
        parts = [p for p in parts if p]
        return parts[0] if len(parts) == 1 else " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))

    def extent(self, tokens: Sequence[Token]) -> tuple[int, int]:
        """The source span from the first to the last of the tokens, without punctuation or a last "and"."""
        last = next((t for t in reversed(tokens) if _solid(t) and t.dep_ != "cc"), None)
        if last is None:
            return 0, 0
        first = next(t for t in tokens if _solid(t))
        return self.start(first), self.start(last) + len(last.text)

    def phrase(self, token: Token) -> tuple[int, int]:
        """The span of the noun phrase around a head: its own modifiers, no clauses, no appositions, no coordination."""
        return self.extent(self._phrase(token))

    def _phrase(self, token: Token) -> list[Token]:
        keep = [token]
        stack = [c for c in token.children if c.dep_ in _MODIFIERS]
        while stack:
            t = stack.pop()
            keep.append(t)
            stack += [c for c in t.children if c.dep_ == "punct" or c.dep_ not in _CLAUSES]
        return self._whole({t.i for t in keep})

    def _full(self, token: Token) -> list[Token]:
        """The noun phrase with its prepositional phrases: "one of the victims"."""
        keep = {t.i for t in self._phrase(token)}
        stack = [c for c in token.children if c.dep_ == "prep" and c.lower_ in _OF and c.i not in self._time]
        stack = [p for p in stack if not any(c.i in self._time for c in p.children)]
        while stack:
            t = stack.pop()
            keep.add(t.i)
            stack += [c for c in t.children if c.dep_ in {"conj", "cc"} or c.dep_ not in _CLAUSES]
        return self._whole(keep)

    def _whole(self, indices: set[int]) -> list[Token]:
        """Tokens in order, words joined by hyphens kept together ("co-defendant")."""
        doc = self.doc
        for i in sorted(indices):
            k = i
            while k + 2 < len(doc) and not doc[k].whitespace_ and doc[k + 1].text == "-" and not doc[k + 1].whitespace_:
                indices |= {k + 1, k + 2}
                k += 2
            k = i
            while k >= 2 and doc[k - 1].text == "-" and not doc[k - 1].whitespace_ and not doc[k - 2].whitespace_:
                indices |= {k - 1, k - 2}
                k -= 2
        return [doc[i] for i in sorted(indices)]

    def render(
        self,
        tokens: Sequence[Token],
        swap: dict[int, str] | None = None,
        speaker: str | None = None,
        gist: bool = False,
    ) -> str:
        """Tokens as text. `swap` holds words to write for a token, "" to leave it out; `speaker` stands for I and my.

        With `gist`, times are left out and amounts become "some".
        """
        swap = dict(swap or {})
        if speaker:
            swap = self._third_person(tokens, speaker) | swap
        out: list[str] = []
        seen: set[int] = set()
        last = -1
        for t in tokens:
            if t.is_space:
                last = t.i
                continue
            word = self._word(t, swap, gist, seen)
            if word is None:
                continue
            glued = t.i == last + 1 and t.i > 0 and not self.doc[t.i - 1].whitespace_ and not self.doc[t.i - 1].is_space
            if word:
                out.append(word if glued or not out or word[0] == "’" and word.startswith("’s") else f" {word}")
            last = t.i
        return "".join(out).strip()

    def _word(self, t: Token, swap: dict[int, str], gist: bool, seen: set[int]) -> str | None:
        """What to write for a token; None where it is left out, "" where what was written already stands for it."""
        if t.i in swap:
            return swap[t.i] or None
        w, m, x = self._time.get(t.i), self._mention.get(t.i), self._amount.get(t.i)
        if gist and (w is not None or self._introduces_time(t)):
            return None
        if gist and x is not None and x.kind != "ordinal" and x.head != self.start(t):
            return _once(x.start, "some", seen)
        if w is not None and w.granularity in _PLAIN and w.anchor != "text" and w.earliest and w.relation == "at":
            return _once(w.start, describe(w), seen)
        if m is not None and _named(m) and (m.form != "name" or len(m.text) < len(m.name)):
            possessive = t.tag_ == "PRP$" or m.text.lower() in {"his", "hers", "their", "its"}
            return _once(m.start, m.name + ("’s" if possessive else ""), seen)
        return t.text

    def _third_person(self, tokens: Sequence[Token], speaker: str) -> dict[int, str]:
        """The speaker's name for I and my, and the verbs that go with it: "I have asked" gives "Roe has asked"."""
        swap: dict[int, str] = {}
        for t in tokens:
            if t.pos_ != "PRON" or t.lower_ not in _FIRST_PERSON:
                continue
            swap[t.i] = speaker + _FIRST_PERSON[t.lower_]
            if t.lower_ == "i" and t.dep_ in {"nsubj", "nsubjpass"}:
                verbs = [c for c in t.head.children if c.dep_ in {"aux", "auxpass"} and c.i > t.i] or [t.head]
                verb = verbs[0]
                if verb.lower_ in _SHORT:
                    swap[verb.i] = " " + _SHORT[verb.lower_]
                elif verb.tag_ == "VBP" or verb.lower_ in {"am", "have", "do"}:
                    swap[verb.i] = present(lemma(verb))
        return swap

    def _introduces_time(self, token: Token) -> bool:
        """A preposition, possessive mark or bracket that is left alone when its time is taken out."""
        if not self._time:
            return False
        if token.tag_ == "POS" and token.head.i in self._time:
            return True
        return token.dep_ == "prep" and any(c.dep_ == "pobj" and c.i in self._time for c in token.children)


def _solid(token: Token) -> bool:
    """Whether a token is more than punctuation."""
    return any(c.isalnum() for c in token.text) or token.text in {"$", "£", "€", "%"}


def _inside(phrase: str, first: Token) -> str:
    """A phrase as it reads inside a sentence: an article or the like that opened one loses its capital."""
    return (
        phrase[:1].lower() + phrase[1:]
        if first.pos_ in {"DET", "ADJ", "NUM", "ADV", "ADP", "NOUN"} and first.is_sent_start
        else phrase
    )


def _once(start: int, words: str, seen: set[int]) -> str:
    if start in seen:
        return ""
    seen.add(start)
    return words


def _named(m: Mention) -> bool:
    return bool(m.entity) or m.form == "pronoun" and m.name.lower() not in {"", m.text.lower()}


_TRIM = " \t\n,;:–—-()[]“”\"‘’'«»*#|"
_MARKUP = re.compile(r"\*\*|__|^#+\s*|(?<=\s)#+\s")
_SPACE_BEFORE = re.compile(r"\s+([,;:!?%)\]]|\.(?!\d))")
_EMPTY = re.compile(r"([,;:–—(])(?:\s*[,;:–—)])+")
_DANGLING = re.compile(
    r"\s(?:and|or|but|that|when|which|who|whose|where|because|than|while|since|until|if"
    r"|(?:by|at|until|around) the time)$",
    re.I,
)
_LEADING = re.compile(r"^(?:and|but|or|because)\s+", re.I)
_SPACE_INSIDE = re.compile(r"(?<=[(\[“])\s+|\s+(?=[”’](?:\s|$|[,.;]))")


def clean(words: str) -> str:
    """Spaces, quotation marks and stray punctuation as a sentence has them, its first letter a capital."""
    s = " ".join(_MARKUP.sub("", words.strip()).split())
    s = _EMPTY.sub(r"\1", s)
    s = _SPACE_BEFORE.sub(r"\1", s)
    s = _SPACE_INSIDE.sub("", s)
    for opening, closing in ("“”", '""', "()", "[]"):
        if s.count(opening) != s.count(closing) or opening == closing and s.count(opening) % 2:
            s = s.replace(opening, "").replace(closing, "")
    s = _ends(s)
    while (cut := _LEADING.sub("", s)) != s:
        s = cut
    while (cut := _DANGLING.sub("", s)) != s:
        s = _ends(cut)
    return (s[:1].upper() + s[1:]) if s else s


def _ends(s: str) -> str:
    """Without punctuation at the ends; a bracket or quotation mark stays where its partner does."""
    s = s.strip()
    while s and (s[-1] in _TRIM + "." and not _closes(s) or s[0] in _TRIM and not _opens(s)):
        s = s[:-1] if s[-1] in _TRIM + "." and not _closes(s) else s[1:]
        s = s.strip()
    return s


def _closes(s: str) -> bool:
    return (
        s[-1] == ")"
        and "(" in s
        or s[-1] == "”"
        and "“" in s
        or s[-1] == '"'
        and s.count('"') == 2
        and s[0] != '"'
        or s[-1] == "]"
        and "[" in s
    )


def _opens(s: str) -> bool:
    return (
        s[0] == "“"
        and "”" in s[1:-1]
        or s[0] == "("
        and ")" in s[1:-1]
        or s[0] == '"'
        and '"' in s[1:-1]
        or s[0] == "["
        and "]" in s[1:-1]
    )
