"""Forms of English verbs."""

from __future__ import annotations

from functools import cache


@cache
def past(lemma: str) -> str:
    """The simple past: "strike" gives "struck"."""
    return _form(lemma, "VBD")


@cache
def past_participle(lemma: str) -> str:
    """The past participle, a particle kept: "shut down" gives "shut down"."""
    verb, _, rest = lemma.partition(" ")
    return f"{_form(verb, 'VBN')} {rest}".strip()


def _form(lemma: str, tag: str) -> str:
    from lemminflect import getInflection

    forms = getInflection(lemma, tag)
    return forms[0] if forms else lemma
