"""Reviews made by hand: a draft about a bridge beside two other articles, and one full of text that is not to act."""

from __future__ import annotations

from datetime import date

from factcheck.alerts import Accepted
from factcheck.drafts import Draft
from factcheck.editorial import Review, seen_by
from factcheck.records import Article, Claim, Cluster, Finding, Report, Side, Span

WIRE = Article(
    "wire", "The bridge was struck on Monday.", "Bridge struck", "Northwire", date(2024, 3, 5), path="wire.txt"
)
POST = Article("post", "On Monday the bridge was hit.", None, "Post", date(2024, 3, 6), "https://post.example/a?b=c d")
TEXT = "The gates were shut. The bridge was struck on Sunday.\n\nTraffic <!-- factcheck: ignore number — counted --> stopped.\n"

HOSTILE = "100%\n::error file=x::owned [link](https://bad.example) {0} \x1b[31mred\u202e <script>x</script>"


def _report(draft: Draft, other: list[Article], word: str, question: str) -> Report:
    articles = [draft.article, *other]
    spans = {
        a.id: Span(a.id, a.text.index(w), a.text.index(w) + len(w))
        for a in articles
        for w in (word, "Monday")
        if w in a.text
    }
    claims = [
        Claim(f"{a.id}:0", a.id, 0, len(a.text), a.text, a.text, "event", None, (), (), (), "positive", "asserted")
        for a in articles
    ]
    ids = tuple(a.id for a in other)
    mine = Side(word, word, (claims[0].id,), (draft.article.id,), 1, (spans[draft.article.id],))
    theirs = Side("Monday", "Monday", tuple(c.id for c in claims[1:]), ids, len(ids), tuple(spans[i] for i in ids))
    finding = Finding(
        "f1", "c1", "weekday", "contradiction", "error", 0.97, question, "Both cannot be.", (theirs, mine)
    )
    cluster = Cluster("c1", tuple(c.id for c in claims), (draft.article.id, *ids), 3, False)
    return Report(tuple(articles), tuple(claims), (cluster,), (finding,))


def bridge(accepted: dict[str, Accepted] | None = None) -> Review:
    """A draft at bridge.md, dated 4 March, that says Sunday; two others say Monday; a comment has nothing to ignore."""
    source = f"---\ndate: 2024-03-04\n---\n{TEXT}"
    draft = Draft.of(Article("bridge.md", TEXT.strip(), published=date(2024, 3, 4), path="bridge.md"), source)
    return seen_by([draft], _report(draft, [WIRE, POST], "Sunday", "When was the bridge struck?"), accepted=accepted)


def hostile() -> Review:
    """A draft whose file, words, question and other side would act in a terminal, a page or a workflow."""
    draft = Draft.of(Article("d", f"It was Sunday {HOSTILE}.", path="odd,name:%0A\x1b[31m.md"))
    other = Article("o", f"It was Monday {HOSTILE}.", HOSTILE, HOSTILE, None, "javascript:alert(1)")
    return seen_by([draft], _report(draft, [other], "Sunday", f"When? {HOSTILE}"))
