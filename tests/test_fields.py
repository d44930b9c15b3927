import contextlib
import math
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.fields import domain, publish_date, string

APRIL_16 = date(2023, 4, 16)


@pytest.mark.parametrize(
    "written",
    [
        "2023-04-16",
        " 2023-04-16\n",
        "2023-4-16",
        "2023/04/16",
        "2023.04.16",
        "2023-04-16T23:30:00Z",
        "2023-04-16T23:30:00.123+09:00",
        "2023-04-16 23:30:00 UTC",
        "20230416",
        "20230416T233000Z",
        "Sun, 16 Apr 2023 23:30:00 -0700",
        "16 Apr 2023 08:00 GMT",
        "April 16, 2023",
        "Apr. 16, 2023",
        "APRIL 16 2023",
        "Sunday, April 16th, 2023",
        "April 16, 2023 at 5:30 PM",
        "April 16, 2023, 5 p.m. ET",
        "16 April 2023",
        "16th of April, 2023",
        "Sunday 16 April 2023 | 14.05",
        "16-APR-2023 15:07:13.72",
        "Sun Apr 16 2023 10:00:00 GMT+0200 (Central European Summer Time)",
        "Sun Apr 16 20:19:24 +0000 2023",
        "Sun Apr 16 20:19:24 2023",
        "16.04.2023",
        "16.4.2023, 18:00",
        "16/04/2023",
        "4/16/2023",
        "04/16/2023 11:05",
        "1681603200",
        "1681603200000",
        "1681603200.5",
        1681603200,
        1681603200000,
        1681603200.25,
        20230416,
        APRIL_16,
        datetime(2023, 4, 16, 23, 30),
        datetime(2023, 4, 16, 23, 30, tzinfo=timezone(timedelta(hours=-7))),
    ],
)
def test_publish_dates_in_their_usual_spellings(written):
    assert publish_date(written) == APRIL_16


def test_a_day_and_month_that_are_the_same_number_have_one_order():
    assert publish_date("05/05/2023") == date(2023, 5, 5)


@pytest.mark.parametrize("empty", [None, "", "  ", "null", "None", "NaN", "n/a", "unknown", math.nan])
def test_no_date_is_no_error(empty):
    assert publish_date(empty) is None


@pytest.mark.parametrize(
    "unreadable",
    [
        "yesterday",
        "Sunday",
        "April 2023",
        "2023",
        "2023-04",
        "4/5/2023",
        "31 February 2023",
        "2023-13-01",
        "16 Apryl 2023",
        "April 16, 2023 and May 3, 2023",
        "16-04-23",
        "0",
        0,
        1,
        2023,
        True,
        -5,
        1e30,
        ["2023-04-16"],
    ],
)
def test_dates_are_never_guessed(unreadable):
    with pytest.raises(ValueError, match=r".+"):
        publish_date(unreadable)


@given(st.dates(date(1973, 6, 1), date(2099, 12, 30)))
def test_every_spelling_of_a_day_is_that_day(day):
    seconds = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    spellings = [
        "%Y-%m-%d",
        "%Y-%m-%dT%H:%M:%S",
        "%a, %d %b %Y %H:%M:%S +0000",
        "%B %d, %Y",
        "%d %B %Y",
        "%d.%m.%Y",
        "%c",
    ]
    assert {publish_date(day.strftime(spelling)) for spelling in spellings} == {day}
    assert publish_date(seconds) == publish_date(seconds * 1000) == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_nothing_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        assert publish_date(text) is None or isinstance(publish_date(text), date)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.harbour-post.example/2024/fire.html", "harbour-post.example"),
        ("http://News.Example:8080/a", "news.example"),
        ("http://web.archive.org/web/20140320210556/http://www.citypaper.example/local/", "citypaper.example"),
        ("https://web.archive.org/web/2014im_/https://citypaper.example/x", "citypaper.example"),
        ("harbour post", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_domain(url, host):
    assert domain(url) == host


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"Headline": "Ferry late"}, "title", "Ferry late"),
        ({"article_id": 17}, "id", "17"),
        ({"_id": {"$oid": "5f"}}, "id", "5f"),
        ({"articleBody": "The ferry was late."}, "text", "The ferry was late."),
        ({"FULL-TEXT": "The ferry was late."}, "text", "The ferry was late."),
        ({"description": "Late.", "content": "The ferry was late."}, "text", "The ferry was late."),
        ({"text": " ", "body": "The ferry was late."}, "text", "The ferry was late."),
        ({"text": None, "description": "Late."}, "text", "Late."),
        ({"text": "  kept \r\n as it is "}, "text", "  kept \r\n as it is "),
        ({"text": "a\ud83db"}, "text", "a\ufffdb"),
        ({"text": b"caf\xc3\xa9 opens"}, "text", "café opens"),
        ({"text": 5}, "text", None),
        ({"source": {"id": None, "name": "Harbour Post"}}, "source", "Harbour Post"),
        ({"source": {}, "domain": "harbour.example"}, "source", "harbour.example"),
        ({"title": "x"}, "source", None),
    ],
)
def test_fields_under_their_usual_names(record, field, value):
    assert string(record, field) == value
