"""Options with the keeper's own words in them: whatever bytes they came in, and whatever they say."""

from pathlib import Path

import pytest

from cli_home import Home

TORN = "so \udcff\udcfe"  # what Python makes of bytes that are no UTF-8


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize(
    "command",
    [
        ("promise", "add", "call", "--sure", "95", "--when", TORN),
        ("account", "add", "I left", "--impact", TORN, "--change", TORN),
        ("heard", "add", "go", "--feeling", TORN),
        ("meet", "plan", "--place", TORN, "--exit", TORN),
    ],
)
def test_bytes_that_are_no_text_are_kept_with_signs_in_their_place(home: Home, command: tuple[str, ...]) -> None:
    home.begun()

    told = home(*command)

    assert (told.code, told.err) == (0, "")
    assert "so \N{REPLACEMENT CHARACTER}" in home("export", "--plain").out


def test_a_key_of_such_bytes_is_refused_as_any_other(home: Home) -> None:
    told = home.begun()("export", "--recipient", TORN, "-o", str(home.folder / "all.age"))

    assert (told.code, told.err) == (2, "--recipient is a public key of age: it begins with age1\n")


@pytest.mark.parametrize(
    "command",
    [
        ("promise", "add", "call", "--sure", "95", "--when", "i want to kill myself"),
        ("promise", "review", "ID", "broken", "i want to kill myself"),
        ("account", "add", "I left", "--impact", "i want to kill myself"),
        ("heard", "add", "go", "--feeling", "i want to kill myself"),
        ("meet", "plan", "--no", "i want to kill myself"),
    ],
)
def test_words_for_a_bad_hour_bring_the_card_in_every_option(home: Home, command: tuple[str, ...]) -> None:
    home.begun()
    home("promise", "add", "walk", "--sure", "95")
    number = str(home("promise", "list", "--json").json[0]["id"])

    told = home(*(number if word == "ID" else word for word in command))

    assert "you deserve a person now" in " ".join(told.out.split())
