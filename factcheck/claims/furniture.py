"""Page furniture: which paragraphs and sentences of an article are headline, caption, credit, boilerplate or comment.

Works on words alone. Only wording or place that gives furniture away counts; in doubt a sentence is body, because a
lost sentence loses facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

SentenceKind = Literal["body", "headline", "caption", "credit", "dateline", "boilerplate", "comment"]

_AGENCY = r"[A-Z][\w .,/&'-]{1,39}"
DATELINE = re.compile(
    rf"""(?:
      [A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Z.'’-]*){{0,4}}                         # place in capitals
        (?:\s?[,/]\s?[A-Z][\w.]*(?:[ ][A-Z\d][\w.]*){{0,3}}){{0,3}}        # state, date
        (?:\s?\(\s?{_AGENCY}\s?\))?
      | (?:[A-Z][\w.'’-]+(?:[ ,]{{1,2}}[A-Z][\w.'’-]*){{0,4}}\s)?\(\s?{_AGENCY}\s?\)   # Place (AGENCY)
      )\s?(?:-{{1,2}}|–|—|_)\s+(?=[^a-z\s])""",
    re.VERBOSE,
)
"""A dateline before the first words of a paragraph, with its dash and the space after it."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_STAMP = re.compile(
    rf"""^\W*(?:(?:(?:first|last)\ )?(?:published|posted|updated?|created|modified|date|on)\b[\s:]*(?:(?:on|at)\b)?)?\W*
    (?:{_DAY}[\s,]*)?
    (?:{_MONTH}\ *\d{{1,2}}(?:st|nd|rd|th)?[\s,]+\d{{4}} | \d{{1,2}}(?:st|nd|rd|th)?\ *{_MONTH}[\s,]+\d{{4}}
      | {_MONTH}\ *\d{{1,2}}$ | \d{{1,4}}\ ?[/.-]\ ?\d{{1,2}}\ ?[/.-]\ ?\d{{1,4}}
      | \d{{1,2}}\ ?:\ ?\d\d\ ?(?:[ap]\.?m)? | \d{{1,2}}\ ?[ap]\.?m\b)
    (?:[\s\d:,.|·•/()@-]|[ap]\.?m\b|[a-z]{{1,3}}t\b|gmt\b|utc\b|at\b|on\b|updated?\b|published\b|last\b|{_MONTH}|{_DAY})*$""",
    re.VERBOSE | re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"""^\W*(?:
      https?\s?:\s?/ | www\s?\.\s?\w | date\ \d{4}-\d\d-\d\d$ | advertis(?:ement|ing)s?\b.{0,30}$ | source\ link$
    | read\ more\b | (?:read\ or\ )?share\ this\b | share$ | (?:please\ )?(?:sign|log)\ (?:up|in)\b | register\b.{0,40}$
    | newsletters?\b | (?:e?mail\ )?newsletter\ sign | (?:un)?subscribe\b | click\ (?:here|on)\b
    | follow\b.{0,60}(?:\bon\ (?:facebook|twitter|instagram|x)\b|facebook|twitter) | follow\ us\b
    | (?:please\ )?enable\ javascript | this\ (?:slideshow|site|page|website)\ (?:requires|uses)\b
    | (?:we|this\ site)\ uses?\ cookies
    | by\ (?:submitting|continuing|signing|clicking)\b.{0,80}\b(?:agree|accept|consent)
    | .{0,70}\ball\ rights\ reserved\b | this\ material\ may\ not\ be\ published
    | .{0,120}\b(?:posted|published):.{5,60}\bupdated:
    | this\ (?:story|article)\ (?:has\ been|was|will\ be)\ (?:last\ )?updated\b
    | this\ is\ a\ (?:developing|breaking)\b | (?:please\ )?(?:check\ back|stay\ (?:with|tuned|up\ to\ date))\b
    | download\ (?:the|our)\b.{0,50}\bapps?\b | (?:close\ )?get\ (?:the\ latest|our|e?mail|breaking|alerted)\b
    | your\ notification\ has | e?mail\ notifications\ are | whenever\ .{2,40}\ posts\ new | you\ are\ the\ owner\ of
    | already\ (?:a\ subscriber|have\ an\ account)\b | welcome\ back\b | thank\ you\ for\ (?:registering|signing\ up)\b
    | we\ have\ sent\ (?:you\ )?a\b | there\ was\ a\ problem\ saving | scroll\ down\ for | skip\ to\b
    | back\ to\ (?:top|gallery) | (?:also\ )?see\ also\b | also\ read\b
    | (?:you\ (?:may|might)\ also|most)\ (?:read|like|popular)\b
    | like\ (?:this:|us\ on\b) | more\ from\ .{1,40}$ | report\ an\ error\b | have\ a\ (?:news\ )?tip\b
    | (?:related|more|watch|photos?|video|raw\ video|related\ (?:stories|articles|coverage|content))\s?:(?!\s*by\b)
    | (?:also|e?mail|print|tweet|facebook|twitter|google\+?|pinterest|whatsapp|linkedin|reddit|home|menu|search|close
        |more|photos|videos?|related(?:\ \w+)?|view\ results|loading|copy\ link.*|(?:tags?|topics?)\s?:.*
        |filed\ under.*)\W*$
    | \d{1,2}:\d\d\ (?=[A-Z'"])(?!.*[.!]$)                                # a video's length and title
    | \[[^\][]*\]$ | image\ \d+\ of\ \d+ | text\ .{0,40}\bto\ \d{4,}
    | join\ .{0,50}\bfacebook\ page | to\ reach\ .{0,60}\b(?:call|email)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_RELATED = re.compile(
    r"^\W*(?:also|related(?: \w+)?|more from .{1,40}|see also|most (?:read|popular|viewed))\W*$", re.IGNORECASE
)
_AGENCIES = (
    r"(?:AP|AFP|Reuters?|REUTERS?|UPI|EPA|TASS|Tass|Xinhua|DPA|PA|ANSA|Sputnik|(?:The )?Associated Press|Agencies)"
)
_CREDIT = re.compile(
    rf"""^\W*(?:
      (?:[Bb]y|BY)\s?:?\ (?:[A-Z][\w.'’-]*[,\s|/]*(?:(?:and|of|for|the|&)\s+)*){{1,12}}(?:\S+@\S+)?$
    | (?:(?:Additional\ )?[Rr]eporting|Writing|Editing|Compiled|Photographs?|Photos?|PHOTO|Photo\ credit|Image|Picture
        |Video|Contributing|Illustration)(?:\ by\b|\ courtesy\b|\ credit\b|:\ by\b)\W*[^.]
    | {_AGENCIES}(?:\s?[/,|-]\s?[A-Z]\w+)*\W*$ | © | \(c\) | Copyright\b(?=\W*(?:\d|\(|©|by|[A-Z]))
    | (?:The\ )?[A-Z][\w ,.'’]{{1,90}}\ contributed\ to\ this\ (?:report|story|article)
    | [A-Z][\w.'’ -]{{4,40}}\ is\ an?\ .{{0,40}}\b(?:staff\ writer|reporter|correspondent|columnist)
        (?:\ (?:for|at|with)\ [A-Z][\w.'’ -]{{0,40}})?\W*$
    | \S+@\S+\.\w+(?:,.{{0,60}})?$ | Twitter\W+@?\w | Email:
    )""",
    re.VERBOSE,
)
_PHOTO_CREDIT = re.compile(
    r"""(?:
      \([^()]*(?:\bvia\ (?:AP|Reuters|Getty|AFP)|\bAP\ Photo|\b[Pp]hotos?\b|\bPHOTO\b|\bGetty|\bPool\b|\b[Hh]andout\b
        |[Cc]ourtesy|Provided\ by|/\s?(?:AP|AFP|Reuters|REUTERS|EPA|Staff|TASS)\b
        |\bFILE\b|Published\ [A-Z]\w+day|Source:\ )[^()]*\)\W*$
    | (?:^|[.”"]\ )[A-Z][^.]{2,60}\ ?/\ ?(?:AP|AFP|Reuters|REUTERS|EPA|TASS|Sputnik|Getty\ Images)\W*$
    | \bGetty\ Images\W*$ | \b(?:AP|File|FILE|Reuters|AFP)\ [Pp]hotos?\b[^.]{0,60}\W*$
    | \b(?:View|Hide)\ Full\ Caption\b
    | [.)]\ (?:Photo|Image|Picture|Photograph)(?:\ by\b|:)[^.]{2,60}\W*$ | ^\W*FILE\ ?[-–—:] | ^APTOPIX\b
    | ^CLOSE\ (?:Skip|[A-Z])
    | ^In\ this\ .{0,60}\b(?:photo|image|photograph)\b
    )""",
    re.VERBOSE,
)
_PHOTO_LINE = re.compile(r"^\W*(?:[Pp]hoto(?:graph)?s?|PHOTO|Image|Picture)(?: by\b|:| credit\b| courtesy\b)")
_SCENE = re.compile(
    r"\b(?:enters?|attends?|shakes?|stands?|walks?|speaks?|listens?|poses?|greets?|arrives?|gathers?|holds?|looks?|sits?"
    r"|waves?|leaves?|inspects?|gestures?|addresses|delivers?|meets?|reacts?|toasts?|reviews?|works?"
    r"|(?:is|are) (?:seen|pictured))\b"
    rf".*\b(?:(?:on|in) {_MONTH} \d|{_MONTH} \d{{1,2}}, \d{{4}}|{_DAY})",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[“”\"]|\b(?:said|says|told|according)\b")
_VOTES = re.compile(r"^[+-]?\d+\s*\(\s*\+\s*\d+\s*/\s*[-−–]\s*\d+\s*\)$")
_COMMENTS = re.compile(
    r"^(?:\d+\s+)?(?:pending\s+|reader\s+)?comments?\W*\d*\W*$|^(?:log ?in|sign in|register) to (?:post a )?comment\b"
    r"|^(?:leave|post|add) a (?:comment|reply)\b|^(?:join|read) the (?:discussion|conversation)\W*$",
    re.IGNORECASE,
)
_INLINE_CREDIT = re.compile(rf"^(?:{_AGENCIES}|\((?:[A-Z][\w.,&'-]*[ /]*(?:(?:of|via|the|and|for) )*){{1,8}}\))\W*$")
_PLACE = re.compile(r"[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w.]{1,12}){1,2}")
_FINITE = re.compile(r" (?:was|were|is|are|has|had|said) ")
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]\s]*$")

Kinds = list[SentenceKind | None]


def name_kinds(paragraphs: Sequence[Sequence[str]], title: str | None = None) -> list[list[SentenceKind]]:
    """Kinds of the sentences of an article's paragraphs, in the same shape; `title` is its headline where known."""
    paragraphs = [[" ".join(sentence.split()) for sentence in sentences] for sentences in paragraphs]
    words = [" ".join(sentences) for sentences in paragraphs]
    kinds: Kinds = [_own_kind(paragraph, title) for paragraph in words]
    _name_menus(words, kinds)
    _name_headlines(words, [len(sentences) for sentences in paragraphs], kinds)
    _name_comments(words, kinds)
    named = []
    for number, (sentences, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        inner = [kind or _sentence_kind(s, at, len(sentences)) for at, s in enumerate(sentences)]
        if kind is None and number + 1 < len(words) and _PHOTO_LINE.match(words[number + 1]):
            scene = _scene(sentences)
            inner[scene:] = ["caption"] * (len(sentences) - scene)
        named.append(inner)
    return named


def _own_kind(words: str, title: str | None) -> SentenceKind | None:
    """What the wording of a paragraph alone says it is; None leaves the question open."""
    short = len(words) <= 200
    if title and _plain(words) == _plain(title):
        return "headline"
    if _VOTES.match(words):
        return "comment"
    if not any(c.isalnum() for c in words):
        return "boilerplate"
    if short and _PHOTO_LINE.match(words):
        return "credit"
    if short and (_STAMP.match(words) or _BOILERPLATE.match(words)):
        return "boilerplate"
    if len(words) <= 700 and _PHOTO_CREDIT.search(words):
        return "caption"
    return "credit" if short and _CREDIT.match(words) else None


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _name_menus(words: Sequence[str], kinds: Kinds) -> None:
    """Runs of four and more short lines without full stops are navigation; a list of links follows "Related"."""
    run: list[int] = []
    listing = False
    for number, line in enumerate([*words, "The end."]):
        undecided = number < len(words) and kinds[number] in (None, "boilerplate")
        if undecided and len(line) <= 30 and not _FINAL.search(line):
            run.append(number)
        else:
            for item in run if sum(kinds[item] is None for item in run) >= 4 else ():
                kinds[item] = "boilerplate"
            run = []
    for number, line in enumerate(words):
        if _RELATED.match(line):
            listing = True
        elif listing and kinds[number] in (None, "boilerplate") and not _FINAL.search(line) and len(line) <= 150:
            kinds[number] = "boilerplate"
        else:
            listing = False


def _name_headlines(words: Sequence[str], counts: Sequence[int], kinds: Kinds) -> None:
    """Lines without full stop above the first real paragraph, and short ones (crossheads) below it."""
    lede = next((n for n, w in enumerate(words) if kinds[n] is None and _FINAL.search(w) and len(w) > 60), len(words))
    for number, line in enumerate(words):
        if kinds[number] is not None or counts[number] > 1 or (_FINAL.search(line) and not line.endswith("?")):
            continue
        above = number < lede < len(words)
        length = len(line.split())
        if above and number == lede - 1 and number and length <= 3 and line.isupper():
            kinds[number] = "dateline"
        elif above and length <= 2 and not line.isupper():
            kinds[number] = "boilerplate"
        elif (above and len(line) <= 160 and length <= 30) or _is_crosshead(line, length, len(words)):
            kinds[number] = "headline"


def _is_crosshead(line: str, length: int, paragraphs: int) -> bool:
    return paragraphs > 1 and len(line) <= 80 and length <= 12 and not _FINITE.search(line)


def _name_comments(words: Sequence[str], kinds: Kinds) -> None:
    """A vote counter, the paragraph it counts for and all below it; all below a "Comments" line in the second half."""
    begin = next((number for number, kind in enumerate(kinds) if kind == "comment"), None)
    if begin is not None:
        begin = max(begin - 1, 0)
    else:
        total, read = sum(map(len, words)), 0
        for number, line in enumerate(words):
            if 2 * read > total and _COMMENTS.match(line):
                begin = number
                break
            read += len(line)
    for number in range(len(words) if begin is None else begin, len(words)):
        kinds[number] = "boilerplate" if kinds[number] == "boilerplate" else "comment"


def _sentence_kind(words: str, at: int, count: int) -> SentenceKind:
    """Kind of sentence number `at` of the `count` in a paragraph that is body as a whole."""
    if at == 0:
        dateline = DATELINE.match(words + " X") if count > 1 else None
        alone = (dateline and dateline.end() == len(words) + 1) or (count > 1 and _PLACE.fullmatch(words))
        return "dateline" if alone else "body"
    if _INLINE_CREDIT.match(words):
        return "credit"
    return "boilerplate" if len(words) <= 200 and _BOILERPLATE.match(words) else "body"


def _scene(sentences: Sequence[str]) -> int:
    """Where the caption at the end of a paragraph begins whose photo credit is the next one; its length for nowhere."""
    for at in range(max(len(sentences) - 3, 0), len(sentences)):
        if _SCENE.search(sentences[at]) and not _SPOKEN.search(sentences[at]):
            return at
    return len(sentences)
