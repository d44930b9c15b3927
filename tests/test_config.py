import re

import pytest

from factcheck.config import Config, ConfigError, find_config, read_config

WHOLE = """
ignore = ["^Horoscope", "our own survey"]
trusted = ["Norrland  Agency"]

[levels]
quote = "off"
number = "warning"

[owners]
"Harbour Media" = ["Coast Daily", "Marrin Courier"]
"""


def test_the_whole_of_it(tmp_path):
    (tmp_path / "factcheck.toml").write_text(WHOLE)
    config = find_config(tmp_path)
    assert config == Config(
        tmp_path / "factcheck.toml",
        {"quote": None, "number": "warning"},
        frozenset({"norrland agency"}),
        {"coast daily": "Harbour Media", "marrin courier": "Harbour Media"},
        (re.compile("^Horoscope"), re.compile("our own survey")),
    )


def test_the_nearest_configuration_above_is_taken(tmp_path):
    desk = tmp_path / "desk" / "sport"
    desk.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.factcheck]\ntrusted = ["Far"]\n')
    assert find_config(desk).trusted == {"far"}
    (tmp_path / "desk" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert find_config(desk).path == tmp_path / "pyproject.toml"
    (tmp_path / "desk" / "pyproject.toml").write_text('[tool.factcheck]\ntrusted = ["Near"]\n')
    assert find_config(desk).trusted == {"near"}
    (tmp_path / "desk" / "factcheck.toml").write_text("")
    assert find_config(desk) == Config(tmp_path / "desk" / "factcheck.toml")


def test_without_one_there_is_the_default(tmp_path):
    assert find_config(tmp_path) == Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("level = 1", "level: unknown key; known are levels, trusted, owners, ignore"),
        ("levels = 3", "levels: must be a table"),
        (
            "[levels]\ndat = 'info'",
            "levels.dat: unknown type; known are date, weekday, time, duration, number, money, ",
        ),
        ("[levels]\ndate = 'fatal'", "levels.date: must be one of error, warning, info, off"),
        ("[levels]\ndate = ['info']", "levels.date: must be one of error, warning, info, off"),
        ("trusted = 'Norrland'", "trusted: must be a list of texts in quotes"),
        ("trusted = ['']", "trusted: must be a list of texts in quotes"),
        ("ignore = ['(']", "ignore: '(' is no regular expression (missing ), unterminated subpattern at position 0)"),
        ("[owners]\nA = ['x']\nB = ['X']", "owners.B: 'X' has an owner already: A"),
        ("[owners]\nA = 'x'", "owners.A: must be a list of texts in quotes"),
        ("levels = ", "broken TOML: Invalid value (at end of document)"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(tmp_path, text, message):
    file = tmp_path / "factcheck.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        read_config(file)
    assert str(error.value).startswith(f"{file}: {message}")
    assert "\n" not in str(error.value)


def test_keys_of_pyproject_are_named_in_full(tmp_path):
    file = tmp_path / "pyproject.toml"
    file.write_text("[tool.factcheck.levels]\ndat = 'info'")
    with pytest.raises(ConfigError, match=re.escape(f"{file}: tool.factcheck.levels.dat: unknown type")):
        read_config(file)
    file.write_text("tool.factcheck = 3")
    with pytest.raises(ConfigError, match=re.escape(f"{file}: tool.factcheck: must be a table")):
        read_config(file)


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / "factcheck.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        find_config(tmp_path)
