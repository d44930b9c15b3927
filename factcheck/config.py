"""Configuration of the check of drafts: factcheck.toml, or [tool.factcheck] of pyproject.toml, found by walking up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factcheck.errors import FactcheckError
from factcheck.records import Severity
from factcheck.suppressions import TYPES

LEVELS = ("error", "warning", "info", "off")
_KEYS = ("levels", "trusted", "owners", "ignore")


class ConfigError(FactcheckError):
    """A configuration that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a newsroom wants to hear of, and whom it trusts.

    `levels` is the severest level that findings of a type get, None for those that are left out. `trusted` are sources
    that count twice when sides are weighed, `owners` the owner of each outlet that shares one with others, both in
    lower case. `ignore` are searched for in the draft's sentence; findings on one that matches are left out.
    """

    path: Path | None = None
    levels: dict[str, Severity | None] = field(default_factory=dict)
    trusted: frozenset[str] = frozenset()
    owners: dict[str, str] = field(default_factory=dict)
    ignore: tuple[re.Pattern[str], ...] = ()


def find_config(start: Path) -> Config:
    """The configuration of the nearest folder at or above `start` that has one; the default where none has.

    factcheck.toml goes before pyproject.toml of the same folder. Raises ConfigError.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in ("factcheck.toml", "pyproject.toml"):
            if (file := folder / name).is_file() and (config := read_config(file)) is not None:
                return config
    return Config()


def read_config(file: Path) -> Config | None:
    """The configuration in a file; None for a pyproject.toml without [tool.factcheck]. Raises ConfigError."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: broken TOML: {error}") from None
    prefix = ""
    if file.name == "pyproject.toml":
        tool = data.get("tool")
        if not isinstance(tool, dict) or "factcheck" not in tool:
            return None
        data, prefix = tool["factcheck"], "tool.factcheck."
    return _Reader(file, prefix).config(data)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values, and names file and key of what is wrong."""

    file: Path
    prefix: str

    def config(self, data: Any) -> Config:
        self._table(data, "")
        self._known(data, _KEYS, "", "key")
        levels = self._table(data.get("levels", {}), "levels")
        self._known(levels, TYPES, "levels.", "type")
        for type_, level in levels.items():
            if level not in LEVELS:
                raise self._wrong(f"levels.{type_}", f"must be one of {', '.join(LEVELS)}")
        owners = {}
        for owner, outlets in self._table(data.get("owners", {}), "owners").items():
            for outlet in self._strings(outlets, f"owners.{owner}"):
                if owners.setdefault(outlet.lower(), owner) != owner:
                    raise self._wrong(f"owners.{owner}", f"{outlet!r} has an owner already: {owners[outlet.lower()]}")
        return Config(
            self.file,
            {type_: None if level == "off" else level for type_, level in levels.items()},
            frozenset(name.lower() for name in self._strings(data.get("trusted", []), "trusted")),
            owners,
            tuple(self._pattern(text) for text in self._strings(data.get("ignore", []), "ignore")),
        )

    def _table(self, value: Any, key: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(key, "must be a table")
        return value

    def _strings(self, value: Any, key: str) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self._wrong(key, "must be a list of texts in quotes")
        return [" ".join(item.split()) for item in value]

    def _pattern(self, text: str) -> re.Pattern[str]:
        try:
            return re.compile(text)
        except re.error as error:
            raise self._wrong("ignore", f"{text!r} is no regular expression ({error})") from None

    def _known(self, table: dict[str, Any], names: Iterable[str], prefix: str, noun: str) -> None:
        for key in table:
            if key not in names:
                raise self._wrong(f"{prefix}{key}", f"unknown {noun}; known are {', '.join(names)}")

    def _wrong(self, key: str, message: str) -> ConfigError:
        return ConfigError(f"{self.file}: {(self.prefix + key).rstrip('.')}: {message}")
