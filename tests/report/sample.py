"""A report made by hand: a barge and a bridge in four articles, and two small ones for exact output."""

from __future__ import annotations

from datetime import date

from factcheck.records import Amount, Article, Claim, Cluster, Finding, Problem, Report, Side, Span, When

HOSTILE = "<script>document.title='owned'</script> [bold]loud[/bold] \x1b[31mred\x1b[0m \u202egnihtemos"

COURIER = Article(
    id="courier",
    title="Barge strikes Kestrel Bridge",
    source="Halden Courier",
    published=date(2024, 3, 5),
    url="https://courier.example/kestrel-bridge?page=1&print=0",
    path="courier.txt",
    text=(
        "PORT HALDEN - A gravel barge struck the Kestrel Bridge on Sunday, March 3, and tore a hole in its eastern "
        "pier. Twelve people were hurt, the fire brigade said. Traffic was sent over the old dam road.\n\n"
        "The bridge was opened in 1962. Mayor Ines Okafor ordered an inquiry into the crash. “We will not open it "
        "before every bolt has been looked at,” she said on Tuesday."
    ),
)
NORTHWIRE = Article(
    id="northwire",
    title="Bridge closed after collision",
    source="Northwire",
    published=date(2024, 3, 6),
    url="https://northwire.example/9921",
    path="northwire.json",
    text=(
        "The Kestrel Bridge was hit by a gravel barge on Monday, March 4, the harbour office said in a statement.\n\n"
        "At least 15 people were injured. The crossing, which was opened in 1962, carries nine thousand cars a day. "
        "Mayor Ines Okafor has ordered an inquiry.\n\n"
        "Repairs will begin in May 2024 and are to last until the end of the year."
    ),
)
OBSERVER = Article(
    id="observer",
    title="Halden counts the cost",
    source="Sound Observer",
    published=date(2024, 3, 6),
    url="javascript:alert(1)",
    path="observer.md",
    text=(
        "Two days after a barge ran into the Kestrel Bridge on Sunday, divers went down to its eastern pier. "
        "Mayor Ines Okafor promised an inquiry. “Nobody drives over it until every bolt is checked,” she said."
    ),
)
RADIO = Article(
    id="radio",
    title=f"Morning show {HOSTILE}",
    source=None,
    url="https://[broken",
    path="shows/radio.html",
    text=(
        f"A barge hit the bridge on Sunday. The Kestrel Bridge dates from 1962. {HOSTILE} was what a listener wrote "
        "about Mayor Ines Okafor and her inquiry."
    ),
)


def spot(article: Article, text: str) -> tuple[int, int]:
    """Start and end of the first place where `article` says `text`."""
    start = article.text.index(text)
    return start, start + len(text)


def span(article: Article, text: str) -> Span:
    return Span(article.id, *spot(article, text))


def when(article: Article, text: str, earliest: date, latest: date | None = None, granularity: str = "day") -> When:
    return When(text, *spot(article, text), earliest, latest or earliest, granularity)


def claim(id: str, article: Article, text: str, statement: str | None = None, **fields: object) -> Claim:
    start, end = spot(article, text)
    defaults = {"kind": "event", "speaker": None, "times": (), "amounts": (), "mentions": ()}
    defaults |= {"polarity": "positive", "modality": "asserted"}
    return Claim(id, article.id, start, end, text, statement or text, **(defaults | fields))


def bridge() -> Report:
    """Four articles; an error, a warning and an information; two things agreed on; hostile text; a file left out."""
    sunday, monday = date(2024, 3, 3), date(2024, 3, 4)
    year = (date(1962, 1, 1), date(1962, 12, 31), "year")
    claims = (
        claim(
            "courier:0",
            COURIER,
            "A gravel barge struck the Kestrel Bridge on Sunday, March 3",
            "A gravel barge struck the Kestrel Bridge on Sunday, March 3, 2024.",
            times=(when(COURIER, "Sunday, March 3", sunday),),
        ),
        claim(
            "courier:1",
            COURIER,
            "Twelve people were hurt",
            "Twelve people were hurt at the Kestrel Bridge, the fire brigade said.",
            speaker="the fire brigade",
            modality="reported",
            amounts=(Amount("Twelve", *spot(COURIER, "Twelve"), 12, 12, "person", False),),
        ),
        claim(
            "courier:2",
            COURIER,
            "The bridge was opened in 1962",
            "The Kestrel Bridge was opened in 1962.",
            times=(when(COURIER, "in 1962", *year),),
        ),
        claim("courier:3", COURIER, "Mayor Ines Okafor ordered an inquiry into the crash"),
        claim(
            "courier:4",
            COURIER,
            "“We will not open it before every bolt has been looked at,” she said on Tuesday",
            kind="statement",
            speaker="Ines Okafor",
            modality="reported",
            times=(when(COURIER, "on Tuesday", date(2024, 3, 5)),),
        ),
        claim(
            "northwire:0",
            NORTHWIRE,
            "The Kestrel Bridge was hit by a gravel barge on Monday, March 4",
            "The Kestrel Bridge was hit by a gravel barge on Monday, March 4, 2024.",
            times=(when(NORTHWIRE, "Monday, March 4", monday),),
        ),
        claim(
            "northwire:1",
            NORTHWIRE,
            "At least 15 people were injured",
            amounts=(Amount("At least 15", *spot(NORTHWIRE, "At least 15"), 15, float("inf"), "person", False),),
        ),
        claim(
            "northwire:2",
            NORTHWIRE,
            "which was opened in 1962",
            "The Kestrel Bridge was opened in 1962.",
            times=(when(NORTHWIRE, "in 1962", *year),),
        ),
        claim("northwire:3", NORTHWIRE, "Mayor Ines Okafor has ordered an inquiry"),
        claim(
            "northwire:4",
            NORTHWIRE,
            "Repairs will begin in May 2024",
            "Repairs of the Kestrel Bridge will begin in May 2024.",
            modality="planned",
            times=(when(NORTHWIRE, "in May 2024", date(2024, 5, 1), date(2024, 5, 31), "month"),),
        ),
        claim(
            "observer:0",
            OBSERVER,
            "a barge ran into the Kestrel Bridge on Sunday",
            "A barge ran into the Kestrel Bridge on Sunday, March 3, 2024.",
            times=(when(OBSERVER, "Sunday", sunday),),
        ),
        claim("observer:1", OBSERVER, "Mayor Ines Okafor promised an inquiry"),
        claim(
            "observer:2",
            OBSERVER,
            "“Nobody drives over it until every bolt is checked,” she said",
            kind="statement",
            speaker="Ines Okafor",
            modality="reported",
        ),
        claim(
            "radio:0",
            RADIO,
            "A barge hit the bridge on Sunday",
            "A barge hit the Kestrel Bridge on Sunday.",
            times=(When("Sunday", *spot(RADIO, "Sunday"), None, None, "weekday", "none", weekday=6),),
        ),
        claim(
            "radio:1",
            RADIO,
            "The Kestrel Bridge dates from 1962",
            kind="state",
            times=(when(RADIO, "1962", *year),),
        ),
        claim("radio:2", RADIO, f"{HOSTILE} was what a listener wrote about Mayor Ines Okafor and her inquiry"),
    )
    clusters = (
        Cluster(
            "k1",
            ("courier:0", "northwire:0", "observer:0", "radio:0"),
            ("courier", "northwire", "observer", "radio"),
            3,
            agree=False,
        ),
        Cluster("k2", ("courier:1", "northwire:1"), ("courier", "northwire"), 2, agree=False),
        Cluster("k3", ("courier:4", "observer:2"), ("courier", "observer"), 2, agree=False),
        Cluster("k4", ("courier:2", "northwire:2", "radio:1"), ("courier", "northwire", "radio"), 3),
        Cluster("k5", ("courier:3", "northwire:3"), ("courier", "northwire"), 2),
        Cluster("k6", ("northwire:4",), ("northwire",)),
    )
    quote = Finding(
        "f3",
        "k3",
        "quote",
        "contradiction",
        "info",
        0.58,
        "What did Ines Okafor say about the bridge?",
        "One statement is quoted in two wordings.",
        (
            Side(
                "We will not open it before every bolt has been looked at",
                "we will not open it before every bolt has been looked at",
                ("courier:4",),
                ("courier",),
                1,
                (span(COURIER, "We will not open it before every bolt has been looked at"),),
            ),
            Side(
                "Nobody drives over it until every bolt is checked",
                "nobody drives over it until every bolt is checked",
                ("observer:2",),
                ("observer",),
                1,
                (span(OBSERVER, "Nobody drives over it until every bolt is checked"),),
            ),
        ),
    )
    hurt = Finding(
        "f2",
        "k2",
        "number",
        "contradiction",
        "warning",
        0.83,
        "How many people were hurt at the Kestrel Bridge?",
        "12 is less than at least 15; the later article may have counted again.",
        (
            Side("Twelve", "12", ("courier:1",), ("courier",), 1, (span(COURIER, "Twelve"),)),
            Side("At least 15", "15 or more", ("northwire:1",), ("northwire",), 1, (span(NORTHWIRE, "At least 15"),)),
        ),
    )
    struck = Finding(
        "f1",
        "k1",
        "date",
        "contradiction",
        "error",
        0.97,
        "When did a barge strike the Kestrel Bridge?",
        "Both speak of a gravel barge and the Kestrel Bridge; 3 March 2024 and 4 March 2024 exclude each other.",
        (
            Side(
                "Sunday, March 3",
                "Sunday 3 March 2024",
                ("courier:0", "observer:0", "radio:0"),
                ("courier", "observer", "radio"),
                2,
                (span(COURIER, "Sunday, March 3"), span(OBSERVER, "Sunday"), span(RADIO, "Sunday")),
            ),
            Side(
                "Monday, March 4",
                "Monday 4 March 2024",
                ("northwire:0",),
                ("northwire",),
                1,
                (span(NORTHWIRE, "Monday, March 4"),),
            ),
        ),
    )
    return Report(
        (COURIER, NORTHWIRE, OBSERVER, RADIO),
        claims,
        clusters,
        (quote, hurt, struck),
        (Problem("pier.pdf", "Not a text format that can be read; save it as text or HTML."),),
        stats={
            "articles": 4,
            "sentences": 17,
            "claims": len(claims),
            "candidate_pairs": 31,
            "nli_pairs": 12,
            "seconds": {"claims": 1.25, "judging": 2.5},
        },
    )


def small() -> Report:
    """Two articles of one sentence each and one finding."""
    a = Article("a", "Nine were on board.", "Boat", "Post", date(2024, 5, 2), "https://post.example/1")
    b = Article("b", "Eight were on board.")
    claims = (
        claim("a:0", a, "Nine were on board", amounts=(Amount("Nine", 0, 4, 9, 9, "", False),)),
        claim("b:0", b, "Eight were on board", amounts=(Amount("Eight", 0, 5, 8, float("inf"), "", False),)),
    )
    sides = (
        Side("Nine", "9", ("a:0",), ("a",), 1, (Span("a", 0, 4),)),
        Side("Eight", "8", ("b:0",), ("b",), 1, (Span("b", 0, 5),)),
    )
    finding = Finding("f1", "k1", "number", "contradiction", "error", 0.9, "How many?", "9 is not 8.", sides)
    cluster = Cluster("k1", ("a:0", "b:0"), ("a", "b"), 2, agree=False)
    return Report((a, b), claims, (cluster,), (finding,), stats={"articles": 2, "seconds": {"total": 0.5}})


def quiet(articles: int = 2) -> Report:
    """Articles with a claim each and nothing found."""
    texts = tuple(Article(str(n), "The bridge is open.", published=date(2024, 3, 1)) for n in range(articles))
    return Report(texts, tuple(claim(f"{a.id}:0", a, "The bridge is open") for a in texts), (), ())
