"""Words of news that rule each other out, or mean the same: our own lists, and WordNet where it is at hand.

A pair of our lists is "a/b"; "a>b" and "a=b" hold in that direction only, and b means the same as a in "a=b", while in
"a>b" it says less. Verbs are dictionary forms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

OPPOSITE_VERBS = (
    "rise/fall increase/decrease climb/drop gain/lose win/lose approve/reject accept/reject accept/refuse buy/sell "
    "open/close support/oppose confirm/deny raise/lower raise/cut succeed/fail improve/worsen arrest/release "
    "agree/refuse start/end begin/finish begin/end join/leave "
    "acquit/convict strengthen/weaken expand/shrink grow/shrink advance/retreat attack/defend praise/criticise "
    "welcome/condemn back/oppose allow/forbid permit/ban hire/fire appoint/dismiss survive>die jail/free "
    "admit/deny accelerate/slow import/export remember/forget include/exclude enter/leave "
    "encourage/discourage uphold/overturn widen/narrow tighten/loosen legalise/ban abolish>create demolish>build "
    "lift/impose lend/borrow launch/scrap double/halve outnumber>equal love/hate ignore/heed soar/plunge "
    "jump/tumble surge/slump recover/collapse rebound/slide strengthen/ease miss/hit beat>miss deploy/withdraw "
    "donate/steal invade/liberate kidnap>free surrender>resist worsen/ease "
    "postpone>hold cancel>hold delay>hold reopen/close exceed>miss add/remove push/pull "
    "upgrade/downgrade cheer/boo hide>reveal sign>reject adopt>reject ratify>reject veto>sign keep/lose "
    "save/destroy suspend>resume resume>suspend halt>continue continue>stop stop>continue"
).split()
OPPOSITE_WORDS = (
    "higher/lower up/down profit/loss more/fewer increase/decrease rise/fall north/south northern/southern east/west "
    "eastern/western largest/smallest biggest/smallest highest/lowest best/worst strongest/weakest oldest/youngest "
    "longest/shortest richest/poorest stronger/weaker larger/smaller bigger/smaller older/younger better/worse "
    "longer/shorter faster/slower cheaper/dearer guilty/innocent alive/dead public/private majority/minority "
    "buyer/seller victory/defeat male/female men/women man/woman boy/girl father/mother son/daughter brother/sister "
    "husband/wife legal/illegal successful/unsuccessful male/female early/late inside/outside above/below "
    "surplus/deficit imports/exports domestic/foreign import/export optimistic/pessimistic permanent/temporary "
    "indoor/outdoor winner/loser lead/deficit unanimous/divided safe/dangerous peaceful/violent voluntary/compulsory "
    "urban/rural left-wing/right-wing maximum/minimum rich/poor full/empty open/closed acquittal/conviction "
    "arrival/departure beginning/end success/failure opponents/supporters opponent/supporter critics/supporters "
    "ally/enemy allies/enemies employer/employee lender/borrower possible/impossible likely/unlikely "
    "satisfied/dissatisfied aware/unaware available/unavailable stable/unstable popular/unpopular "
    "happy/unhappy willing/unwilling able/unable necessary/unnecessary official/unofficial present/absent"
).split()
SAME_VERBS = (
    "purchase/buy begin/start climb>rise quit/resign injure/hurt finish/end demonstrate/show state>say "
    "construct/build assist=help obtain=get require/need murder>kill slay/kill halt/stop attempt/try "
    "commence=begin conclude=end acquire>buy select/choose occur/happen reveal/disclose phone=call "
    "collaborate/cooperate allow/permit detain>hold assassinate>kill slash>cut boost>increase plunge>fall soar>rise "
    "shut=close back=support receive=get rescue=save ban/forbid bar/ban slip>fall jump>rise "
    "tumble>fall surge>rise leap>rise demand>ask kidnap/abduct probe=investigate urge>ask vow>promise "
    "pledge/promise unveil>present axe>cut oust>remove lambast>criticise slam>criticise blast>criticise "
    "hail>praise applaud>praise torch>burn purchase>acquire"
).split()
SAME_WORDS = (
    "film/movie doctor/physician attorney/lawyer attorneys/lawyers children/kids deal/agreement firm/company "
    "firms/companies automobile/car car>vehicle truck/lorry blaze>fire physicians/doctors films/movies "
    "talks/negotiations large/big nearly/almost approximately=about roughly=about although/though "
    "while/whilst until/till annually/yearly employees=workers employee=worker "
    "policemen/officers footballers>players lawmakers/legislators lawmaker/legislator parliament/legislature "
    "purchase/acquisition takeover/acquisition election>poll elections>polls murder>killing slaying/killing "
    "hurt/injured wounded/injured narcotics>drugs jail/prison earnings/profits revenues/sales "
    "ex-wife/former-wife spokesman>representative spokeswoman>representative immediately/at-once rapidly/quickly "
    "quickly/fast nowadays/today however/though aircraft>plane airplane/plane teenager>adolescent infant/baby "
    "correct=right incorrect/wrong wealthy/rich ill/sick yearly/annual huge/enormous tiny/minuscule "
    "whole/entire crucial/vital previous=earlier initial=first sufficient/enough "
    "anxious/worried glad/pleased furious>angry delighted>pleased costly/expensive merger/tie-up pact/agreement "
    "accord/agreement feud/dispute probe/investigation inquiry/investigation row/dispute blast/explosion "
    "bid/offer plan/scheme aim/goal assault/attack gunmen/attackers rebels/insurgents guerrillas/rebels "
    "premier>prime-minister physician/doctor"
).split()
NEGATED = (
    "reject>did not approve/reject>did not accept/approve>did not reject/"
    "accept>did not reject/refuse>did not agree/agree>did not refuse/"
    "survive>did not die/die>did not survive/fail>did not succeed/succeed>did not fail/deny>did not admit/"
    "admit>did not deny/deny>did not confirm/confirm>did not deny/oppose>did not support/support>did not oppose/"
    "rise>did not fall/fall>did not rise/increase>did not decrease/decrease>did not increase/drop>did not rise/"
    "climb>did not fall/ignore>did not heed/ban>did not allow/allow>did not ban/"
    "acquit>did not convict/convict>did not acquit/grow>did not shrink/"
    "shrink>did not grow/forget>did not remember/"
    "postpone>did not hold/cancel>did not hold/abandon>did not keep/scrap>did not keep/overturn>did not uphold/"
    "uphold>did not overturn/worsen>did not improve/improve>did not worsen"
).split("/")
STAYED = {
    "resign": "stayed in office",
    "quit": "stayed on",
    "leave": "stayed",
    "stop": "continued",
    "attend": "stayed away from",
    "survive": "died",
    "win": "failed to win",
    "succeed": "failed",
}
"""What it comes to when somebody did not."""
PHRASES = [
    (re.compile(rf"\b{old}\b"), new, exact)
    for old, new, exact in (
        ("were killed", "died", False), ("was killed", "died", False), ("were killed", "lost their lives", False),
        ("because of", "due to", True), ("due to", "because of", True), ("in order to", "to", True),
        ("(?<!no )more than", "over", True), ("despite", "in spite of", True), ("prior to", "before", True),
        ("stepped down", "resigned", True), ("turned down", "rejected", True), ("called off", "cancelled", True),
        ("set up", "established", True), ("is expected to", "is likely to", True),
        ("is likely to", "is expected to", True), ("are expected to", "are likely to", True),
        ("took part in", "participated in", True), ("a number of", "several", True), ("pointed out", "noted", True),
        ("will", "is going to", True), ("at present", "currently", True), ("at the moment", "currently", True),
        ("around the world", "worldwide", True), ("carried out", "conducted", True), ("is due to", "is to", True),
        ("such as", "like", True), ("last night", "overnight", False), ("United States", "US", True),
        ("United Kingdom", "UK", True), ("U\\.S\\.", "US", True), ("UK", "United Kingdom", True),
        ("European Union", "EU", True), ("United Nations", "UN", True), ("European Community", "EC", True),
        ("per year", "a year", True), ("was born", "came into the world", True),
        ("the country's", "the nation's", True), 
        ("at least", "no fewer than", True), ("according to", "as reported by", True),
        ("the majority of", "most of", True), ("most of", "the majority of", True),
    )
]  # fmt: skip
PEOPLE = frozenset(
    "soldier policeman civilian worker passenger resident student miner guerrilla villager tourist official employee "
    "farmer peasant woman man prisoner refugee patient rebel journalist demonstrator protester "
    "immigrant teacher pupil firefighter".split()
)
AGED = frozenset(
    "boy girl man woman teenager student driver actor actress singer striker teacher player winger midfielder defender "
    "pedestrian mother father suspect victim son daughter brother sister businessman farmer engineer pensioner child "
    "goalkeeper forward captain director lawyer doctor soldier gunman passenger resident worker patient veteran "
    "grandmother grandfather baby infant prop lock champion scot briton american spaniard".split()
)


def pairs(entries: list[str]) -> dict[str, list[str]]:
    """Word to words, from "a/b" in both directions and "a>b" in one."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        a, sign, b = re.split(r"([/>])", entry, maxsplit=1)
        found[a].append(b)
        if sign == "/":
            found[b].append(a)
    return found


class WordNet:
    """Synonyms and antonyms of words in their usual sense, from WordNet's dictionary files.

    A word counts in a sense that makes up most of its uses in WordNet's tagged texts, and only with others for which
    the same holds; rarer words are left out. `folder` holds index.* and data.*.
    """

    def __init__(self, folder: Path) -> None:
        self.same: dict[tuple[str, str], list[str]] = {}
        self.opposite: dict[tuple[str, str], list[str]] = {}
        uses = _uses(folder / "cntlist.rev")
        for part, letter in (("verb", "v"), ("noun", "n"), ("adj", "a")):
            main = _usual(folder / f"index.{part}", uses, letter)
            self._read(folder / f"data.{part}", letter, main)

    def _read(self, path: Path, letter: str, main: dict[str, str]) -> None:
        words: dict[str, list[str]] = {}
        antonyms: list[tuple[str, str, str, int]] = []
        for line in path.read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.partition("|")[0].split()
            count = int(fields[3], 16)
            words[fields[0]] = [w.partition("(")[0] for w in fields[4 : 4 + 2 * count : 2]]
            at = 5 + 2 * count
            for k in range(at, at + 4 * int(fields[at - 1]), 4):
                if fields[k] == "!" and fields[k + 2] == letter:
                    source, target = int(fields[k + 3][:2], 16), int(fields[k + 3][2:], 16)
                    antonyms.append((fields[0], words[fields[0]][source - 1], fields[k + 1], target))
        for synset, members in words.items():
            usual = [w for w in members if main.get(w) == synset]
            for word in usual:
                if others := [w for w in usual if w != word]:
                    self.same[letter, word] = others
        for synset, word, other, target in antonyms:
            found = words[other][target - 1]
            if main.get(word) == synset and main.get(found) == other:
                self.opposite.setdefault((letter, word), []).append(found)


def _uses(path: Path) -> dict[tuple[str, str], int]:
    """How often a word, by part of speech, was met in each sense: (letter + word, sense number) to count."""
    found: dict[tuple[str, str], int] = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        key, number, count = line.split()
        word, _, rest = key.partition("%")
        letter = {"1": "n", "2": "v", "3": "a", "5": "a"}.get(rest[0])
        if letter:
            found[letter + word, number] = int(count)
    return found


def _usual(path: Path, uses: dict[tuple[str, str], int], letter: str) -> dict[str, str]:
    """The synset of a word's usual sense; words that have none or are rare or of several words are left out."""
    found = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split()
        word, senses = fields[0], int(fields[2])
        counts = [uses.get((letter + word, str(n)), 0) for n in range(1, senses + 1)]
        if counts[0] >= 3 and counts[0] >= 0.75 * sum(counts) and word.isalpha():
            found[word] = fields[-senses]
    return found
