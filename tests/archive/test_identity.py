from pathlib import Path

import pytest

from factcheck.archive.identity import address, digest, normal_url
from factcheck.records import Article


@pytest.mark.parametrize(
    "url, normal",
    [
        ("https://post.example/a", "https://post.example/a"),
        (" HTTPS://Post.Example:443/A#end ", "https://post.example/A"),
        ("http://post.example:80", "http://post.example/"),
        ("http://post.example:8080/a", "http://post.example:8080/a"),
        ("https://post.example/a?utm_source=x&id=7&fbclid=q", "https://post.example/a?id=7"),
        ("https://post.example/a?b=%20c&d", "https://post.example/a?b=%20c&d"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("http://[::1/a", "http://[::1/a"),
        ("http://post.example:99999/", "http://post.example:99999/"),
        ("urn:story:7", "urn:story:7"),
        ("", ""),
    ],
)
def test_urls_are_compared_without_what_does_not_matter(url, normal):
    assert normal_url(url) == normal
    assert normal_url(normal) == normal


def test_the_address_is_the_url_or_the_file_and_rows_have_none():
    def of(id_, path=None, url=None):
        return address(Article(id_, "text", path=path, url=url))

    here = Path.cwd().as_posix()
    assert of("a", "a.txt", "https://post.example/a#x") == "https://post.example/a"
    assert of("a.txt", "a.txt") == of("news/a.txt", "./a.txt") == f"{here}/a.txt"
    assert of("given", "a.jsonl") == f"{here}/a.jsonl#given"
    assert of("a.jsonl#3", "a.jsonl") is None
    assert of("stdin") is None


def test_texts_are_one_when_only_white_space_differs():
    assert digest("It fell.\n\nNobody  was hurt.") == digest(" It fell. Nobody was hurt.")
    assert digest("It fell.") != digest("it fell.")
