"""Word lists and patterns of news English that the slot edits are made of."""

from __future__ import annotations

import re

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split()
)
PLACES = (
    "London Paris Berlin Washington Tokyo Beijing Moscow Madrid Rome Brussels Geneva Vienna Ottawa Lima Bogota "
    "Houston Chicago Boston Dallas Miami Atlanta Seattle Denver Manchester Liverpool Birmingham Glasgow "
    "Edinburgh Leeds Cardiff France Germany Britain Italy Spain Japan China Russia India Brazil Canada Mexico "
    "Argentina Colombia Peru Bolivia Nicaragua Honduras Guatemala Iran Iraq Kuwait Egypt Israel Turkey Greece "
    "Australia Indonesia Pakistan Nigeria Kenya Sweden Norway Denmark Poland Texas California Florida Ohio "
    "Pennsylvania Georgia Arizona Nevada Virginia Michigan"
).split()
OPPOSITES = [
    tuple(pair.split("/"))
    for pair in (
        "rose/fell increased/decreased increase/decrease up/down higher/lower rise/fall gained/lost won/lost "
        "approved/rejected accepted/rejected accept/reject profit/loss buy/sell bought/sold more/fewer before/after "
        "opened/closed supported/opposed support/oppose confirmed/denied winner/loser victory/defeat first/second "
        "largest/smallest strong/weak stronger/weaker best/worst early/late guilty/innocent arrested/released "
        "killed/rescued injured/unhurt north/south northern/southern eastern/western best/worst father/brother "
        "mother/sister son/nephew wife/sister man/woman men/women boy/girl accident/attack fire/flood death/birth "
        "raised/lowered raise/lower cut/raised succeeded/failed agreed/refused improved/worsened alive/dead "
        "always/never all/none public/private majority/minority imports/exports import/export shot/stabbed "
        "hospital/prison"
    ).split()
]
SAME = [
    tuple(pair.split("/"))
    for pair in (
        "because/since about/around about/approximately nearly/almost killed/slain began/started begin/start "
        "bought/purchased buy/purchase big/large rose/climbed fell/dropped purchase/acquisition "
        "pct/percent mln/million dlrs/dollars told/informed injured/hurt allegedly/reportedly firm/company however/but "
        "show/demonstrate showed/demonstrated children/kids doctor/physician attorney/lawyer police/officers "
        "film/movie deal/agreement talks/negotiations quit/resigned car/vehicle yearly/annually although/though "
        "announced/declared needed/required also/additionally near/close ended/finished"
    ).split()
]
NEGATABLE = re.compile(
    r"\b(was|were|is|are|will|would|could|should|has|have|had|can)\b(?! not| no\b|n't| been| be )", re.I
)
NOT = re.compile(r"\b(was|were|is|are|will|would|could|should|has|have|had|did|does|do) not\b", re.I)
NUMBER = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w/-]|[.,]\d)")
SPELLED = re.compile(r"\b(" + "|".join(WORDS[2:]) + r")\b(?! (?:of the|hundred|thousand))", re.I)
YEAR = re.compile(r"\b(19[5-9]\d|20[0-2]\d)\b")
WEEKDAY = re.compile(r"\b(" + "|".join(WEEKDAYS) + r")\b", re.I)
MONTH_DAY = re.compile(r"\b(" + "|".join(MONTHS) + r") (\d{1,2})\b(?!\d|,\d{3})", re.I)
DAY_MONTH = re.compile(r"\b(\d{1,2}) (" + "|".join(MONTHS) + r")\b", re.I)
MONTH = re.compile(
    r"\b(?:(?<=in )|(?<=last )|(?<=of )|(?<=since )|(?<=until )|(?<=by )|(?<=on )|(?<=\d ))("
    + "|".join(MONTHS)
    + r")\b",
    re.I,
)
PLACE = re.compile(r"\b(" + "|".join(PLACES) + r")\b", re.I)
PERSON = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{2,} [A-Z][a-z]{3,})\b(?! [A-Z])")
NOT_A_PERSON = re.compile(
    r"\b(United|New|South|North|West|East|House|Bank|Corp|Inc|Ltd|Court|Union|Party|Street|"
    r"Minister|President|Council|Department|Agency|State|States|National|World|American|San|Los|"
    r"Federal|Supreme|White|European|Central|International|General|Board|Trade|Securities|"
    + "|".join(WEEKDAYS + MONTHS + PLACES)
    + r")\b"
)
MORE = re.compile(
    r"\b(more than|at least|over|about|around|nearly|almost|up to|less than|fewer than|some|an estimated)\s+$", re.I
)
DETAIL = re.compile(
    r",? (?:on (?:" + "|".join(WEEKDAYS) + r")(?: (?:morning|night|afternoon|evening))?"
    r"|in (?:" + "|".join(PLACES) + r")|last (?:year|month|week|night)|yesterday|in (?:19|20)\d\d"
    r"|(?:in|on) (?:"
    + "|".join(MONTHS)
    + r")(?: \d{1,2})?|earlier this (?:year|month|week)|by (?:police|officials))\b",
    re.I,
)
TAIL = re.compile(
    r",? (?:after|as|while|because|following|despite|although|which|where|amid|saying|adding|including|"
    r"according to|compared with|when|since|pending|in order to)\b[^,]{12,}[.]$|, [^,]{12,}[.]$"
)
VERB = re.compile(
    r"\b(was|were|is|are|will|has|have|had|said|says|did|\w{3,}ed|rose|fell|won|lost|told|made|took|sold)\b"
)
