"""Temporal expressions of an article as intervals of dates, anchored on its publish date or on dates in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from factcheck.claims import calendar
from factcheck.claims.timecues import Tense, is_nearest, is_quoted, is_time, months_as_names, tense_at, token_at
from factcheck.claims.timeline import Found, Setting, Timeline, counted
from factcheck.claims.timewords import Phrase, find_phrases, plain
from factcheck.records import When

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from factcheck.claims.sentences import Sentence

DATELINE_REACH = 10
"""Days that a dateline may lie before the publish date and still anchor the article."""


def find_times(
    text: str, sentences: Sequence[Sentence], docs: Sequence[Doc], published: date | None
) -> list[list[When]]:
    """The temporal expressions of every sentence, in order and not overlapping, with offsets in `text`.

    `docs[i]` is the parse of `text[sentences[i].start:sentences[i].end]`. `published` anchors what is relative; where
    it is None a dateline or a weekday that is given once with its date does, and what has no anchor stays unresolved.
    The date of a dateline itself is an anchor and no time of its sentence.
    """
    flat = plain(text)
    names = months_as_names(flat)
    lines = [flat[s.start : s.end] for s in sentences]
    phrases = [
        [phrase for phrase in find_phrases(line) if is_time(phrase, line, doc, names)]
        for line, doc in zip(lines, docs, strict=True)
    ]
    timeline = Timeline(*_reference(lines, phrases, published))
    for sentence, found in zip(sentences, phrases, strict=True):
        if sentence.kind != "caption":
            timeline.learn(found)
    result = []
    for number, sentence in enumerate(sentences):
        reader = _SentenceReader(sentence, lines[number], docs[number], number, timeline)
        result.append([replace(w, text=text[w.start : w.end]) for w in reader.read(phrases[number])])
    return result


_DATELINE_BEFORE = re.compile(r"\s*[A-Z][A-Z.'\- ]+(?:,\s*[A-Z][A-Za-z. ]+)?,?\s*(?:\([A-Za-z ]+\)\s*)?[-,(]?\s*")
_DATELINE_AFTER = re.compile(r"\s*\)?,?\s*(?:\([A-Z][\w ./]*\)|/\w+/)?\s*(?:-|:|$)")


def _is_dateline(line: str, phrase: Phrase) -> bool:
    """Whether a date stands as in "MOSCOW, April 17 (Reuters) -"."""
    return bool(
        phrase.kind == "date"
        and _DATELINE_BEFORE.fullmatch(line, 0, phrase.start)
        and _DATELINE_AFTER.match(line, phrase.end)
    )


def _reference(
    lines: Sequence[str], phrases: Sequence[list[Phrase]], published: date | None
) -> tuple[date | None, str]:
    """The day that relative expressions count from, and the name of this anchor."""
    for line, found in zip(lines, phrases, strict=True):
        if not found or not _is_dateline(line, found[0]):
            continue
        phrase = found[0]
        years = [phrase.year] if phrase.year else [published.year, published.year - 1] if published else []
        for day in filter(None, (calendar.make_date(year, phrase.month, phrase.day) for year in years)):
            if published is None or timedelta(0) <= published - day <= timedelta(DATELINE_REACH):
                return day, "mention"
    return published, "none" if published is None else "published"


_RELATIONS = {
    "since": "since", "from": "since", "starting": "since", "beginning": "since", "until": "until", "till": "until",
    "through": "until", "as of": "until", "before": "before", "by": "before", "prior to": "before",
    "no later than": "before", "after": "after",
}  # fmt: skip
_LEADING = re.compile(rf"(?:^|[\s(\"“-])({'|'.join(_RELATIONS)})\s+(?:the\s+)?$", re.IGNORECASE)
_ROUGHLY = re.compile(
    r"(?:^|\s)(?:around|about|approximately|roughly|circa|shortly (?:before|after)|just (?:before|after)|nearly|almost"
    r"|sometime|some time|nights? of(?: the)?)\s+(?:in\s+|on\s+|at\s+)?$",
    re.IGNORECASE,
)
_RUNNING = re.compile(r"\b(?:over|in|during|within|for|throughout)\s+$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|to|through|thru|until|till)\s*(?:the\s+)?")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_MOVING = {"move", "postpone", "delay", "change", "shift", "push", "reschedule", "bring", "defer"}
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;:!?)\"”'-]|(?:and|but|when|while|in|at|on|by)\b)")
_RANGED = {"date", "weekday", "month", "year", "day", "clock"}


@dataclass(slots=True)
class _SentenceReader:
    """The phrases of one sentence made records; `line` is its plain text."""

    sentence: Sentence
    line: str
    doc: Doc
    number: int
    timeline: Timeline

    def read(self, phrases: list[Phrase]) -> list[When]:
        times: list[When] = []
        waiting = [p for p in phrases if not _is_dateline(self.line, p)]
        while waiting:
            when = self._pair(*waiting[:2]) if len(waiting) > 1 else None
            times.append(when or self._single(waiting[0]))
            self._remember(times[-1], waiting[0])
            del waiting[: 2 if when else 1]
        return times

    def _remember(self, when: When, phrase: Phrase) -> None:
        """Keeps a mention that "the next day" may count from; one of unknown date hides those before it."""
        if phrase.kind == "later" and when.earliest is None:
            self.timeline.mentions.clear()
        elif when.relation != "at" or when.earliest is None or when.latest is None:
            return
        elif not is_quoted(self.line, phrase.start, self.sentence.inside_quote):
            self.timeline.mentions.append((self.number, when))

    def _single(self, phrase: Phrase) -> When:
        relation, about = self._relation(phrase)
        setting = self._setting(phrase, relation)
        found = self.timeline.resolve(phrase, setting)
        if phrase.kind == "later" and not setting.nearest:
            relation = phrase.which
        return self._when(phrase.start, phrase.end, found, phrase, relation, about)

    def _pair(self, first: Phrase, second: Phrase) -> When | None:
        """ "March 20 to April 2", "between Sunday and Tuesday", "two days after March 3"; None when it is no such."""
        gap = self.line[first.end : second.start]
        if first.kind == "later" and first.which in ("after", "before") and not gap.strip():
            return self._counted(first, second)
        between = _BETWEEN.search(self.line, 0, first.start)
        if not _TO.fullmatch(gap) and not (between and gap.strip() == "and"):
            return None
        if not {first.kind, second.kind} <= _RANGED or self._is_moved(first):
            return None
        if first.kind == "clock" and second.clock is None:
            return None
        if first.kind not in ("clock", second.kind) and {first.kind, second.kind} & {"year", "day", "clock"}:
            return None
        return self._range(first, second, between.start() if between else first.start)

    def _range(self, first: Phrase, second: Phrase, start: int) -> When | None:
        if first.kind == "clock":
            found = self.timeline.resolve(second, self._setting(first, "at"))
            return self._when(start, second.end, found, replace(second, clock=first.clock), "at", True)
        if first.year is None and not first.year_word:
            first = replace(first, year=second.year, year_word=second.year_word)
        setting = self._setting(first, "at")
        ongoing = self.timeline.reference if setting.tense == "present" and first.kind == "weekday" else None
        if ongoing:  # "is meeting": the interval holds the publish date, or it stays unresolved
            setting = replace(setting, tense="past")
        begin = self.timeline.resolve(first, setting)
        end = self.timeline.resolve(second, self._setting(second, "at"))
        span = None
        if begin.span and second.kind == "weekday":
            span = begin.span[0], calendar.weekday_from(begin.span[0] + timedelta(1), second.weekday)
        elif begin.span and end.span:
            overrun = end.span[1] < begin.span[0]
            span = begin.span[0], calendar.shift(end.span[1], 1, "year") if overrun else end.span[1]
        if ongoing and span and not span[0] <= ongoing <= span[1]:
            span = None
        found = Found(span, "range", begin.anchor, begin.approximate or end.approximate)
        return self._when(start, second.end, found, None, "at", False)

    def _counted(self, count: Phrase, anchor: Phrase) -> When | None:
        if anchor.kind not in _RANGED - {"clock"}:
            return None
        found = self.timeline.resolve(anchor, self._setting(anchor, "at"))
        if found.span is None:
            return self._when(count.start, anchor.end, Found(None, "range"), None, count.which, False)
        found = counted(count, found.span, 1 if count.which == "after" else -1, found.anchor)
        return self._when(count.start, anchor.end, found, None, "at", False)

    def _when(self, start: int, end: int, found: Found, phrase: Phrase | None, relation: str, about: bool) -> When:
        earliest, latest = found.span or (None, None)
        day = earliest if earliest == latest else None
        return When(
            "",
            self.sentence.start + start,
            self.sentence.start + end,
            earliest=None if relation in ("until", "before") else earliest,
            latest=None if relation in ("since", "after") else latest,
            granularity="time" if phrase and phrase.clock is not None else found.granularity,
            anchor=found.anchor if found.span else "none",
            relation=relation,
            weekday=phrase.weekday if phrase and not phrase.last_day else None,
            month=phrase.month if phrase else None,
            clock=phrase.clock if phrase else None,
            zone=calendar.zone_offset(phrase.zone, day) if phrase and phrase.zone else None,
            approximate=found.approximate or about or bool(phrase and phrase.about),
        )

    # --- the words around a phrase ---

    def _relation(self, phrase: Phrase) -> tuple[str, bool]:
        """How the words before a phrase bound it, and whether they make it approximate."""
        head = self.line[: phrase.start]
        roughly = _ROUGHLY.search(head)
        head = head[: roughly.start() + 1] if roughly else head
        leading = _LEADING.search(head)
        if leading is None or phrase.last_day or phrase.last_year or self.line.startswith("'s", phrase.end):
            return "at", bool(roughly)
        word = " ".join(leading[1].lower().split())
        governor = token_at(self.doc, leading.start(1)).head
        if word == "from" and (governor.pos_ not in ("VERB", "AUX") or self._is_moved(phrase)):
            return "at", bool(roughly)  # footage from Sunday, moved from Sunday
        if word in ("until", "till") and any(child.dep_ == "neg" for child in governor.children):
            return "at", bool(roughly)  # not found until Tuesday: found then
        return _RELATIONS[word], bool(roughly)

    def _setting(self, phrase: Phrase, relation: str) -> Setting:
        nearest = is_nearest(phrase, self.line, self.doc)
        if phrase.kind == "later" and phrase.which in ("before", "after"):
            nearest = bool(_CLAUSE_END.match(self.line, phrase.end))  # else it counts from what follows
        return Setting(
            self.number,
            self._tense(phrase, relation),
            is_quoted(self.line, phrase.start, self.sentence.inside_quote),
            nearest,
            bool(_RUNNING.search(self.line, 0, phrase.start)),
        )

    def _tense(self, phrase: Phrase, relation: str) -> Tense:
        if relation == "since":
            return "past"
        if self._is_moved(phrase):
            return "open"
        tense = tense_at(token_at(self.doc, phrase.start))
        if tense == "present" and self.sentence.kind in ("headline", "caption"):
            return "none"
        if relation in ("until", "before") and tense != "open":
            return "future" if tense in ("present", "none") else tense if phrase.kind == "weekday" else "open"
        return tense

    def _is_moved(self, phrase: Phrase) -> bool:
        """Whether its verb moves an event from one date to another, so that "from Monday to Tuesday" is no interval."""
        token = token_at(self.doc, phrase.start)
        return any(node.lemma_ in _MOVING for node in (token, *token.ancestors))
