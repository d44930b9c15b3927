"""The API of a running service: exact answers, limits, and an answer to others while it checks."""

import time

import httpx
import jsonschema
import pytest
from fastapi.testclient import TestClient

from factcheck.report.json import schema
from factcheck.serve.app import create_app
from factcheck.serve.settings import MAX_WAITING, Settings

DRAFT = {
    "text": "The fire broke out in the Brackwater warehouse on Tuesday night, March 12. Seven firefighters were injured when part of the roof fell in.",
    "title": "Port Marrin counts the cost",
    "published": "2024-03-18",
}
LONG = {"text": "The fire of Monday hurt nine people in Port Marrin, the mayor said on Tuesday. " * 2500}


@pytest.fixture
def client(service):
    with httpx.Client(base_url=service.url, timeout=240) as client:
        yield client


def ended(client, url):
    """A check when it has ended."""
    end = time.monotonic() + 240
    while time.monotonic() < end:
        report = client.get(url).json()
        if report["state"] not in ("waiting", "running"):
            return report
        time.sleep(0.1)
    raise AssertionError("did not end")


def sides(document):
    """The draft's words, and what is set against them with how many sources."""
    return [
        (a["severity"], a["says"][0]["value"], [(s["value"].lower(), s["sources"]) for s in a["others"]])
        for a in document["review"]["alerts"]
    ]


def test_check_answers_with_the_report(client):
    answer = client.post("/check", json={"draft": DRAFT})
    assert answer.status_code == 200
    document = answer.json()
    jsonschema.validate(document, schema())
    assert sides(document) == [
        ("error", "Tuesday night, March 12", [("sunday night", 2)]),
        ("error", "Seven", [("nine", 2)]),
    ]
    place = document["review"]["alerts"][1]["place"]
    assert (place["line"], place["column"], place["end_column"]) == (1, 76, 81)
    draft = next(a for a in document["articles"] if a["id"] == "draft")
    assert (draft["title"], draft["published"], draft["path"]) == ("Port Marrin counts the cost", "2024-03-18", None)
    again = client.get(answer.headers["content-location"])
    assert again.json() == document


def test_against_articles_of_the_request_and_against_itself(client):
    other = {"text": "Nine firefighters were injured in the warehouse fire in Port Marrin.", "source": "Coast Daily"}
    mine = {"text": "Seven firefighters were injured in the warehouse fire in Port Marrin."}
    document = client.post("/check", json={"draft": mine, "articles": [other, other]}).json()
    assert [(s[1], s[2]) for s in sides(document)] == [("Seven", [("nine", 1)])]
    assert [a["id"] for a in document["articles"]] == ["draft", "articles.json#1", "articles.json#2"]
    assert client.post("/check", json={"draft": mine, "articles": []}).json()["review"]["alerts"] == []


def test_text_that_would_act_comes_back_as_it_was_sent(client):
    text = "It was <b>Sunday</b>\u202e \0 said </script><script>alert(1)</script> Marta Quill. \x1b[31mIt was Monday."
    long = "x" * 150_000
    document = client.post("/check", json={"draft": {"text": text}, "articles": [{"text": long}]}).json()
    (first, *_) = document["claims"]
    assert text[first["start"] : first["end"]] == first["text"]
    page = client.get(f"/drafts/{client.get('/reports').json()[0]['id']}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page


def test_a_submitted_check_is_watched_and_its_report_had_in_every_form(client):
    answer = client.post("/reports", json={"draft": DRAFT})
    assert answer.status_code == 202
    url = answer.headers["location"]
    assert answer.json()["state"] == "waiting"
    report = ended(client, url)
    assert (report["state"], report["alerts"]) == ("done", {"error": 2, "warning": 0, "info": 0})
    assert client.get("/reports").json()[0] == report
    number = client.get(f"{url}/json").json()["review"]["alerts"][1]["fingerprint"]
    client.put(f"/decisions/{number}", json={"choice": "dismissed", "reason": "two went home unhurt"})
    assert client.get(url).json()["alerts"] == {"error": 1, "warning": 0, "info": 0}
    client.delete(f"/decisions/{number}")
    for form, start, kind in (
        ("json", '{\n "schema_version": "1"', "application/json"),
        ("html", "<!doctype html>", "text/html; charset=utf-8"),
        ("markdown", "## Fact check before publishing", "text/markdown; charset=utf-8"),
        ("sarif", '{\n "$schema"', "application/sarif+json"),
    ):
        document = client.get(f"{url}/{form}")
        assert document.text.startswith(start)
        assert document.headers["content-type"] == kind
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_others_are_answered_while_a_check_runs_and_cancelling_stops_it(client):
    url = client.post("/reports", json={"draft": LONG}).headers["location"]
    while client.get(url).json()["state"] != "running":
        time.sleep(0.1)
    assert client.get("/health").json() == {"status": "ok", "running": 1, "waiting": 0}
    slowest = 0.0
    for page in ("/health", "/", "/articles?limit=1", "/claims?q=Okerlund", "/health") * 2:
        begin = time.monotonic()
        assert client.get(page).status_code == 200
        slowest = max(slowest, time.monotonic() - begin) if "claims" not in page else slowest
    assert slowest < 1
    assert client.get(f"{url}/json").json() == {"detail": "The check is running."}
    begin = time.monotonic()
    page = client.post(f"/drafts/{url.rpartition('/')[2]}/cancel", follow_redirects=True)
    assert "The check was cancelled." in page.text
    assert time.monotonic() - begin < 3
    assert client.get(url).json()["state"] == "cancelled"
    assert client.get(f"{url}/json").status_code == 409


def test_a_client_that_goes_away_cancels_its_check(client):
    with pytest.raises(httpx.ReadTimeout):
        client.post("/check", json={"draft": LONG}, timeout=1)
    assert ended(client, f"/reports/{client.get('/reports').json()[0]['id']}")["state"] == "cancelled"


def test_too_many_waiting_is_503(client):
    urls = [client.post("/reports", json={"draft": LONG}).headers["location"] for _ in range(MAX_WAITING + 1)]
    for answer in (client.post("/reports", json={"draft": DRAFT}), client.post("/check", json={"draft": DRAFT})):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert answer.json() == {"detail": "8 requests are waiting already; try again in a minute"}
    for url in reversed(urls):
        assert client.delete(url).status_code == 204


def test_over_time_is_503(tmp_path):
    with TestClient(create_app(Settings(tmp_path / "a.db", seconds=0.2)), base_url="http://localhost") as client:
        answer = client.post("/check", json={"draft": DRAFT})
        assert answer.status_code == 503
        assert answer.json() == {
            "detail": "The check took longer than 0.2 seconds and was stopped; make it shorter."
        }  # fmt: skip


def test_articles_are_added_once_and_found(client):
    article = {
        "text": "The lighthouse of Tolby was painted red in May, said keeper Ines Falk.",
        "title": "Red lighthouse", "source": "Tolby Post", "published": "2024-05-20", "url": "https://tolby.example/red",
    }  # fmt: skip
    added = client.post("/articles", json=article).json()
    assert added["outcome"] == "new"
    assert client.post("/articles", json=article).json() == {**added, "outcome": "known"}
    known = {key: value for key, value in article.items() if key != "text"}
    assert client.get(f"/articles/{added['id']}").json() == {**article, "id": added["id"]}
    assert client.get("/articles?since=2024-05-01").json() == {"total": 1, "articles": [{**known, "id": added["id"]}]}
    (hit, *_) = client.get("/claims", params={"q": "What do we say about Ines Falk in May?"}).json()
    assert hit["article"]["title"] == "Red lighthouse"
    assert article["text"][hit["start"] : hit["end"]] == hit["text"]


def test_nothing_of_a_draft_or_a_question_is_logged(client, service):
    secret = {"text": "Minister Perla Voss resigns on Friday.", "title": "Voss resigns"}
    client.post("/check", json={"draft": secret})
    client.post("/check", content=b"{Voss")
    client.post("/drafts", files={"draft": ("voss.docx", b"Voss")})
    client.get("/claims", params={"q": "Perla Voss"})
    client.get("/Voss")
    assert service.log.read_text() == ""
