"""Temporal phrases on the calendar: phrase, tense and anchors to an interval of dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from factcheck.claims import calendar
from factcheck.claims.calendar import Span
from factcheck.claims.timecues import Tense
from factcheck.claims.timewords import Phrase
from factcheck.records import Granularity, When

MENTION_REACH = 3
"""Sentences that "the next day" may lie after the expression it counts from."""
COMING = 60
"""Days ahead within which a date without a year is rather the coming one than one of last year."""
FORWARD = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1, "this coming": 1, "coming": 1}
_FROM_MENTION = ("the same", "that same", "that", "the following", "the next", "the previous", "the preceding")
_DEICTIC = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1,
            "the day after tomorrow": 2}  # fmt: skip
_PADS = {"week": 3, "month": 15, "year": 183, "decade": 1826}  # days by which "a month ago" may be off


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a phrase stands: index of its sentence, tense, in direct speech or not; `nearest` as in `is_nearest`."""

    sentence: int
    tense: Tense
    quoted: bool
    nearest: bool
    running: bool = False
    """A preposition such as "over" stands before: "over the next week" counts from the publish date."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase lies: a closed interval, or None while unresolved."""

    span: Span | None
    granularity: Granularity
    anchor: str = "none"
    approximate: bool = False


@dataclass(slots=True)
class Timeline:
    """The anchors of one article.

    `reference` is the day it speaks from, `anchor` the name of that. `weekdays` holds the months and days that the text
    itself gives a weekday, `years` the years that it gives a month and day. `mentions` are the resolved expressions so
    far, with their sentences.
    """

    reference: date | None
    anchor: str
    weekdays: dict[int, set[tuple[int, int]]] = field(default_factory=dict)
    years: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    mentions: list[tuple[int, When]] = field(default_factory=list)

    def learn(self, phrases: Iterable[Phrase]) -> None:
        """Keeps "Sunday (April 16, 2023)", for "Sunday" and "April 16" elsewhere in an undated article."""
        for phrase in phrases:
            if phrase.kind == "date" and phrase.last_day is None:
                day = (phrase.month, phrase.day)
                if phrase.weekday is not None:
                    self.weekdays.setdefault(phrase.weekday, set()).add(day)
                if phrase.year is not None:
                    self.years.setdefault(day, set()).add(phrase.year)

    def resolve(self, phrase: Phrase, setting: Setting) -> Found:
        """The interval that a phrase stands for; unresolved rather than guessed."""
        return getattr(self, f"_{phrase.kind}")(phrase, setting)

    def _mention(self, setting: Setting) -> When | None:
        """The last resolved expression, when it is near enough to be meant."""
        if self.mentions and setting.sentence - self.mentions[-1][0] <= MENTION_REACH:
            return self.mentions[-1][1]
        return None

    def _is_close(self, mention: When, setting: Setting) -> bool:
        """Whether hours can count from a mention: a day, in this sentence or the one before."""
        return mention.earliest == mention.latest and setting.sentence - self.mentions[-1][0] <= 1

    def _year_of(self, word: str, setting: Setting) -> tuple[int | None, str]:
        """The year that "last year" means, with its anchor."""
        if word in ("that", "same", "following", "previous"):
            mention = self._mention(setting)
            return (mention.earliest.year + FORWARD.get(word, 0), "mention") if mention else (None, "none")
        return (self.reference.year + FORWARD.get(word, 0), self.anchor) if self.reference else (None, "none")

    # --- dates and weekdays ---

    def _date(self, phrase: Phrase, setting: Setting) -> Found:
        year, anchor = phrase.year, "text"
        if phrase.year_word:
            year, anchor = self._year_of(phrase.year_word, setting)
        elif year is None and self.reference is None:
            day, anchor = self._day_in_text([(phrase.month, phrase.day)]), "mention"
            year = day.year if day else None
        elif year is None and setting.nearest:
            year, anchor = self._year_by_weekday(phrase, self._nearest_year(phrase, setting.tense)), self.anchor
        first = calendar.make_date(year, phrase.month, phrase.day) if year else None
        last = calendar.make_date(year, phrase.month, phrase.last_day) if year and phrase.last_day else first
        granularity = "range" if phrase.last_day else "day"
        if first is None or last is None:
            return Found(None, granularity)
        return Found((first, last), granularity, anchor, _is_night(phrase))

    def _day_in_text(self, days: Collection[tuple[int, int]]) -> date | None:
        """The date of the one month and day given, when the text names its year, and only one."""
        if len(days) != 1:
            return None
        (day,) = days
        years = self.years.get(day, set())
        return calendar.make_date(*years, *day) if len(years) == 1 else None

    def _nearest_year(self, phrase: Phrase, tense: Tense) -> int | None:
        days = [calendar.make_date(self.reference.year + step, phrase.month, phrase.day) for step in (-1, 0, 1)]
        past = max((day for day in days if day and day <= self.reference), default=None)
        coming = min((day for day in days if day and day >= self.reference), default=None)
        if past is None or coming is None:
            return None
        if phrase.weekday is not None and past.weekday() != phrase.weekday == coming.weekday():
            return coming.year
        ahead = (coming - self.reference).days
        if tense == "future":
            return coming.year if ahead <= 365 - COMING else None
        if tense == "past" and ahead <= COMING:
            return coming.year if ahead <= 3 else None  # eleven months back, a writer names the year
        return coming.year if ahead <= COMING else past.year

    def _year_by_weekday(self, phrase: Phrase, year: int | None) -> int | None:
        """The year, or of a date long before the reference the last one in which it was the weekday named."""
        days = [calendar.make_date(year - step, phrase.month, phrase.day) for step in range(7)] if year else [None]
        if phrase.weekday is None or days[0] is None or abs((self.reference - days[0]).days) <= COMING:
            return year
        return next((day.year for day in days if day and day.weekday() == phrase.weekday), year)

    def _weekday(self, phrase: Phrase, setting: Setting) -> Found:
        night = _is_night(phrase) or phrase.clock == 0
        day, anchor = None, "mention"
        if not setting.nearest:
            return Found(None, "weekday", "none", night)
        if phrase.which in _FROM_MENTION:
            day = self._weekday_by_mention(phrase, self._mention(setting))
        elif self.reference is None:
            day = None if phrase.which or phrase.week_word else self._day_in_text(self.weekdays.get(phrase.weekday, ()))
        else:
            span, anchor = self._weekday_by_reference(phrase, setting.tense), self.anchor
            if span is not None and span[0] != span[1]:
                return Found(span, "weekday", anchor, night)
            day = span[0] if span else None
        return Found((day, day), "day", anchor, night) if day else Found(None, "weekday", "none", night)

    def _weekday_by_mention(self, phrase: Phrase, mention: When | None) -> date | None:
        if mention is None or (mention.latest - mention.earliest).days > 6:
            return None
        if phrase.which in ("the following", "the next"):
            return calendar.weekday_from(mention.latest + timedelta(1), phrase.weekday)
        if phrase.which in ("the previous", "the preceding"):
            return calendar.weekday_until(mention.earliest - timedelta(1), phrase.weekday)
        day = calendar.weekday_from(mention.earliest, phrase.weekday)
        return day if day <= mention.latest else None

    def _weekday_by_reference(self, phrase: Phrase, tense: Tense) -> Span | None:
        """A span longer than a day begins and ends with such a weekday, and either may be meant."""
        today, weekday, which = self.reference, phrase.weekday, phrase.which
        past, coming = calendar.weekday_until(today, weekday), calendar.weekday_from(today, weekday)
        monday, sunday = calendar.week_span(today)
        if phrase.week_word:
            day = monday + timedelta(weekday + 7 * FORWARD.get(phrase.week_word, 0))
            return day, day
        if which == "last":
            past = calendar.weekday_until(today - timedelta(1), weekday)
            return (past - timedelta(7) if past >= monday else past), past
        if which == "next":
            coming = calendar.weekday_from(today + timedelta(1), weekday)
            return coming, (coming + timedelta(7) if coming <= sunday else coming)
        if which in ("this coming", "the coming") or tense == "future":
            return coming, coming
        if which == "this" and tense != "past":
            return monday + timedelta(weekday), monday + timedelta(weekday)
        return (past, past) if tense in ("past", "none") or which == "this past" else None

    # --- months, years and what is between ---

    def _month(self, phrase: Phrase, setting: Setting) -> Found:
        year, anchor = phrase.year, "text"
        if phrase.year_word:
            year, anchor = self._year_of(phrase.year_word, setting)
        elif year is None and phrase.which in _FROM_MENTION:
            mention, step = self._mention(setting), FORWARD.get(phrase.which.removeprefix("the "), 0)
            if mention:
                turned = phrase.month <= mention.latest.month if step > 0 else phrase.month >= mention.earliest.month
                year, anchor = mention.earliest.year + (step if turned else 0), "mention"
        elif year is None and self.reference is not None:
            first, year = self._month_years(phrase, setting.tense)
            anchor = self.anchor
            if year is not None and first != year:
                span = calendar.month_span(first, phrase.month)[0], calendar.month_span(year, phrase.month)[1]
                return Found(span, "month", anchor)
        if year is None:
            return Found(None, "month", "none", bool(phrase.part))
        return self._piece(calendar.month_span(year, phrase.month), phrase.part, "month", anchor)

    def _month_years(self, phrase: Phrase, tense: Tense) -> tuple[int | None, int | None]:
        """The year of a month without one; two when "last March", said in May, may be of this year or the last."""
        today, which = self.reference, phrase.which
        ahead = (phrase.month - today.month) % 12
        past = today.year - (phrase.month > today.month)
        coming = today.year + (phrase.month < today.month)
        if which == "last":
            return today.year - 1, today.year - (phrase.month >= today.month)
        if which == "next":
            year = coming + (ahead == 0)
        elif tense == "future" or which in ("this coming", "the coming"):
            year = coming
        elif which == "this" and tense != "past":
            year = today.year
        elif tense in ("open", "present"):
            year = coming if ahead <= 2 else past if ahead >= 6 else None
        else:
            year = past
        return year, year

    def _year(self, phrase: Phrase, setting: Setting) -> Found:
        if phrase.fiscal:  # fiscal years begin between July before and April of the year they are named for
            return Found((date(phrase.year - 1, 7, 1), date(phrase.year + 1, 3, 31)), "year", "text", True)
        if phrase.last_year is not None:
            return Found((date(phrase.year, 1, 1), date(phrase.last_year, 12, 31)), "range", "text")
        return self._piece(calendar.year_span(phrase.year), phrase.part, "year", "text")

    def _decade(self, phrase: Phrase, setting: Setting) -> Found:
        return self._piece((date(phrase.year, 1, 1), date(phrase.year + 9, 12, 31)), phrase.part, "decade", "text")

    def _season(self, phrase: Phrase, setting: Setting) -> Found:
        year, anchor = phrase.year, "text"
        month = calendar.SEASONS[phrase.unit]
        if phrase.year_word:
            year, anchor = self._year_of(phrase.year_word, setting)
        elif year is None and self.reference is not None and phrase.which not in _FROM_MENTION:
            today, anchor = self.reference, self.anchor
            past = today.year - (today < date(today.year, month, 1))
            if phrase.which == "last" and today <= calendar.months_span(past, month, 3)[1]:
                past -= 1
            ahead = phrase.which in ("next", "this coming") or setting.tense == "future"
            year = today.year if phrase.which == "this" else past + 1 if ahead else past
        if year is None:
            return Found(None, "season", "none", True)
        first, last = calendar.months_span(year, month, 3)
        if month == 12 and phrase.year:  # "winter 2022" may begin or end in 2022
            first = calendar.shift(first, -1, "year")
        return self._piece((first, last), phrase.part, "season", anchor, True)

    def _quarter(self, phrase: Phrase, setting: Setting) -> Found:
        year, anchor = phrase.year, "text"
        months = 6 if phrase.unit == "half" else 3
        month = (phrase.low - 1) * months + 1
        if phrase.year_word:
            year, anchor = self._year_of(phrase.year_word, setting)
        elif year is None and self.reference is not None:
            year, anchor = self.reference.year - (self.reference < date(self.reference.year, month, 1)), self.anchor
        if year is None:
            return Found(None, "quarter", "none", True)
        if phrase.fiscal:
            return Found((date(year - 1, 7, 1), date(year + 1, 3, 31)), "quarter", anchor, True)
        return Found(calendar.months_span(year, month, months), "quarter", anchor, anchor != "text")

    # --- relative ---

    def _relative(self, phrase: Phrase, setting: Setting) -> Found:
        unit = "day" if phrase.unit in ("night", "morning", "afternoon", "evening") else phrase.unit
        day, anchor = self.reference, self.anchor
        if setting.quoted and unit == "day":
            return Found(None, unit)
        if phrase.which == "the next" and setting.running:
            return Found((day, calendar.shift(day, 1, unit)) if day else None, "range", anchor, True)
        if phrase.which in _FROM_MENTION:
            mention, anchor = self._mention(setting), "mention"
            fine = {"day": 1, "week": 7, "weekend": 7, "month": 31, "quarter": 92}.get(unit, 366)
            day = mention.earliest if mention and (mention.latest - mention.earliest).days <= fine else None
        night = phrase.unit in ("night", "evening")
        if day is None:
            return Found(None, unit, "none", night)
        if phrase.which == "this past" and unit != "weekend":
            return Found((calendar.shift(day, -1, unit), day), "range", anchor, True)
        step = FORWARD.get(phrase.which.removeprefix("the "), 0)
        if unit == "weekend":
            return Found(_weekend(day, phrase.which, step, setting.tense), unit, anchor, True)
        return self._piece(_around(day, unit, step), phrase.part, unit, anchor, night or unit in ("week", "quarter"))

    def _day(self, phrase: Phrase, setting: Setting) -> Found:
        if self.reference is None or setting.quoted:  # a speaker's "today" is the day of the speech
            return Found(None, "day")
        day = self.reference + timedelta(_DEICTIC[phrase.which])
        return Found((day, day), "day", self.anchor, _is_night(phrase) or phrase.which == "tonight")

    def _past(self, phrase: Phrase, setting: Setting) -> Found:
        """ "the past two weeks", "the next three days" """
        if self.reference is None:
            return Found(None, "range")
        count = -(-phrase.high // 24) if phrase.unit == "hour" else phrase.high
        step = count if phrase.which in ("next", "coming") else -count
        other = calendar.shift(self.reference, step, "day" if phrase.unit == "hour" else phrase.unit)
        return Found((min(self.reference, other), max(self.reference, other)), "range", self.anchor, True)

    def _ago(self, phrase: Phrase, setting: Setting) -> Found:
        if self.reference is None or setting.quoted:
            return Found(None, "range")
        return counted(phrase, (self.reference, self.reference), 1 if phrase.which == "from now" else -1, self.anchor)

    def _later(self, phrase: Phrase, setting: Setting) -> Found:
        mention = self._mention(setting)
        if not setting.nearest or mention is None:
            return Found(None, "range")
        if phrase.unit in ("minute", "hour") and not self._is_close(mention, setting):
            return Found(None, "range")
        step = -1 if phrase.which in ("earlier", "before", "beforehand") else 1
        found = counted(phrase, (mention.earliest, mention.latest), step, "mention")
        first, last = found.span
        if self.reference is None or setting.tense != "past":
            return found
        if first > self.reference:  # it cannot have happened yet, so it counts from something else
            return Found(None, "range")
        return replace(found, span=(first, min(last, self.reference)))

    def _clock(self, phrase: Phrase, setting: Setting) -> Found:
        return Found(None, "time")

    def _piece(self, span: Span, part: str, granularity: Granularity, anchor: str, approximate: bool = False) -> Found:
        """The early, middle or late third; "earlier this year" ends with the reference, "later" begins there."""
        first, last = span
        third = timedelta((last - first).days // 3)
        if part in ("early", "beginning of", "start of"):
            last = first + third
        elif part in ("mid", "middle of"):
            first, last = first + third, last - third
        elif part in ("late", "end of"):
            first = last - third
        elif part == "earlier" and self.reference and first <= self.reference <= last:
            last = self.reference
        elif part == "later" and self.reference and first <= self.reference <= last:
            first = self.reference
        return Found((first, last), granularity, anchor, approximate or bool(part))


def counted(phrase: Phrase, span: Span, step: int, anchor: str) -> Found:
    """`span` moved by the units that `phrase` counts; coarse units and vague counts make it wide."""
    pad = timedelta(_PADS.get(phrase.unit, int(phrase.about and phrase.unit == "day")))
    if phrase.low != phrase.high or span[1] - span[0] >= pad:
        pad = timedelta(0)
    ends = [_moved(end, step * count, phrase.unit) for end in span for count in (phrase.low, phrase.high)]
    first, last = min(ends) - pad, max(ends) + pad
    if phrase.unit in ("minute", "hour"):
        first, last = (first, last + timedelta(1)) if step > 0 else (first - timedelta(1), last)
    return Found((first, last), "day" if first == last else "range", anchor, first != last)


def _is_night(phrase: Phrase) -> bool:
    return phrase.part in ("night", "overnight", "late")


def _moved(day: date, count: int, unit: str) -> date:
    return day if unit in ("minute", "hour") else calendar.shift(day, count, unit)


def _around(day: date, unit: str, step: int) -> Span:
    """The day, week, month, quarter, year or decade of `day`, moved by `step` of them."""
    day = calendar.shift(day if unit in ("day", "week") else day.replace(day=1), step, unit)
    if unit == "day":
        return day, day
    if unit == "week":
        return calendar.week_span(day)
    if unit == "month":
        return calendar.month_span(day.year, day.month)
    if unit == "quarter":
        return calendar.months_span(day.year, day.month - (day.month - 1) % 3, 3)
    year = day.year - day.year % 10 if unit == "decade" else day.year
    return date(year, 1, 1), date(year + (9 if unit == "decade" else 0), 12, 31)


def _weekend(day: date, which: str, step: int, tense: Tense) -> Span:
    """Saturday and Sunday. On a weekend "this weekend" is that one; else the tense says whether it is over."""
    this = calendar.weekend_span(day)
    before = calendar.weekend_span(day - timedelta(7))
    if which in _FROM_MENTION:
        return calendar.weekend_span(day + timedelta(7 * step))
    if which in ("last", "this past"):
        return before
    if which == "next":
        return (this[0], this[1] + timedelta(7)) if day < this[0] else calendar.weekend_span(day + timedelta(7))
    if which in ("this coming", "the coming") or tense == "future" or day >= this[0]:
        return this
    if tense == "past" or which == "the" or day.weekday() <= 1:
        return before
    return this
