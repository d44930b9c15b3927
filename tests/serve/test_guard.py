"""Who may ask: hosts, origins, the token, sizes; without a running check."""

import logging

import pytest
from fastapi.testclient import TestClient

from factcheck.serve.app import create_app
from factcheck.serve.settings import MAX_BODY, Settings

TOKEN = "a token of some length"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return create_app(Settings(tmp_path_factory.mktemp("guard") / "a.db", names=frozenset({"desk.example"})))


@pytest.fixture
def client(app):
    return TestClient(app, base_url="http://127.0.0.1:8321")


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    settings = Settings(tmp_path_factory.mktemp("guard") / "a.db", token=TOKEN)
    return TestClient(create_app(settings), base_url="http://127.0.0.1:8321")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8321", "[::1]:80", "192.168.7.3", "desk.example:8321"])
def test_known_hosts_are_answered(client, host):
    assert client.get("/health", headers={"host": host}).json() == {"status": "ok", "running": 0, "waiting": 0}


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "a b"])
def test_other_hosts_are_not(client, host):
    answer = client.get("/health", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json() == {"detail": "This host name is not known here; start the service with --name for it."}


DECISION = "/decisions/0123456789abcdef"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:8321"}, 200),
        ({"origin": "http://127.0.0.1:9"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_only_our_own_pages_change_something(client, headers, status):
    answer = client.put(DECISION, json={"choice": "dismissed", "reason": "known"}, headers=headers)
    assert answer.status_code == status
    assert client.get("/decisions", headers=headers).status_code == 200


def test_a_token_opens_the_service(closed):
    answer = closed.get("/articles")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert closed.get("/articles", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert closed.get("/articles", headers={"authorization": f"Bearer {TOKEN}"}).json() == {"total": 0, "articles": []}
    assert closed.get("/health").status_code == 200
    assert closed.get("/static/serve.css").headers["content-type"].startswith("text/css")


def test_a_browser_signs_in_with_the_token(closed):
    page = {"accept": "text/html"}
    asked = closed.get("/search", headers=page, follow_redirects=False)
    assert (asked.status_code, asked.headers["location"]) == (303, "/login?to=/search")
    wrong = closed.post("/login", data={"token": "wrong", "to": "/search"}, headers=page)
    assert wrong.status_code == 403
    assert "That is not the token of this service." in wrong.text
    right = closed.post("/login", data={"token": TOKEN, "to": "//evil.example"}, headers=page, follow_redirects=False)
    assert (right.status_code, right.headers["location"]) == (303, "/")
    cookie = right.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert "Secure" not in cookie
    by_tls = closed.post("https://127.0.0.1/login", data={"token": TOKEN}, follow_redirects=False)
    assert "Secure" in by_tls.headers["set-cookie"]
    assert closed.get("/search", headers=page).status_code == 200
    closed.cookies.clear()


def test_too_large_is_413_however_it_is_sent(client):
    sized = client.post("/check", content=b" " * (MAX_BODY + 1), headers={"content-type": "application/json"})
    parts = iter([b" " * 1_000_000] * 6)
    chunked = client.post("/check", content=parts, headers={"content-type": "application/json"})
    form = client.post("/drafts", files={"draft": ("a.txt", b"x" * (MAX_BODY + 1))})
    for answer in (sized, chunked, form):
        assert (answer.status_code, answer.json()) == (413, {"detail": "The request is too large: 5 MB at most."})


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, ["body", "draft"]),
        ({"draft": {"text": "   "}}, ["body", "draft", "text"]),
        ({"draft": {"text": "x" * 200_001}}, ["body", "draft", "text"]),
        ({"draft": {"text": "x"}, "articles": [{"text": "y"}] * 101}, ["body", "articles"]),
        ({"draft": {"text": "x", "published": "Monday"}}, ["body", "draft", "published"]),
        ({"draft": {"text": "x"}, "sinse": "2024-01-01"}, ["body", "sinse"]),
    ],
)
def test_422_names_what_is_wrong_and_does_not_repeat_it(client, body, where):
    answer = client.post("/check", json=body)
    assert answer.status_code == 422
    (wrong,) = answer.json()["detail"]
    assert wrong["loc"] == where
    assert set(wrong) == {"loc", "msg", "type"}


def test_pages_may_load_nothing_from_elsewhere_and_run_no_script_of_others(client):
    headers = client.get("/").headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_an_error_is_told_without_its_words(app, client, caplog, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("the minister resigns tomorrow")

    monkeypatch.setattr(app.state.service.archive, "decisions", broken)
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/decisions")
    assert answer.status_code == 500
    assert "minister" not in answer.text + caplog.text
    assert "ValueError at " in caplog.text


def test_decisions_are_kept_and_withdrawn(client):
    kept = client.put(
        DECISION, json={"choice": "dismissed", "reason": " corrected by the ministry ", "who": "Ada"}
    ).json()
    assert (kept["fingerprint"], kept["reason"], kept["who"]) == (
        "0123456789abcdef",
        "corrected by the ministry",
        "Ada",
    )
    assert client.get("/decisions").json() == [kept]
    assert client.delete(DECISION).status_code == 204
    assert client.delete(DECISION).status_code == 404
    unreasoned = client.put(DECISION, json={"choice": "dismissed"})
    assert unreasoned.status_code == 422
    assert unreasoned.json()["detail"][0]["msg"] == "Value error, to dismiss a finding give a reason"


def test_the_openapi_document_names_the_routes(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert sorted(paths) == [
        "/articles", "/articles/{id}", "/check", "/claims", "/decisions", "/decisions/{fingerprint}", "/health",
        "/reports", "/reports/{id}", "/reports/{id}/{form}", "/version",
    ]  # fmt: skip
