import gzip
import time

import pytest

from factcheck.archive.fetching import Fetcher, FetchError
from tests.archive.server import page, redirect, serving


@pytest.fixture(scope="module")
def web():
    with serving() as server:
        yield server


@pytest.fixture
def server(web):
    web.pages.clear()
    web.asked.clear()
    return web


@pytest.fixture
def fetcher():
    with Fetcher(pause=0, deadline=1.0, max_bytes=100_000) as fetcher:
        yield fetcher


def refused(fetcher, url, **options):
    with pytest.raises(FetchError) as caught:
        fetcher.get(url, named=True, **options)
    return str(caught.value)


def test_a_page_as_it_was_sent(server, fetcher):
    server.pages["/a"] = page("<p>Ferry</p>", ETag='"7"', Last_Modified="Tue, 05 Mar 2024 08:00:00 GMT")
    got = fetcher.get(f"{server.url}/a", named=True)
    assert (got.url, got.body, got.kind) == (f"{server.url}/a", b"<p>Ferry</p>", "text/html")
    assert (got.etag, got.modified) == ('"7"', "Tue, 05 Mar 2024 08:00:00 GMT")
    assert fetcher.get(f"{server.url}/a", named=True, etag=got.etag) is None


def test_redirects_are_followed_to_a_limit(server, fetcher):
    server.pages.update({"/a": redirect("/b", 301), "/b": redirect("c", 307), "/c": page("there")})
    assert fetcher.get(f"{server.url}/a", named=True).url == f"{server.url}/c"
    server.pages.update({"/loop": redirect("/pool"), "/pool": redirect("/loop")})
    assert refused(fetcher, f"{server.url}/loop") == "redirects more than 5 times"
    server.pages["/file"] = redirect("file:///etc/passwd")
    assert refused(fetcher, f"{server.url}/file") == "is no http or https address"


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "http://", "http://[::1", "a.xml", ""])
def test_only_the_web_is_asked(fetcher, url):
    assert refused(fetcher, url) == "is no http or https address"


@pytest.mark.parametrize(
    "status, words", [(404, "404 Not Found"), (500, "500 Internal Server Error"), (204, "204 No Content")]
)
def test_other_answers_are_named(server, fetcher, status, words):
    server.pages["/a"] = page("", status=status)
    assert refused(fetcher, f"{server.url}/a") == f"was answered with {words}"


def test_a_host_that_is_busy_is_left_alone(server, fetcher):
    server.pages.update({"/a": page("", status=429), "/b": page("b")})
    assert refused(fetcher, f"{server.url}/a") == "was answered with 429 Too Many Requests"
    assert refused(fetcher, f"{server.url}/b") == "is left for later: its host is busy"
    assert server.asked == ["/a"]


def drip(request):
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b".")
        time.sleep(0.05)


def drip_headers(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(100):
        request.wfile.write(b"X-%d: 1\r\n" % n)
        time.sleep(0.05)


def silent(request):
    time.sleep(3)


@pytest.mark.parametrize("slow", [drip, drip_headers, silent])
def test_slow_answers_end_at_the_deadline(server, fetcher, slow):
    server.pages["/slow"] = slow
    begin = time.monotonic()
    assert refused(fetcher, f"{server.url}/slow") == "was not there within 1 seconds"
    assert time.monotonic() - begin < 2.5


def large(request):
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(50):
        request.wfile.write(b" " * 1_000_000)


def test_a_large_body_is_cut_off(server, fetcher):
    server.pages["/large"] = large
    assert refused(fetcher, f"{server.url}/large") == "is larger than 0.1 MB"


def test_gzip_is_unpacked_no_further_than_the_limit(server, fetcher):
    small = gzip.compress(b"ferry " * 1000)
    server.pages["/small"] = page(small, Content_Encoding="gzip")
    assert fetcher.get(f"{server.url}/small", named=True).body == b"ferry " * 1000
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 60_000
    server.pages.update(
        {
            "/bomb": page(bomb, Content_Encoding="gzip"),
            "/cut": page(small[:-20], Content_Encoding="gzip"),
            "/lie": page(b"not packed", Content_Encoding="gzip"),
            "/other": page(b"?", Content_Encoding="br"),
        }
    )
    assert refused(fetcher, f"{server.url}/bomb") == "is larger than 0.1 MB"
    assert refused(fetcher, f"{server.url}/cut") == "is broken gzip"
    assert refused(fetcher, f"{server.url}/lie") == "is broken gzip"
    assert refused(fetcher, f"{server.url}/other") == "is packed as br, which was not asked for"


def test_what_is_no_page_is_refused(server, fetcher):
    server.pages["/a.pdf"] = page(b"%PDF", "application/pdf")
    assert refused(fetcher, f"{server.url}/a.pdf") == "is no page but application/pdf"
    server.pages["/a"] = page("x", None)
    assert fetcher.get(f"{server.url}/a", named=True).kind == ""


def test_a_host_that_is_not_there(fetcher):
    assert refused(fetcher, "http://127.0.0.1:1/").startswith("cannot be reached (")
    assert refused(fetcher, "http://no-such-host.invalid/").startswith("cannot be reached (")


def hang_up(request):
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"half")


def test_an_answer_that_breaks_off(server, fetcher):
    server.pages["/half"] = hang_up
    assert refused(fetcher, f"{server.url}/half").startswith("cannot be reached (")


def test_robots_txt_is_obeyed_on_what_nobody_named(server, fetcher):
    server.pages.update(
        {
            "/robots.txt": page("User-agent: *\nDisallow: /*?print\nDisallow: /closed/\nAllow: /closed/open\n", "text/plain"),
            "/feed": page("feed"), "/a": page("a"), "/a?print": page("a"), "/closed/a": page("a"),
            "/closed/open": page("a"), "/in": redirect("/closed/a"),
        }
    )  # fmt: skip
    assert fetcher.get(f"{server.url}/feed", named=True)
    assert fetcher.get(f"{server.url}/a") and fetcher.get(f"{server.url}/closed/open")
    for path in ("/a?print", "/closed/a", "/in"):
        with pytest.raises(FetchError, match=r"is closed to programs by its host's robots\.txt"):
            fetcher.get(f"{server.url}{path}")
    assert server.asked.count("/robots.txt") == 1
    assert "/closed/a" not in server.asked and "/a?print" not in server.asked


def test_without_robots_txt_all_is_open_and_with_a_broken_one_nothing(server, fetcher):
    server.pages.update({"/a": page("a"), "/feed": page("feed")})
    fetcher.get(f"{server.url}/feed", named=True)
    assert fetcher.get(f"{server.url}/a").body == b"a"
    server.pages["/robots.txt"] = page("", status=500)
    with Fetcher(pause=0) as other:
        other.get(f"{server.url}/feed", named=True)
        with pytest.raises(
            FetchError, match=r"left alone: robots.txt of its host cannot be had \(was answered with 500"
        ):
            other.get(f"{server.url}/a")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "0.0.0.0"])
def test_addresses_inside_a_network_are_asked_only_when_named(fetcher, host):
    with pytest.raises(FetchError, match="is not on the public internet; add it by its own address"):
        fetcher.get(f"http://{host}:1/secret")


def test_requests_to_one_host_keep_their_distance(server):
    server.pages.update(
        {"/a": page("a"), "/b": page("b"), "/robots.txt": page("User-agent: *\nCrawl-delay: 0.4", "text/plain")}
    )
    with Fetcher(pause=0.2) as fetcher:
        fetcher.get(f"{server.url}/b", named=True)
        begin = time.monotonic()
        fetcher.get(f"{server.url}/a")  # with robots.txt, 0.2 seconds each
        assert 0.4 <= time.monotonic() - begin < 2
        begin = time.monotonic()
        fetcher.get(f"{server.url}/b")
        assert 0.4 <= time.monotonic() - begin < 2
