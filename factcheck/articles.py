"""Articles from files, folders and standard input: what can be read is read, the rest is reported in a line each."""

from __future__ import annotations

import functools
import glob
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from factcheck import fields, readers
from factcheck.errors import FactcheckError
from factcheck.records import Article, Problem

MAX_CHARACTERS = 200_000
"""Longer texts are cut to this many characters, with a problem."""
SHORT_LETTERS = 200
"""Texts with fewer letters are taken as English: too little to tell by."""

PathLike = str | os.PathLike[str]
OnProblem = Callable[[Problem], None]
Note = Callable[[str, str], None]

_MAX_LINES = 20  # problem lines of one file; a table without a text column has one a row
_NOT_ARTICLES = ("readme", "license", "licence", "copying", "notice", "changelog", "contributing")
_LANGUAGES = {
    "en": "English", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

_TRUNCATED = "truncated"
_log = logging.getLogger("factcheck")
_log.addHandler(logging.NullHandler())


class ArticleError(FactcheckError):
    """Nothing could be read; the message says what was tried and what to do."""


def load_articles(paths: PathLike | Iterable[PathLike], *, on_problem: OnProblem | None = None) -> list[Article]:
    """Read articles from files, folders (with all below them), glob patterns and "-" for standard input.

    Files are plain text, Markdown, HTML, JSON, JSON Lines, CSV, TSV and Parquet (see `factcheck.readers`). Folders are
    read in the order of their names, hidden files and files of other kinds left out. Ids that are given are kept;
    others are made from the file's place in its folder, with "#n" for row n. Text from JSON, JSON Lines and Parquet
    is the field's, character for character; `published` is None when no date is given.

    What is left out or cut goes to `on_problem`, and the rest is read on. Without `on_problem` it goes to the log
    "factcheck", and ArticleError is raised when there were problems and nothing at all could be read.
    """
    problems: list[Problem] = []

    def note(where: str, message: str) -> None:
        problem = Problem(where, message)
        problems.append(problem)
        if on_problem:
            on_problem(problem)
        else:
            _log.warning("%s: %s", where, message)

    articles: dict[str, Article] = {}
    seen: set[Path] = set()
    for path in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        for file, root in _files(path, note):
            if (real := file.resolve()) not in seen:
                seen.add(real)
                _add(articles, file, root, note)
    if problems and not articles and not on_problem:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ArticleError(f"{problems[0].where}: {problems[0].message}{more}")
    return list(articles.values())


def _files(path: PathLike, note: Note) -> Iterator[tuple[Path, Path]]:
    """The files that one argument names, each with the folder that its id starts from."""
    name = os.fspath(path)
    file = Path(name).expanduser()
    if name == "-":
        yield file, Path()
    elif file.is_dir():
        found = sorted(_below(file))
        if not found:
            note(name, f"no articles in this folder; readable are {' '.join(readers.KINDS)}")
        yield from ((each, file) for each in found)
    elif file.exists():
        if readers.kind_of(file):
            yield file, file.parent
        else:
            note(name, f"is of an unknown kind; save it as text, HTML or JSON ({' '.join(readers.KINDS)})")
    elif glob.has_magic(name):
        matches = [Path(match) for match in sorted(glob.glob(str(file), recursive=True))]
        found = [match for match in matches if match.is_file() and readers.kind_of(match)]
        if not found:
            note(name, f"no readable file matches; readable are {' '.join(readers.KINDS)}")
        yield from ((each, each.parent) for each in found)
    elif name.startswith(("http://", "https://")):
        note(name, "is an address; save the page as .html and give the file")
    else:
        note(name, "no such file or folder; check the spelling")


def _below(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        other = file.name.split(".")[0].lower() in _NOT_ARTICLES or not readers.kind_of(file)
        if not hidden and not other and file.is_file():
            yield file


def _add(articles: dict[str, Article], file: Path, root: Path, note: Note) -> None:
    """Add the articles of one file; what is wrong with it or its rows becomes problems, the first twenty in full."""
    standard_input = str(file) == "-"
    name = "standard input" if standard_input else str(file)
    count = 0

    def tell(number: int | None, message: str) -> None:
        nonlocal count
        count += 1
        if count <= _MAX_LINES:
            note(f"{name}:{number}" if number else name, message)

    try:
        rows = readers.read_stream(sys.stdin.buffer, tell) if standard_input else readers.read_file(file, tell)
        for number, record in rows:
            tell_row = functools.partial(tell, number)
            if (text := _text(record, tell_row)) is None:
                continue
            if given := fields.string(record, "id"):
                key = _unique(given, articles, tell_row)
            else:
                key = _made_id(Path("stdin") if standard_input else file, root, number, articles)
            url = fields.string(record, "url")
            articles[key] = Article(
                id=key,
                text=text,
                title=_line(fields.string(record, "title")),
                source=_source(record) or fields.domain(url),
                published=_published(record, tell_row),
                url=url,
                path=None if standard_input else str(file),
            )
    except readers.Unreadable as error:
        tell(None, str(error))
    except OSError as error:
        tell(None, f"cannot be read ({error.strerror or error}); check the file and its permissions")
    if count > _MAX_LINES:
        note(name, f"and {count - _MAX_LINES} more problems in this file")


def _text(record: Mapping[str, object], tell: Callable[[str], None]) -> str | None:
    """The text of a record, cut to `MAX_CHARACTERS`; None when there is none or it is not English."""
    text = fields.string(record, "text")
    if text is None:
        tell('has no text; name the field one of "text", "body", "content"')
        return None
    if language := foreign_language(text):
        tell(f"is in {_LANGUAGES[language]} ({language}); only English is read")
        return None
    if len(text) > MAX_CHARACTERS:
        tell(f"{_TRUNCATED}: only the first {MAX_CHARACTERS:,} of {len(text):,} characters are read; cut the text up")
    return text[:MAX_CHARACTERS]


def truncated(problem: Problem) -> bool:
    """Whether a problem is that of an article of which only the beginning was read."""
    return problem.message.startswith(_TRUNCATED)


def foreign_language(text: str) -> str | None:
    """The ISO 639-1 code of a text that is surely not English, judged by its first 2,000 characters; else None."""
    head = text[:2000]
    letters = sum(map(str.isalpha, head))
    latin = sum(char.isalpha() and char < "\u0250" for char in head)
    if letters < (SHORT_LETTERS if latin > letters / 2 else 20):
        return None
    language, probability = _identifier().classify(head)
    return language if language != "en" and probability >= 0.9 else None


@functools.cache
def _identifier():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_LANGUAGES))
    return identifier


def _published(record: Mapping[str, object], tell: Callable[[str], None]) -> date | None:
    unread = None
    for value in fields.candidates(record, "published"):
        try:
            if found := fields.publish_date(value):
                return found
        except (ValueError, OverflowError):
            unread = unread or value
    if unread is not None:
        tell(f"unreadable date {str(unread)[:60]!r}; write it as YYYY-MM-DD")
    return None


def _source(record: Mapping[str, object]) -> str | None:
    source = _line(fields.string(record, "source"))
    return fields.domain(source) if source and "://" in source else source


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _unique(given: str, taken: Mapping[str, Article], tell: Callable[[str], None]) -> str:
    if given not in taken:
        return given
    number = 2
    while (key := f"{given}-{number}") in taken:
        number += 1
    tell(f"the id {given!r} is there already; this article is called {key!r}")
    return key


def _made_id(file: Path, root: Path, number: int | None, taken: Mapping[str, Article]) -> str:
    """The file's path below `root`, with as many folders above it as tell it from files of the same name elsewhere."""
    suffix = f"#{number}" if number else ""
    own = len(file.relative_to(root).parts)
    parts = file.resolve().parts
    keys = ("/".join(parts[-count:]) + suffix for count in range(own, len(parts) + 1))
    return next((key for key in keys if key not in taken), f"{file.as_posix()}{suffix}")
