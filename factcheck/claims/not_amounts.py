"""Numbers that count and measure nothing: clock times, dates, addresses, phone numbers, names, calibers, scores."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_STREET = (
    r"(?:Street|St|Avenues?|Ave|Roads?|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Highway|Hwy|Parkway|Pkwy|"
    r"Circle|Terrace|Square|Pike|Trail|Loop|Broadway)"
)
_LABEL = (
    r"(?:[Nn]os?\.?|[Nn]umbers?|[Rr]oom|[Rr]oute|Rte|[Hh]ighway|Hwy|Interstate|I|US|U\.S\.|SR|[Ee]xit|[Ss]ection|Sec\.|"
    r"[Aa]rticle|[Cc]hapter|Act|Bill|Resolution|Prop(?:osition)?\.?|HB|SB|Title|[Ff]light|[Cc]hannel|[Aa]partment|Apt\.?|"
    r"[Ss]uite|[Gg]ate|[Tt]erminal|[Pp]ier|[Pp]latform|[Ll]evel|[Pp]hase|[Gg]rade|[Cc]lass|[Tt]ype|[Vv]ersion|Model|"
    r"Boeing|Airbus|[Dd]istrict|[Pp]recinct|[Ww]ard|[Zz]one|Area|Lot|Game|[Rr]ound|Week|Day|Season|Episode|Part|Volume|"
    r"Vol\.|[Pp]age|Formula|Windows|Group\s+of|Local|Troop|Engine|Ladder|Battalion|P\.?S\.?|World\s+War|Super\s+Bowl|Big|"
    r"Top|[Mm]ile\s+marker|[Cc]ase|Code|Apollo|COVID|Covid|Psalm|Matthew|Luke|John)"
)
_RESULT = r"(?:vote|decision|win|victory|loss|defeat|ruling|majority|lead|draw|record|tie|margin)"

_AS_WRITTEN = [
    rf"\b{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?\b|\b\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?\b|\b{_MONTH},?\s+\d{{4}}\b",
    r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b\d{1,2}/\d{1,2}\b|\b911\b|['’]\d\ds?\b",
    r"\(\d{3}\)\s?\d{3}[-\s]\d{4}|\b(?:\d{1,3}[-.])?\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b|\b\d{5}-\d{4}\b",
    rf"\b\d+(?:st|nd|rd|th)?(?:\s+[A-Z][\w.'’-]*){{0,3}}\s+{_STREET}\b",
    rf"\b{_LABEL}\s?[#.-]?\s?(?:\d[\d.,-]*\w*|(?i:{_WORD}|[IVX]+)\b)",
    r"#\s?\d+",
    r"^\s*\d{1,2}[.)](?=\s)|\bhttps?:\S+|\S+@\S+|\bwww\.\S+",
]
_ANY_CASE = [
    r"\b\d{1,2}\s?:\s?\d\d(?:\s?:\s?\d\d)?\b|\b\d{1,2}(?:\.\d\d)?\s?(?:[ap]\.\s?m\b\.?|[ap]m\b)|\b[\w-]+\s+o['’]clock\b",
    r"\b\d+(?:-\d+)?(?:st|nd|rd|th)?\s+block\b",
    r"\b(?:one|1)\s+(?:of|in|another|on|by|after)\b(?:\s+every)?(?:\s+(?:\d+|[a-z]+))?",
    r"\b(?:no|any|some|every|each|this|that|the|which|another|last|first|only)[\s-]one\b|\bone's\b",
    r"\bone\s+(?:day|night|morning|evening|afternoon|way|thing|side|hand|point|time|reason|more\s+time)\b",
    r"\b\w+\s+(?:out\s+of|in)\s+(?:every\s+)?(?:\d{1,3}|ten|five|four|three)\b(?=\s*(?:[,.;]|$|[a-z]+s\b))",
    r"\b\w+[\s-](?:thirds?|quarters?|fifths?|tenths?|halves)\b|\bone[\s-]half\b|\b\w+-(?:on|to|for)-(?:one|two)\b",
    r"\.?\b\d+(?:\.\d+)?[\s-]?(?:caliber|calibre|gauge)\b|\b(?:\d|1[0-2]|\d\.\d+)[\s-]?(?:mm|millimet(?:er|re))\b",
    r"\b(?:\d|\w+)[\s-](?:foot|feet|ft)[\s-](?:\d+|\w+teen|ten|eleven)\b|\b\d['’]\s?\d+",
    rf"\b(?:\d{{1,2}}|\w+)\s?[-–]\s?(?:\d{{1,2}}|\w+)\s+{_RESULT}\b",
    r"\b(?:vote|won|beat|lost|lead|led|victory|defeat|win|drew|score|record|ruled|voted)\s+(?:\w+\s+)?(?:of\s+|by\s+)?"
    r"\w+\s?(?:[-–]|\bto\b)\s?\w+\b",
    r"\b(?:all|every\w*|any\w*|none|nothing)\s+but\s+\w+\b",
    r"\b\w+\s+times\s+(?:as|more|higher|larger|bigger|greater|less)\b",
]
_PATTERNS = [re.compile(p) for p in _AS_WRITTEN] + [re.compile(p, re.IGNORECASE) for p in _ANY_CASE]


def spans_without_amounts(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` whose numbers are no amounts; they may overlap."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield match.span()
