from datetime import date

import pytest

from factcheck.archive import Added, Archive
from factcheck.archive.feeds import add_url
from factcheck.archive.fetching import Fetcher
from tests.archive.sample import FERRY, VOTE
from tests.archive.server import page, redirect, serving

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Aldsund Post</title><link>/</link>
{}</channel></rss>"""
ITEM = "<item><title>An item</title><link>{}</link><pubDate>{}</pubDate></item>"
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
<id>urn:post</id><updated>2024-03-06T08:00:00Z</updated>
<entry><title>Ferry</title><id>urn:1</id><link href="/ferry"/><updated>2024-03-06T08:00:00Z</updated>
<published>2024-03-05T22:30:00-03:00</published></entry></feed>"""
DAY = "Tue, 05 Mar 2024 08:00:00 GMT"
HTML = """<!doctype html><html><head><title>{title}</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>{title}</h1><p>{text}</p><p>More than a hundred people watched from the shore, and boats from three
villages came to help before it was dark. The harbour master said that the road would be open again by noon.</p>
</article><footer>Write to us</footer></body></html>"""


def html(article, **changes):
    text = article.text
    for old, new in changes.items():
        text = text.replace(old, new)
    return HTML.format(title=article.title, text=text)


@pytest.fixture(scope="module")
def web():
    with serving() as server:
        yield server


@pytest.fixture
def server(web):
    web.pages.clear()
    web.asked.clear()
    web.pages.update(
        {
            "/feed.xml": page(RSS.format(ITEM.format("/ferry", DAY) + ITEM.format("/vote", DAY)), "application/rss+xml"),
            "/ferry": page(html(FERRY), ETag='"1"'),
            "/vote": page(html(VOTE), Last_Modified=DAY),
        }
    )  # fmt: skip
    return web


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "news.db", create=True) as archive:
        yield archive


@pytest.fixture
def add(archive):
    """Adds a URL; the problems met are in `add.problems`."""
    problems = []

    def run(url, **options):
        problems.clear()
        with Fetcher(pause=0, deadline=2, max_bytes=200_000) as fetcher:
            return add_url(archive, url, fetcher, on_problem=lambda p: problems.append((p.where, p.message)), **options)

    run.problems = problems
    return run


def test_the_articles_of_an_rss_feed(server, archive, add):
    told = []
    assert add(f"{server.url}/feed.xml", progress=lambda done, total: told.append((done, total))) == Added(new=2)
    assert (add.problems, told) == ([], [(1, 2), (2, 2)])
    first, second = sorted(archive.articles(), key=lambda a: a.url)
    assert (first.title, first.url, first.published) == (FERRY.title, f"{server.url}/ferry", date(2024, 3, 5))
    assert FERRY.text in first.text and "Home" not in first.text and "Write to us" not in first.text
    assert (first.source, second.title, first.path) == ("127.0.0.1", VOTE.title, None)
    assert any(c.text.startswith("The ferry Halvar ran aground") for c in archive.claims([first.id]))


def test_an_atom_feed_keeps_the_day_as_it_is_written(server, archive, add):
    server.pages["/atom"] = page(ATOM, "application/atom+xml")
    assert add(f"{server.url}/atom") == Added(new=1)
    assert [a.published for a in archive.articles()] == [date(2024, 3, 5)]


def test_a_web_page_is_one_article(server, archive, add):
    assert add(f"{server.url}/ferry?utm_source=x") == Added(failed=1)
    assert add.problems == [(f"{server.url}/ferry?utm_source=x", "was answered with 404 Not Found")]
    assert add(f"{server.url}/ferry") == Added(new=1)
    assert add(f"{server.url}/ferry") == Added(known=1)


def test_known_entries_are_not_asked_for_again(server, archive, add):
    add(f"{server.url}/feed.xml")
    server.asked.clear()
    assert add(f"{server.url}/feed.xml") == Added(known=2)
    assert server.asked == ["/feed.xml"]


def test_a_changed_entry_is_asked_for_and_read_again(server, archive, add):
    add(f"{server.url}/feed.xml")
    later = DAY.replace("08:00", "11:00")
    server.pages["/feed.xml"] = page(RSS.format(ITEM.format("/ferry", later) + ITEM.format("/vote", later)), "text/xml")
    server.pages["/vote"] = page(html(VOTE, Friday="Thursday"))
    server.asked.clear()
    assert add(f"{server.url}/feed.xml") == Added(changed=1, known=1)
    assert server.asked == ["/feed.xml", "/robots.txt", "/ferry", "/vote"]
    assert sorted("Thursday" in a.text for a in archive.articles()) == [False, True]


def test_a_feed_that_has_not_changed_is_not_read_again(server, archive, add):
    server.pages["/feed.xml"] = page(RSS.format(ITEM.format("/ferry", DAY)), "text/xml", ETag='"feed"')
    assert add(f"{server.url}/feed.xml") == Added(new=1)
    assert add(f"{server.url}/feed.xml") == Added()


def test_an_interrupted_run_goes_on_where_it_was(server, archive, add):
    def stop(done, total):
        raise KeyboardInterrupt

    server.pages["/feed.xml"] = page(
        RSS.format(ITEM.format("/ferry", DAY) + ITEM.format("/vote", DAY)), "text/xml", ETag='"feed"'
    )
    with pytest.raises(KeyboardInterrupt):
        add(f"{server.url}/feed.xml", progress=stop)
    assert [a.title for a in archive.articles()] == [FERRY.title]
    server.asked.clear()
    assert add(f"{server.url}/feed.xml") == Added(new=1, known=1)
    assert server.asked == ["/feed.xml", "/robots.txt", "/vote"]


def test_a_removed_article_comes_back_with_its_feed(server, archive, add):
    add(f"{server.url}/feed.xml")
    archive.remove(f"{server.url}/ferry")
    assert add(f"{server.url}/feed.xml") == Added(new=1, known=1)


def test_what_cannot_be_had_costs_only_itself(server, archive, add):
    links = [
        "/gone",
        "/broken",
        "/loop",
        "/home",
        "/pdf",
        "/large",
        "/ferry",
        "mailto:desk@post.example",
        "http://10.0.0.1/x",
    ]
    server.pages.update(
        {
            "/feed.xml": page(RSS.format("".join(ITEM.format(link, DAY) for link in links)), "text/xml", ETag='"f"'),
            "/": page(html(VOTE)), "/home": redirect("/"), "/loop": redirect("/loop"),
            "/broken": page("", status=500), "/pdf": page(b"%PDF", "application/pdf"),
            "/large": page(b"x" * 300_000),
        }
    )  # fmt: skip
    assert add(f"{server.url}/feed.xml") == Added(new=1, failed=8)
    assert add.problems == [
        (f"{server.url}/gone", "was answered with 404 Not Found"),
        (f"{server.url}/broken", "was answered with 500 Internal Server Error"),
        (f"{server.url}/loop", "redirects more than 5 times"),
        (f"{server.url}/home", "leads to the front page; the article seems to be gone"),
        (f"{server.url}/pdf", "is no page but application/pdf"),
        (f"{server.url}/large", "is larger than 0.2 MB"),
        ("mailto:desk@post.example", "is no http or https address"),
        ("http://10.0.0.1/x", "is not on the public internet; add it by its own address"),
    ]
    assert add(f"{server.url}/feed.xml") == Added(known=1, failed=8)  # asked again, although the feed is unchanged


def test_a_wrong_charset_does_not_garble_the_text(server, archive, add):
    text = html(FERRY).replace("Sundt said", "Sundt said “no” – at £5")
    for n, (data, kind) in enumerate(
        [
            (text.encode("cp1252"), "text/html; charset=utf-8"),
            (text.encode(), "text/html; charset=iso-8859-1"),
            (text.replace("<head>", '<head><meta charset="utf-8">').encode("cp1252"), "text/html"),
        ]
    ):
        server.pages[f"/{n}"] = page(data.replace(b"40 passengers", b"4%d passengers" % n), kind)
        assert add(f"{server.url}/{n}") == Added(new=1)
    assert [a.text.count("“no” – at £5") for a in archive.articles()] == [1, 1, 1]


@pytest.mark.parametrize(
    "body, kind",
    [
        (RSS.format(""), "text/xml"),
        ("<?xml version='1.0'?><rss><channel><item><title>x", "text/xml"),
        ("", "text/html"),
        ("<html><body></body></html>", "text/html"),
        (b"\x00\x01\x02", "text/plain"),
        (
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
            + "]><rss><channel><title>&i;</title></channel></rss>",
            "text/xml",
        ),
    ],
)  # fmt: skip
def test_what_is_no_feed_and_no_page_is_one_line(server, archive, add, body, kind):
    server.pages["/x"] = page(body, kind)
    assert add(f"{server.url}/x") in (Added(), Added(failed=1))
    assert len(add.problems) == 1 and add.problems[0][0] == f"{server.url}/x"
    assert archive.articles() == []


def test_a_problem_of_a_hostile_feed_does_nothing_to_the_terminal(server, archive, add):
    server.pages["/feed.xml"] = page(RSS.format(ITEM.format("/a&#x9b;31m&#x202e;b", DAY)), "text/xml")
    add(f"{server.url}/feed.xml")
    assert all(where.isprintable() and message.isprintable() for where, message in add.problems)


def test_a_body_that_is_the_name_of_a_file_does_not_open_it(server, archive, add, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(RSS.format(ITEM.format(f"{server.url}/ferry", DAY)))
    server.pages["/x"] = page(str(file), "text/xml")
    add(f"{server.url}/x")
    assert "/ferry" not in server.asked
