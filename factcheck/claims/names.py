"""The mentions of one article: its names, found and repaired, with one entity for all spellings of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.claims import gazetteer as gaz
from factcheck.claims.coreference import resolve
from factcheck.claims.grouping import Named, group
from factcheck.claims.kinds import settle_kinds
from factcheck.claims.spotting import bodies, firms, is_capital, is_title, landforms, nicknamed, places
from factcheck.records import Mention, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from factcheck.claims.sentences import Sentence

_KINDS: dict[str, MentionKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "other",
    "EVENT": "other", "PRODUCT": "other", "WORK_OF_ART": "other", "LAW": "other",
}  # fmt: skip
_NO_NAME = gaz.FIELDS - {"house", "senate", "treasury", "congress"} | {"state", "inc", "corp", "jr.", "jr", "sr.", "sr"}
_ORG_WORDS = gaz.words("organizations")
_SPOTS = gaz.words("spots")
_NOISE = gaz.words("noise")
_EDGES = ' ,;:()[]-–—*/"“”'


def find_names(docs: Sequence[Doc]) -> list[Named]:
    """All names of an article in order, each resolved to an `Entity` unless two could be meant."""
    names = [n for s, doc in enumerate(docs) for n in _in_sentence(s, doc)]
    small = [t for doc in docs for t in doc if t.text.islower()]
    lower = {t.text for t in small}
    names += _missed(docs, names, lower)
    names.sort(key=lambda n: (n.sentence, n.i))
    settle_kinds(names, docs)
    for n in names:
        n.title = (_title_start(docs[n.sentence], n.i) if n.title == n.i else n.title) if n.kind == "person" else n.i
    _drop_verbs(names, lower | {t.lemma_ for t in small})
    names = _without_words(names, docs, lower)
    group(names)
    return names


# --- names in a sentence


def _in_sentence(s: int, doc: Doc) -> Iterator[Named]:
    taken: set[int] = set()
    spans = [*nicknamed(doc), *_after_titles(doc), *bodies(doc), *firms(doc), *_aged(doc)]
    spans += [*_recognised(doc), *places(doc), *landforms(doc)]
    for i, j, kind in spans:
        if not taken & set(range(i, j)):
            name = _named(s, doc, i, j, kind)
            taken |= set(range(name.title, j))
            yield name


def _named(s: int, doc: Doc, i: int, j: int, kind: MentionKind) -> Named:
    title = _title_start(doc, i) if kind == "person" else i
    name = Named(s, i, j, kind, re.sub(r"[.\W]*\[.*", "", doc[i:j].text).strip(_EDGES), title, j)
    if title < i:
        words = [t.text.casefold().rstrip(".") for t in doc[title:i]]
        if role := gaz.read_role(doc[title:i].text):
            name.roles.add(role)
        name.gender = next((g for w in words if (g := gaz.COURTESY.get(w) or gaz.noun_gender(w))), None)
    elif i and kind == "person":
        name.gender = gaz.noun_gender(doc[i - 1].lower_)
    name.apart = title > 0 and doc[title - 1].lower_ in ("different", "another", "unrelated")
    return name


def _after_titles(doc: Doc) -> Iterator[tuple[int, int, MentionKind]]:
    """Capitalised words right after a title: "police Chief Ann Roe", "Gen. Li"."""
    for t in doc:
        if not is_title(t) or t.i + 1 >= len(doc):
            continue
        i = t.i + 2 if doc[t.i + 1].text == "." and t.i + 2 < len(doc) else t.i + 1
        own = doc[i].ent_type_
        inside = t.ent_type_ and t.ent_type_ != "PERSON" and own == t.ent_type_ and doc[i].ent_iob_ == "I"
        j = i
        while j < len(doc) and j - i < 4 and _name_word(doc, j) and not is_title(doc[j]):
            j += 1
        while j > i and doc[j - 1].lower_ in gaz.PARTICLES:
            j -= 1
        text = doc[i:j].text
        if inside and not (j - i > 1 and gaz.gender(doc[i].text) and (j == len(doc) or doc[j].ent_iob_ != "I")):
            continue  # "Attorney General Office"; not "Holm County Prosecutor Ann Roe"
        if j == i or gaz.place(text) or gaz.country_of(text) or doc[j - 1].lower_ in _ORG_WORDS | _NO_NAME | _SPOTS:
            continue
        if (own and own not in ("PERSON", "ORG", "GPE")) or (own == "ORG" and text.isupper() and len(text) < 6):
            continue
        if j < len(doc) and is_title(doc[j]) and doc[j].text.istitle():  # a headline: "Minister Meets Marlow Mayor"
            continue
        yield i, j, "person"


def _aged(doc: Doc) -> Iterator[tuple[int, int, MentionKind]]:
    """Two to four capitalised words before an age: "Smiling Ann Roe, 47,", without what describes the person."""
    for t in doc[2:-1]:
        if t.text != "," or not (doc[t.i + 1].text.isdigit() and len(doc[t.i + 1]) == 2):
            continue
        if t.i + 2 < len(doc) and doc[t.i + 2].text not in (",", ".", ";", ")", "and"):
            continue
        i = t.i
        while i > 0 and t.i - i < 4 and _name_word(doc, i - 1) and not is_title(doc[i - 1]):
            i -= 1
        i = _without_epithet(doc, i, t.i)
        if t.i - i > 1 and all(doc[k].ent_type_ in ("", "PERSON", "ORG", "FAC", "GPE") for k in range(i, t.i)):
            yield i, t.i, "person"


def _without_epithet(doc: Doc, i: int, j: int) -> int:
    """Where the name begins in [i, j) after a participle or adjective: "Smirking Ann Roe"."""
    if j - i < 3:
        return i
    verb = doc[i].tag_ in ("VB", "VBP", "VBZ") and gaz.gender(doc[i + 1].text) is not None
    described = verb or doc[i].tag_ in ("VBG", "VBN", "JJ") or doc[i].lower_.endswith("ing")
    return i + 1 if described and gaz.gender(doc[i].text) is None and doc[i].is_alpha and len(doc[i]) > 2 else i


def _name_word(doc: Doc, i: int) -> bool:
    t = doc[i]
    if t.lower_ in gaz.PARTICLES and i + 1 < len(doc):
        return (is_capital(doc[i + 1]) and t.lower_ not in ("la", "le", "di", "do")) or is_capital(t)
    return is_capital(t) and t.pos_ in ("PROPN", "NOUN", "ADJ", "X") and not gaz.demonym(t.text) and t.text != "I"


def _title_start(doc: Doc, i: int) -> int:
    """The first token of the title before a person's name, `i` when there is none."""
    k, first = i, i
    while k > 0:
        t = doc[k - 1]
        low = t.lower_.rstrip(".")
        if is_title(t):
            k = first = k - 1
        elif t.text == "." and k > 1 and is_title(doc[k - 2]):
            k -= 1
        elif (low in gaz.FIELDS and low not in ("and", "for", "of")) or (
            low == "of" and k > 1 and is_title(doc[k - 2])
        ):
            k -= 1
            first = k if first < i and low != "of" else first
        else:
            break
    if first == i:
        return i
    first = min(first, k) if doc[k].lower_ not in ("of", ".") else first
    if first > 0 and gaz.demonym(doc[first - 1].text):
        return first - 1
    owner = first - 1 if first > 0 and doc[first - 1].text in gaz.POSSESSIVE else first
    if owner == 0 or not (is_capital(doc[owner - 1]) and (doc[owner - 1].ent_type_ or gaz.place(doc[owner - 1].text))):
        return first
    begin = owner - 1
    while begin > 0 and doc[begin].ent_iob_ == "I" and is_capital(doc[begin - 1]):
        begin -= 1
    person = doc[begin].ent_type_ == "PERSON" and doc[first].lower_ not in ("county", "parish", "township")
    if person or (owner == first and begin > 0 and doc[begin - 1].pos_ == "ADP"):
        return first
    return begin


def _pieces(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """The parser's entities, parted where a place runs into the next name: "Chile, Pablo Vidal"."""
    for ent in doc.ents:
        i = ent.start
        for comma in (t.i for t in ent if t.text == ","):
            if comma > i and gaz.place(doc[i:comma].text):
                yield i, comma, "GPE"
                i = comma + 1
        rest = doc[i : ent.end]
        person = i > ent.start and len(rest) > 1 and gaz.gender(rest[0].text) is not None
        yield i, ent.end, "PERSON" if person else ent.label_


def _recognised(doc: Doc) -> Iterator[tuple[int, int, MentionKind]]:
    """The parser's named entities, trimmed to the name."""
    shouted = len(doc) > 5 and sum(t.text.isupper() for t in doc) > len(doc) / 2
    for i, j, label in _pieces(doc):
        kind = _KINDS.get(label)
        if kind is None or (shouted and kind in ("organization", "other")):
            continue
        j = next((k for k in range(i + 1, j) if doc[k].lower_ in ("on", "near", "in", "at", "[")), j)
        while i < j and (doc[i].lower_ in ("the", "a", "an") or not (is_capital(doc[i]) or doc[i].text[0].isdigit())):
            i += 1
        while kind == "person" and i < j - 1 and (is_title(doc[i]) or gaz.demonym(doc[i].text) or doc[i].text == "."):
            i += 1
        if kind == "organization" and 0 < i < j and doc[i - 1].dep_ == "compound" and i <= doc[i - 1].head.i < j:
            i -= doc[i - 1].pos_ == "PROPN" and not (doc[i - 1].ent_type_ or is_title(doc[i - 1]))
        if kind == "person":
            i = _without_epithet(doc, i, j)
            j -= j - i > 1 and doc[j - 1].lower_.rstrip(".") in gaz.SHORT_TITLES and len(doc[j - 1]) < 6
            i -= i == j - 1 and i > 0 and gaz.gender(doc[i - 1].text) is not None and doc[i - 1].text.istitle()
            j = next((k for k in range(i, j) if doc[k].text in (*gaz.POSSESSIVE, ",", "/", "and")), j)
            j = next((k for k in range(i + 2, j) if doc[k].text == "of"), j)
        while i < j and not (is_capital(doc[j - 1]) or doc[j - 1].text[-1].isdigit()):
            j -= 1
        words = [t for t in doc[i:j]]
        if not words or not any(is_capital(t) for t in words) or len(words) > 9:
            continue
        if all(t.lower_ in _NO_NAME or is_title(t) or t.text == "." for t in words):
            continue
        people = label == "NORP" or gaz.demonym(doc[i:j].text) or all(gaz.demonym(t.text) for t in words)
        if (people and words[-1].tag_ not in ("NNPS", "NNS")) or words[0].lower_ in _NOISE:
            continue
        headline = kind == "person" and i > 0 and j < len(doc) and is_title(doc[i - 1]) and is_title(doc[j])
        if not (headline and doc[j].text.istitle()):
            yield i, j, kind


# --- repairs over the article


def _missed(docs: Sequence[Doc], names: list[Named], lower: set[str]) -> Iterator[Named]:
    """Names that the parser saw in one sentence of the article and not in another, and speakers it saw nowhere;
    `lower` are the words of the article that it has in lower case."""
    taken = {(n.sentence, k) for n in names for k in range(n.title, n.j)}
    known: dict[str, MentionKind] = {}
    for n in names:
        known.setdefault(n.text, n.kind)
        words = n.text.split()
        if n.kind == "person" and len(words) > 1:
            for w in (words[0], words[-1]):
                if len(w) > 1 and w[0].isupper() and w.lower() not in lower and not gaz.place(w):
                    known.setdefault(w, "person")
    longest = max((len(text.split()) for text in known), default=0)
    for s, doc in enumerate(docs):
        i = 0
        while i < len(doc):
            step = 1
            if (s, i) not in taken and is_capital(doc[i]):
                for j in range(min(len(doc), i + longest + 1), i, -1):
                    kind = known.get(doc[i:j].text)
                    if (
                        kind
                        and not any((s, k) in taken for k in range(i, j))
                        and (
                            j > i + 1
                            or doc[i].pos_ in ("PROPN", "X")
                            or (kind == "person" and doc[i].pos_ == "NOUN" and doc[i].lower_ not in lower)
                        )
                    ):
                        yield _named(s, doc, i, j, kind)
                        step = j - i
                        break
                else:
                    if _unknown_speaker(doc[i], lower):
                        yield _named(s, doc, i, i + 1, "person")
            i += step


def _unknown_speaker(t: Token, lower: set[str]) -> bool:
    said = t.dep_ == "nsubj" and t.tag_ == "NNP" and t.head.lemma_ in ("say", "tell", "add") and t.text.isalpha()
    return (
        said
        and not t.text.isupper()
        and t.lower_ not in lower | _ORG_WORDS | _NO_NAME | _SPOTS
        and not (is_title(t) or gaz.demonym(t.text) or any(c.dep_ in ("compound", "det", "amod") for c in t.children))
    )


def _drop_verbs(names: list[Named], lower: set[str]) -> None:
    """Takes the verb off a name in a headline in capitals: "Roe Meets" where the article has Roe and "meet"; `lower`
    holds the lemmas too."""
    known = {p for n in names if n.kind == "person" for p in gaz.name_parts(n.text)[-1:]}
    for n in names:
        words = n.text.split()
        two = n.kind == "person" and len(words) == n.j - n.i == 2
        if two and words[1].lower().removesuffix("s") in lower and set(gaz.name_parts(words[0])) & known:
            n.j, n.end, n.text = n.j - 1, n.end - 1, words[0]


def _without_words(names: list[Named], docs: Sequence[Doc], lower: set[str]) -> list[Named]:
    """The names without words that only begin sentences or stand in capitals: "Ferry" beside "ferry"."""
    calm = [n for n in names if n.i > 0 and not n.text.isupper()]
    inside = {n.text for n in calm if docs[n.sentence][n.i - 1].text not in '“"*'}
    return [n for n in names if " " in n.text or n.text in inside or n.text.lower() not in lower or n.title < n.i]


def find_mentions(text: str, sentences: Sequence[Sentence], docs: Sequence[Doc]) -> list[list[Mention]]:
    """The mentions of every sentence in order, without overlaps; offsets are the article's.

    Entities are ids of this article ("e0") and "" where it is not plain who is meant; `name` is the fullest spelling
    without titles, for an unresolved description its office ("foreign minister of China"). The span of a person's
    name holds its title ("Gen. Li") and apposition. `docs` are the parses of the sentences.
    """
    names = find_names(docs)
    found: list[list[Mention]] = []
    for sentence, doc, spans in zip(sentences, docs, resolve(names, sentences, docs), strict=True):
        row: list[Mention] = []
        for span in sorted(spans, key=lambda x: (x.i, -x.j)):
            start, end = sentence.start + doc[span.i].idx, sentence.start + doc[span.j - 1].idx + len(doc[span.j - 1])
            end = start + len(text[start:end].rstrip(_EDGES))
            if start >= end or (row and start < row[-1].end):
                continue
            name = span.entity.name if span.entity else str(span.role) if span.role else text[start:end]
            row.append(
                Mention(text[start:end], start, end, span.kind, span.entity.id if span.entity else "", name, span.form)
            )
        found.append(row)
    return found
