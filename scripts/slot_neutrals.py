"""Pairs of which neither side settles the other, though they look alike."""

from __future__ import annotations

import re
from random import Random

from slot_claims import Fact, Story
from slot_dates import MONTHS, PARTS, WEEKDAYS
from slot_figures import figure, write
from slot_kin import content, unlike
from slot_names import Names, plain_name
from slot_settings import told
from slot_text import Edit, base, children, helpers, inflected, negative, root, subject, swap, uncapitalised

Texts = tuple[str, str]
BEFORE_VERB = (
    "unanimously reluctantly quietly unexpectedly narrowly repeatedly secretly publicly personally formally briefly "
    "deliberately temporarily immediately eventually hastily partly jointly".split()
)
BEHIND = (
    "without warning", "in a statement", "for the second time", "for the third time", "despite protests",
    "at short notice", "in front of hundreds of people", "in a televised speech", "on the advice of lawyers",
    "after weeks of talks", "in secret", "at a cost of £2 million", "with the help of volunteers",
    "to the surprise of analysts", "in heavy rain", "on a visit abroad", "against the wishes of the board",
    "at a press conference", "for personal reasons", "because of rising costs", "for a second term",
    "with two others", "in the presence of reporters", "by a wide margin", "within hours",
)  # fmt: skip
MEASURED = (
    "sales profits exports imports output inflation unemployment prices turnover revenue wages earnings production "
    "demand shipments spending borrowing costs investment lending employment".split()
)
GROUPS = (
    "women", "children", "police officers", "foreigners", "students", "men", "elderly people", "tourists", "teenagers",
)  # fmt: skip
HARM = {
    "killed": ("injured", "wounded", "hurt", "arrested"), "injured": ("killed", "arrested"),
    "wounded": ("killed", "captured"), "arrested": ("injured", "charged"), "captured": ("killed",),
    "kidnapped": ("killed",),
}  # fmt: skip
FORECASTS = (
    "was expected to", "was likely to", "was due to", "had hoped to", "had planned to", "was set to", "had promised to",
    "could",
)  # fmt: skip
FORECASTS_MANY = tuple(words.replace("was ", "were ") for words in FORECASTS)


def elsewhere(fact: Fact, names: Names, rng: Random) -> list[Edit] | None:
    """Place, time and figures all changed in a sentence on "a fire" or "two men": another event of the kind."""
    who = subject(fact)
    if who is None or fact.kind != "event" or negative(fact):
        return None
    word = fact.words[who]
    marks = {fact.words[i].text.lower() for i in children(fact, who)}
    if (
        word.tag not in {"NN", "NNS"}
        or marks & {"the", "his", "her", "its", "their", "this", "that"}
        or word.tag == "NN"
        and not marks & {"a", "an"}
    ):
        return None
    changes: list[Edit] = []
    for span in fact.names:
        if not plain_name(fact.text[span.start : span.end], span.kind):
            continue
        new = names.another(
            fact.text[span.start : span.end], span.kind, rng, fact.text[: span.start].lower().endswith("the ")
        )
        if new:
            changes.append(Edit("other_event", (swap(fact, span.start, span.end, new),)))
    placed = bool(changes)
    for span in fact.times:
        if span.kind in {"day", "weekday", "month", "year"}:
            before = re.search(r"\b(on|in) $", fact.text[: span.start], re.I)
            new = rng.choice((f"in {rng.choice(MONTHS)} {rng.randint(1980, 2020)}", f"in {rng.randint(1970, 2020)}"))
            if before:
                changes.append(
                    Edit("other_event", ((before.start(), span.end, new if before.start() else new.capitalize()),))
                )
    if not placed or len(changes) < 2 or len(fact.names) > 3:
        return None
    for span in fact.amounts:
        if (fig := figure(fact, span)) and rng.random() < 0.6:
            changes.append(
                Edit(
                    "other_event",
                    ((fig.start, fig.end, write(max(2.0, fig.shown + rng.choice((-2, -1, 1, 2, 3, 5))), fig.written)),),
                )
            )
    return changes


def inserted(fact: Fact, rng: Random) -> Edit | None:
    """A detail that nobody gave, put into the sentence."""
    at = root(fact)
    verb = fact.words[at]
    if fact.kind != "event" or negative(fact) or verb.tag not in {"VBD", "VBN"} or fact.modality == "hedged":
        return None
    passive = any(fact.words[i].dep == "auxpass" for i in children(fact, at))
    before = fact.words[at - 1] if at else None
    person = any(s.kind in {"person", "organization"} and s.start == 0 for s in fact.names) or re.match(
        r"(He|She|They|The [a-z]+(?:er|or|ent|ors|ers|ents|ment|cil|board|court))\b", fact.text
    )
    if (
        rng.random() < 0.5
        and person
        and before is not None
        and not before.tag.startswith("RB")
        and base(verb) not in {"be", "have"}
    ):
        alone = any(s.kind == "person" and s.start == 0 for s in fact.names)
        words = [w for w in BEFORE_VERB if w not in fact.text and not (alone and w in {"unanimously", "jointly"})]
        return Edit("added_detail", ((verb.start, verb.start, f"{rng.choice(words)} "),))
    if (
        len(fact.words) > 16
        or passive
        and rng.random() < 0.5
        or re.search(r"[,;]|\b(that|which|who|because|after|before)\b", fact.text)
    ):
        return None
    if not person and not passive:
        return None
    options = [b for b in BEHIND if not content(b) & content(fact.text)]
    end = len(fact.text)
    return Edit("added_detail", ((end, end, f" {rng.choice(options)}"),))


def forecast(fact: Fact, rng: Random) -> Edit | None:
    """What was to come instead of what came."""
    at = root(fact)
    verb, who = fact.words[at], subject(fact)
    if who is None or negative(fact) or fact.kind != "event":
        return None
    aux = helpers(fact)
    if [fact.words[i].text for i in aux] == ["will"] and at - aux[0] == 1:
        word = fact.words[aux[0]]
        return Edit("forecast_outcome", ((word.start, verb.end, inflected(base(verb), "VBD")),))
    if (
        aux
        or verb.tag != "VBD"
        or verb.lemma == "be"
        or any(fact.words[i].dep in {"conj", "expl"} for i in children(fact, at))
    ):
        return None
    many = (
        fact.words[who].tag in {"NNS", "NNPS"}
        or fact.words[who].text in {"They", "We", "You"}
        or any(fact.words[i].dep == "conj" for i in children(fact, who))
    )
    person = fact.words[who].tag.startswith(("NNP", "PRP"))
    options = [o for o in (FORECASTS_MANY if many else FORECASTS) if person or not o.startswith("had")]
    new = rng.choice(options)
    if fact.words[who].text == "I":
        return None
    if at and fact.words[at - 1].tag == "RB":
        return None
    return Edit("forecast_outcome", ((verb.start, verb.end, f"{new} {base(verb)}"),))


def hedged(fact: Fact, rng: Random) -> Edit | None:
    """What may be so instead of what is: "may have killed" for killed, "might" for "will"."""
    at = root(fact)
    verb = fact.words[at]
    aux = helpers(fact)
    if negative(fact) or fact.modality == "hedged":
        return None
    if aux and fact.words[aux[0]].text in {"will", "would"}:
        word = fact.words[aux[0]]
        return Edit("maybe", ((word.start, word.end, rng.choice(("may", "might", "could"))),))
    if (
        aux
        or verb.tag not in {"VBD", "VBZ"}
        or any(fact.words[i].dep == "conj" for i in children(fact, at))
        or verb.start == 0
    ):
        return None
    if verb.tag == "VBZ":
        return Edit("maybe", ((verb.start, verb.end, f"{rng.choice(('may', 'might', 'could'))} {base(verb)}"),))
    return Edit(
        "maybe",
        ((verb.start, verb.end, f"{rng.choice(('may', 'might', 'could'))} have {inflected(base(verb), 'VBN')}"),),
    )


def running_count(fact: Fact, rng: Random) -> Texts | None:
    """The count so far at one time, and at a later one."""
    figures = [
        (s, f) for s in fact.amounts if s.kind == "count" and (f := figure(fact, s)) and f.scale == 1 and not f.bound
    ]
    if len(figures) != 1 or fact.times or negative(fact) or fact.modality == "hedged" or fact.kind == "statement":
        return None
    fig = figures[0][1]
    at = root(fact)
    aux = [fact.words[i].text for i in helpers(fact)]
    if fact.words[at].tag not in {"VBD", "VBN"} or not set(aux) <= {"was", "were", "had", "been"}:
        return None
    days = rng.sample(range(7), 2)
    part = rng.sample(PARTS, 2)
    first, second = (f"{WEEKDAYS[d]}{rng.choice(('', ' ' + p))}" for d, p in zip(days, part, strict=True))
    more = fig.shown + max(1, round(fig.shown * rng.choice((0.1, 0.25, 0.5, 1))))
    later = fact.text[: fig.start] + write(more, fig.written) + fact.text[fig.end :]
    out = []
    for when, text in ((first, fact.text), (second, later)):
        text = text if text[:1].isdigit() else uncapitalised(fact, text)
        lead = rng.choice(("By", "By", "As of", "Up to"))
        out.append(
            f"{lead} {when}, {text}" if rng.random() < 0.7 else f"{text[:1].upper()}{text[1:]} {lead.lower()} {when}"
        )
    return out[0], out[1]


def other_percentage(fact: Fact, rng: Random) -> list[Edit] | None:
    """The rate of something else: exports for sales, with another figure."""
    who = subject(fact)
    if who is None or fact.words[who].text.lower() not in MEASURED:
        return None
    if any(fact.words[i].dep == "compound" for i in children(fact, who)):
        return None
    figures = [(s, f) for s in fact.amounts if (f := figure(fact, s)) and s.kind in {"percent", "money", "count"}]
    if not figures:
        return None
    word = fact.words[who]
    many = word.tag == "NNS"
    options = [
        m for m in MEASURED if m.endswith("s") == many and m[:5] != word.text.lower()[:5] and m not in fact.text.lower()
    ]
    new = rng.choice(options)
    if word.start == 0:
        new = new.capitalize()
    edits = [Edit("other_percentage", (swap(fact, word.start, word.end, new),))]
    _, fig = rng.choice(figures)
    if rng.random() < 0.7:
        value = max(1.0, round(fig.shown * rng.choice((0.4, 0.7, 1.3, 1.8, 2.5)), 1 if "." in fig.written else 0))
        edits.append(Edit("other_percentage", ((fig.start, fig.end, write(value, fig.written)),)))
    return edits


def subset(fact: Fact, rng: Random) -> list[Edit] | None:
    """Some of those counted, or what befell others: three children for twelve people, injured for killed."""
    if negative(fact) or fact.modality == "hedged":
        return None
    for span in fact.amounts:
        fig = figure(fact, span)
        if re.search(r"\b(the|these|those|his|her|their|all) $", fact.text[: fig.begin if fig else 0], re.I):
            continue
        if span.kind != "count" or fig is None or fig.scale != 1 or fig.bound or fig.shown < 3:
            continue
        m = re.match(r" (people|persons|passengers|residents|victims)\b(?! of)", fact.text[fig.end :])
        harm = next((w for w in fact.words if w.text in HARM and w.tag == "VBN" and w.start > fig.end), None)
        if harm and rng.random() < 0.5:
            more = max(2, round(fig.shown * rng.choice((0.5, 1.5, 2, 3))))
            other = Edit("other_outcome", ((harm.start, harm.end, rng.choice(HARM[harm.text])),))
            if rng.random() < 0.5:
                return [other]
            return [
                other,
                Edit("other_outcome", ((fig.start, fig.end, write(float(more), fig.written)),)),
            ]
        if m:
            less = write(float(rng.randint(2, max(2, int(fig.shown) - 1))), fig.written)
            end = fig.end + m.end()
            return [Edit("subset", ((fig.start, end, f"{less} {rng.choice(GROUPS)}"),))]
    return None


def other_speaker(story: Story, fact: Fact, names: Names, rng: Random) -> Texts | None:
    """Two people who say different things, or the same."""
    pool = [f for f in story.facts if f is not fact and unlike(f.text, fact.text) and f.modality != "hedged"]
    second = fact if rng.random() < 0.4 else rng.choice(pool) if pool else None
    people = names.pools["person"]
    if second is None or len(people) < 2:
        return None
    a, b = rng.sample(people, 2)
    told_a, told_b = told(fact, a, rng), told(second, b, rng)
    return (told_a.text, told_b.text) if told_a and told_b else None


def only_reported(fact: Fact, names: Names, rng: Random) -> Texts | None:
    """What somebody hoped, feared or claimed, and that it is so."""
    if fact.kind == "statement" or len(fact.words) > 20 or fact.modality == "hedged" or not names.pools["person"]:
        return None
    verb = rng.choice(("hoped", "feared", "believed", "claimed", "alleged", "suspected", "denied", "thought"))
    return f"{rng.choice(names.pools['person'])} {verb} that {uncapitalised(fact, fact.text)}", fact.text
