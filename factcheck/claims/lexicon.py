"""Closed word classes of English news: verbs of saying and intending, nouns that name events, classes of predicates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

SAY = frozenset(
    "say tell add announce state note report claim warn insist argue write confirm deny declare explain recall stress "
    "emphasize emphasise remark comment reply respond acknowledge admit allege assert maintain suggest mention tweet "
    "post testify reveal disclose reiterate reaffirm predict estimate describe highlight underline underscore cite "
    "vow pledge promise imply complain conclude contend observe caution urge think believe suspect speak".split()
)
"""Lemmas that introduce what somebody said, thought or wrote."""

DEEDS = frozenset("respond cite post".split())
"""Those that are no words where none are given: "responded to the call", "cited the driver"."""

UTTER = frozenset(
    "fume joke quip shout yell whisper exclaim cry laugh sigh scream wonder ask continue answer recount".split()
)
"""Lemmas that introduce words only where these stand in quotation marks."""

DOUBT = frozenset("allege suspect believe think predict suggest estimate speculate".split())
"""Verbs of saying whose content is an opinion."""

INTEND = frozenset(
    "plan intend want hope expect vow pledge promise agree decide threaten aim seek prepare propose offer mean "
    "schedule set slate due go ready".split()
)
"""Governors whose infinitive is planned, not yet happened."""

EXPECT = frozenset("expect forecast predict believe estimate report allege".split())
"""Verbs that say of somebody what he is to do or to have done ("expected the storm to turn")."""

TRY = frozenset("try attempt struggle appear seem tend allege suspect believe accuse".split())
REFUSE = frozenset("refuse decline fail neglect cease stop".split())
ASPECT = frozenset(
    "begin start continue manage keep resume proceed come get happen help use force oblige compel know".split()
)
ACCUSE = frozenset("accuse suspect".split())
ADMIT = frozenset("admit deny confess acknowledge".split())
BLAME = frozenset(
    "arrest fine jail sentence charge convict indict blame praise thank criticize criticise condemn apologize "
    "punish suspend sack fire ban sue imprison honour honor detain responsible count wanted famous".split()
)
"""What is followed by "for" and what somebody did."""

UNREAL = frozenset(
    "cancel postpone delay prevent avoid avert demand seek propose reject oppose deny want ask urge threaten fear "
    "rule call consider discuss suspend boycott skip miss abandon scrap continue request need".split()
)
"""Verbs after which an event need not have happened, or not then: "cancelled the meeting"."""

CHARGE = frozenset("charge indict arraign accuse suspect arrest face question investigate want sue".split())
"""Predicates whose "for" or "with" clause tells an allegation."""

HEDGES = frozenset(
    "may might could would should possibly probably perhaps allegedly reportedly apparently likely".split()
)
NEGATORS = frozenset("not n't never no nobody none neither nor nothing without n’t hardly cannot".split())

LIGHT = frozenset(
    "have hold make take conduct give pay deliver stage carry launch do undertake attend see open cause".split()
)
OCCUR = frozenset("occur happen begin start end follow come be break erupt unfold last".split())

MEDIA = frozenset(
    "reuters tass xinhua ap afp bloomberg newsweek upi dpa interfax kyodo yonhap ansa efe cnn bbc nbc cbs abc fox npr "
    "pbs guardian times post journal herald tribune news agency gazette chronicle courier newspaper press television "
    "tv radio broadcaster network daily telegraph mail sun star globe observer magazine".split()
)
"""Words that show that a name is an outlet: it carries a statement, it does not make it."""

_CLASSES = """
quake: earthquake tremor temblor
storm: hurricane typhoon cyclone tornado
meet: meeting talk talks confer summit negotiation negotiations discussion discussions consultation encounter
visit: trip travel tour arrive arrival
kill: killing die death murder slay slaying homicide dead perish deceased fatality fatal drown pronounce-dead
injure: injury wound hurt injured wounded
arrest: detain detention apprehend custody nab take-into-custody
charge: indict indictment arraign arraignment
sentence: sentencing jail imprison imprisonment
convict: conviction guilty find-guilty
acquit: acquittal
shoot: shooting gunfire gun open-fire shoot-dead
stab: stabbing knife
attack: assault ambush bombing airstrike
crash: collision collide accident wreck derail derailment
burn: fire blaze inferno catch-fire set-fire burn-down
explode: explosion blast detonate
rob: robbery burglarize burgle burglary heist steal theft
collapse: cave-in
flood: flooding inundate
win: victory triumph defeat
lose: loss
vote: ballot
elect: election re-elect reelect
approve: approval pass endorse endorsement ratify ratification adopt
reject: rejection veto turn-down
sign: signing
resign: resignation quit step-down
appoint: appointment nominate nomination
fire_job: sack oust ouster
buy: purchase acquire acquisition takeover
spend: invest
sell: sale
rise: increase grow climb gain surge soar growth
fall: decrease drop decline plunge slump tumble shrink
raise: hike
earn: profit earnings
cost: price worth
evacuate: evacuation
close: closure shut shut-down close-down
open: opening inaugurate reopen
begin: start commence
end: finish conclude
protest: demonstration demonstrate
launch_missile: missile
find: discover discovery locate
leave: depart departure
hit: strike-down
land: landfall landing
measure: magnitude
exercise: drill drills exercises manoeuvre maneuver
invade: invasion
cooperate: cooperation
agree: agreement deal accord pact
announce: announcement
kidnap: abduct abduction kidnapping
merge: merger
sue: lawsuit
evict: eviction
allow: permit enable
require: need mandate
flee: escape run-away
cancel: call-off scrap
delay: postpone put-off
reduce: cut lower slash trim
send: dispatch deploy
seize: confiscate recover retrieve
compete: vie
host: hold
withdraw: pull-out
destroy: demolish raze
hire: employ recruit
release: free liberate set-free
ban: prohibit outlaw
marry: wed wedding marriage
criticize: criticise condemn denounce slam
praise: hail
found: establish set-up
expel: deport expulsion deportation
trap: strand
build: construct erect
search: hunt
say: statement speech remark remarks comments
"""


@cache
def _class_of() -> dict[str, str]:
    table = {}
    for line in _CLASSES.strip().splitlines():
        name, words = line.split(": ")
        table[name] = name
        for word in words.split():
            table.setdefault(word, name)
    return table


def predicate_class(lemma: str) -> str:
    """The class of a predicate lemma ("talks" and "meet" are one); "say" for what only says; else the lemma."""
    lemma = lemma.lower()
    name = _class_of().get(lemma.replace(" ", "-"))
    if name is None and lemma in SAY - DEEDS:
        return "say"
    return name or lemma


_OPPOSITES = """
rise fall|win lose|approve reject|convict acquit|support oppose|accept reject|accept refuse|agree disagree|confirm deny
gain lose|pass fail|succeed fail|allow ban|permit prohibit|allow prohibit|increase decrease|strengthen weaken
improve worsen|expand shrink|advance retreat|attend skip|admit deny|uphold overturn|be guilty be innocent
be alive be dead|be open be closed|be safe be unsafe|be legal be illegal|survive kill|raise reduce|raise fall
rise reduce
"""
_UNLIKE = """
man boy father son husband brother grandfather uncle men/woman girl mother daughter wife sister grandmother aunt women
officer police policeman deputy trooper/man woman boy girl suspect gunman robber shooter
house/apartment flat/school/church/mosque/hotel motel/hospital/store shop supermarket/warehouse/factory mill/restaurant
car truck lorry/bus/train/plane jet/helicopter/ship vessel boat ferry/motorcycle motorbike/bicycle
old/new
first/second/third/fourth
northbound/southbound/eastbound/westbound
import/export
"""
_FAMILIES = """
shoot kill injure stab attack rob strike kidnap violence
crash kill injure hit derail overturn sink
burn explode kill injure destroy evacuate
flood land quake storm kill injure destroy evacuate hit strike
attack strike bomb kill injure destroy explode
convict sentence acquit
"""


def related(a: str, b: str) -> bool:
    """Whether two kinds of predicate are told of one incident ("a man shot three people", "three were killed")."""
    return any(a in family and b in family for family in _families())


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in _FAMILIES.strip().splitlines())


@cache
def _unlike() -> dict[str, dict[int, int]]:
    """The lines of _UNLIKE that a word is in, and its place in each."""
    found: dict[str, dict[int, int]] = {}
    for k, line in enumerate(_UNLIKE.strip().splitlines()):
        for place, group in enumerate(line.split("/")):
            for word in group.split():
                found.setdefault(word, {})[k] = place
                found.setdefault(word + "s", {})[k] = place
    return found


def telling(words: Iterable[str]) -> frozenset[str]:
    """Those of the words that can tell one thing from another of its sort."""
    return frozenset(words) & _unlike().keys()


def unlike(a: Collection[str], b: Collection[str]) -> bool:
    """Whether two phrases, by their words, cannot be of one: a man and a woman, a school and a shop, old and new."""
    places = _unlike()
    left, right = ({(k, at) for w in words for k, at in places.get(w, {}).items()} for words in (a, b))
    agreed = {k for k, _ in left & right}
    return bool(({k for k, _ in left} & {k for k, _ in right}) - agreed)


@cache
def _opposites() -> frozenset[frozenset[str]]:
    pairs = (pair for line in _OPPOSITES.strip().splitlines() for pair in line.split("|"))
    words = (re.findall(r"be \w+|\w+", pair) for pair in pairs)
    return frozenset(frozenset(w if w.startswith("be ") else predicate_class(w) for w in pair) for pair in words)


def opposites() -> Iterator[tuple[str, str]]:
    """The pairs of kinds of predicate that exclude each other, in order."""
    return (tuple(pair) for pair in sorted(sorted(p) for p in _opposites() if len(p) == 2))


def opposite(a: str, b: str) -> bool:
    """Whether two kinds of predicate exclude each other of one event ("rise" and "fall")."""
    return a != b and frozenset({a, b}) in _opposites()


TRANSITIVE = frozenset(
    "jail charge arrest kill shoot injure sentence convict wound accuse hurt fine rescue evacuate destroy stab detain "
    "acquit suspend sack appoint elect rob damage free release indict ban cancel delay hospitalize kick punch beat "
    "rape kidnap abduct attack assault strangle close open buy sell sign seize search treat bomb shell torture try "
    "burn".split()
)
"""Verbs that are not used without an object: their bare past form in a headline is a passive, and "kicked and punched
him" says him of both."""

DISASTERS = frozenset(
    "storm fire blaze earthquake quake eruption flooding flood crash collision explosion blast accident".split()
)
"""Event nouns that nobody takes or makes: only "cause" gives its meaning to them."""

NOT_EVENTS = frozenset({("heart", "attack"), ("panic", "attack"), ("asthma", "attack"), ("vote", "sale")})
"""Compounds whose head is no event of its kind."""

BUILDINGS = frozenset(
    "home house apartment flat residence building school hotel motel store shop restaurant bar club church hospital "
    "park office neighborhood neighbourhood suburb".split()
)
"""Nouns before which the name of a place says where they are: "their Oslo home"."""

CARRIERS = frozenset("statement speech interview announcement conference ruling report letter post briefing".split())
"""Nouns that say in what form something was said."""

PEOPLE = frozenset(
    "man woman boy girl child person people officer driver passenger victim suspect gunman soldier player worker "
    "resident student teacher doctor nurse official spokesman spokeswoman member leader minister president lawyer "
    "teenager father mother occupant shooter attacker robber survivor witness prisoner inmate guard detective deputy "
    "trooper firefighter owner director manager boss coach clerk son daughter brother sister wife husband friend "
    "neighbour neighbor employee patient patron customer".split()
)

CROWD = frozenset(
    "pilgrim protester demonstrator marcher migrant refugee civilian tourist miner supporter fan voter villager "
    "worshipper hostage militant rebel fighter policeman traveler traveller guest visitor troop sailor".split()
)
"""Further nouns that count people."""

RELATIVES = frozenset(
    "sibling niece nephew cousin uncle aunt grandson granddaughter grandmother grandfather stepson stepdaughter "
    "toddler infant baby teen resident native boyfriend girlfriend fiance fiancee classmate neighbor".split()
)
"""Further nouns between an age and the name of the one who has it."""

KIN = {
    "she": frozenset("woman wife mother sister daughter girl widow grandmother aunt niece spokeswoman".split()),
    "he": frozenset("man husband father brother son boy widower grandfather uncle nephew spokesman".split()),
}
"""Nouns that a pronoun in reported speech can stand for."""

EVENT_NOUNS = frozenset(
    "meeting talks summit negotiations discussions visit trip tour arrival death murder killing slaying homicide "
    "arrest sentencing indictment arraignment conviction acquittal shooting stabbing attack assault raid strike "
    "ambush bombing airstrike offensive crash collision accident derailment fire blaze explosion blast robbery "
    "burglary heist theft collapse flooding flood victory election vote approval rejection signing resignation "
    "appointment nomination dismissal acquisition takeover sale evacuation closure opening launch protest "
    "demonstration rally march departure landfall landing invasion announcement statement speech hearing trial "
    "verdict ceremony funeral concert match game race conference debate storm earthquake quake eruption outbreak "
    "strike walkout inspection inquest ruling interview".split()
)
"""Nouns that name an event by themselves: "Tuesday's meeting"."""

PROCEEDINGS = frozenset("charge arrest sentence convict acquit plead surrender appear face stand turn hold".split())
"""Kinds of predicates whose "in" or "for" names an earlier event: a day inside that phrase is not theirs."""

INCIDENTS = frozenset(
    "shoot kill injure stab attack rob crash burn explode collapse flood quake land strike happen occur unfold".split()
) | {"be scene", "be site"}
"""Kinds of predicates that name the sudden event a report is about, or refer to it ("it happened")."""
AFTERMATHS = frozenset("rush take transport airlift leave turn erupt put-out go-off".split())
"""Kinds that tell of an incident by what came of it ("was rushed to hospital after being shot")."""
RESPONSES = frozenset("call respond dispatch visit arrive come rush".split())
RESPONDERS = frozenset(
    "police officer deputy crew firefighter paramedic trooper authority sheriff medic responder constable".split()
)
"""Who is called to an incident; the day of the call is its day."""
