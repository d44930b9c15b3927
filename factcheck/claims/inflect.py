"""Forms of English verbs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def past(lemma: str) -> str:
    """The simple past: "strike" gives "struck"."""
    return _form(lemma, "VBD")


@cache
def present(lemma: str) -> str:
    """The third person singular of the present: "have" gives "has"."""
    return _form(lemma, "VBZ")


@cache
def past_participle(lemma: str) -> str:
    """The past participle, a particle kept: "shut down" gives "shut down"."""
    verb, _, rest = lemma.partition(" ")
    return f"{_form(verb, 'VBN')} {rest}".strip()


def lemma(token: Token) -> str:
    """The lemma of a token, lower case; irregular forms are looked up where the parser misses them ("stole")."""
    plain = token.lemma_.lower()
    return _verb_lemma(token.lower_, plain) if token.pos_ == "VERB" or token.tag_ == "VBN" else plain


@cache
def _verb_lemma(form: str, parsed: str) -> str:
    from lemminflect import getLemma

    found = getLemma(form, "VERB", lemmatize_oov=False)
    if f"{parsed}e" in found and form == f"{parsed}ed":
        return f"{parsed}e"
    return parsed if not found or parsed in found else found[0]


@cache
def verb_lemma(form: str, likely: str) -> str | None:
    """The lemma of a verb's form, `likely` where it is possible: "fell" gives "fall"; None for what is no verb."""
    from lemminflect import getLemma

    found = getLemma(form, "VERB", lemmatize_oov=False)
    return likely if likely in found else next(iter(found), None)


@cache
def is_common(word: str) -> bool:
    """Whether the dictionary has a lower-case word; names are not in it."""
    from lemminflect import getAllLemmas

    return bool(getAllLemmas(word))


def _form(lemma: str, tag: str) -> str:
    from lemminflect import getInflection

    forms = getInflection(lemma, tag)
    return forms[0] if forms else lemma
