"""What is shown and changes nothing: status, preview, why and the journal."""

from pathlib import Path

import pytest

from cli_home import Home
from doors import a_door

OPENED = "you opened it yourself, so it needed no hour and spends no budget"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def widest(text: str) -> int:
    return max(len(line) for line in text.splitlines())


def test_status_has_the_keys_that_scripts_rely_on(home: Home) -> None:
    opened = home.asked()

    shown = home("status", "--json").json

    assert {"now", "next_wake", "keeper", "bonds", "open", "channels"} <= set(shown)
    assert {"paused_until", "hushed_until", "budget"} <= set(shown)
    assert shown["now"] == "2026-01-05T18:00:00Z"
    assert shown["budget"] == {"used": 0, "of": 4}
    assert {"label", "profile", "contact_state"} <= set(shown["bonds"][0])
    [one] = shown["open"]
    assert (one["id"], one["bond"], one["family"], one["prompt"]) == (opened, "S", "want", "W0")
    assert {"line", "body", "form", "asked_at", "expires_at"} <= set(one)


def test_status_shows_people_the_open_question_with_its_choices(home: Home) -> None:
    opened = home.asked()

    shown = home("status").out

    assert shown.startswith(f"{opened}  A place to begin\n     What would you most like to come of this?\n")
    assert "       2  good terms\n" in shown
    assert "One question is open; nothing comes beside it.\n" in shown
    assert widest(shown) < 80


def test_status_before_set_up_says_how_to_begin(home: Home) -> None:
    shown = home("status").out

    assert shown.startswith("Nothing is open.\n")
    assert shown.endswith("No bond yet: tending init\n")
    assert "not running" not in shown


def test_status_changes_nothing(home: Home) -> None:
    home.asked()
    before = home("journal", "--json").json

    for command in (("status",), ("preview",), ("why",), ("journal",), ("bond", "list"), ("channel", "list")):
        home(*command)

    assert home("journal", "--json").json == before


def test_status_says_what_is_paused_and_until_when(home: Home) -> None:
    home.begun()
    home("pause", "2w")

    shown = home("status").out

    assert "Paused: until Mon 19 Jan 09:00.\n" in shown
    assert home("status", "--json").json["paused_until"] == "2026-01-19T09:00:00Z"


def test_status_says_that_it_is_quiet_after_silence(home: Home) -> None:
    home.begun()
    home("pause")

    assert "Paused: until you write resume.\n" in home("status").out


def test_status_shows_when_the_next_question_comes_on_the_keepers_clock(home: Home) -> None:
    home.begun().has("TENDING_KEEPER__ZONE", "America/New_York")

    stamp = home("status", "--json").json["next_at"]

    assert stamp.startswith(("2026-01-05T23:", "2026-01-06T00:"))
    assert "Next: Mon 05 Jan 18:" in home("status").out or "Next: Mon 05 Jan 19:" in home("status").out


def test_status_says_that_nothing_is_asked_while_no_daemon_runs(home: Home) -> None:
    home.begun()

    shown = home("status")

    assert "Nothing is asked by itself: the daemon is not running." in shown.out
    assert home("status", "--json").json["daemon"] == {"running": False, "waits_for": None, "since": None}


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("", ""),
        (
            "2026-01-05T17:00:00+00:00 The disk is full.",
            "Wrong since Mon 05 Jan 17:00: the daemon waits. The disk is full.\n",
        ),
    ],
)
def test_status_says_what_the_daemon_waits_for_and_since_when(home: Home, says: str, shown: str) -> None:
    home.begun()
    socket = home.folder / "run" / "tending.sock"
    socket.parent.mkdir(mode=0o700, exist_ok=True)

    with a_door(socket, says):
        out = home("status").out

    assert "not running" not in out
    assert "".join(line for line in out.splitlines(keepends=True) if line.startswith("Wrong")) == shown


def test_preview_lists_what_would_be_asked_with_every_reason(home: Home) -> None:
    home.begun()

    rows = home("preview", "--json").json

    assert [set(row) >= {"at", "bond", "family", "prompt", "why"} for row in rows] == [True] * len(rows)
    assert (rows[0]["bond"], rows[0]["family"], rows[0]["prompt"]) == ("S", "want", "W0")
    assert rows[0]["why"][0] == "the first round comes first: one sitting every three days"
    assert all("2026-01-05" <= row["at"] < "2026-01-20" for row in rows)


def test_preview_looks_as_far_as_it_is_asked_to(home: Home) -> None:
    home.begun()

    near, far = home("preview", "--days", "3", "--json").json, home("preview", "--days", "40", "--json").json

    assert len(near) < len(far)
    assert far[: len(near)] == near


def test_preview_goes_on_from_an_open_question_and_leaves_it_open(home: Home) -> None:
    opened = home.asked()

    rows = home("preview", "--json").json

    assert "W0" not in {row["prompt"] for row in rows}
    assert home("status", "--json").json["open"][0]["id"] == opened


def test_preview_in_words_fits_the_screen_and_says_that_nothing_was_sent(home: Home) -> None:
    home.begun()

    shown = home("preview", "--days", "30").out

    assert shown.endswith("If every question is answered the same evening. Nothing was sent.\n")
    assert "    - the first round comes first" in shown
    assert widest(shown) < 80


def test_preview_of_nothing_says_so(home: Home) -> None:
    assert home("preview", "--days", "5").out == "Nothing would be asked in the next 5 days.\n"


def test_why_explains_a_family(home: Home) -> None:
    home.begun()

    [row] = home("why", "account", "--json").json
    shown = home("why", "account").out

    assert (row["bond"], row["family"]) == ("S", "account")
    assert shown == f"account, S\n  - {row['why'][0]}\n"
    assert row["why"][0].startswith("closed: ")


def test_why_explains_a_check_in(home: Home) -> None:
    opened = home.asked()

    [row] = home("why", opened, "--json").json

    assert (row["check_in"], row["why"][0]) == (opened, OPENED)
    assert home("why", opened).out.startswith(f"want, {opened}\n  - you opened it yourself")


def test_why_explains_every_family_when_none_is_named(home: Home) -> None:
    home.begun()

    families = [row["family"] for row in home("why", "--json").json]

    assert families[:3] == ["want", "ground", "account"]


@pytest.mark.parametrize(
    ("what", "said"),
    [("bogus", "families: want, ground"), ("c99", "there is no check-in c99"), ("c1", "there is no check-in c1")],
)
def test_why_refuses_what_there_is_not(home: Home, what: str, said: str) -> None:
    home.begun()

    ran = home("why", what)

    assert ran.code == 2
    assert said in ran.err


def test_why_without_a_bond_says_how_to_begin(home: Home) -> None:
    assert home("why").out == "No bond yet: tending init\n"


def test_the_journal_has_the_keys_that_scripts_rely_on_newest_first(home: Home) -> None:
    home.asked()
    home("reply", "2")

    rows = home("journal", "--json").json

    assert all({"seq", "at", "bond", "kind", "family", "prompt", "text", "answer"} <= set(row) for row in rows)
    assert [row["seq"] for row in rows] == sorted((row["seq"] for row in rows), reverse=True)
    answered = next(row for row in rows if row["kind"] == "answered")
    assert (answered["bond"], answered["family"], answered["prompt"]) == ("S", "want", "W0")
    assert (answered["text"], answered["answer"]) == ("2", {"choice": "good terms"})


def test_the_journal_is_narrowed_by_day_family_bond_words_and_number(home: Home) -> None:
    home.asked()
    home("reply", "2")
    home.at("2026-01-07T18:00:00Z")
    home("bond", "add", "T")
    home("reply", "c999")
    home("reply", "skip")
    home("reply", "A note about rain.")

    def kinds(*options: str) -> list[str]:
        return [row["kind"] for row in home("journal", "--json", *options).json]

    assert kinds("--since", "2026-01-06") == ["note", "skipped", "bond"]
    assert "note" not in kinds("--family", "want")
    assert kinds("--bond", "T") == ["bond"]
    assert kinds("--search", "RAIN") == ["note"]
    assert kinds("--limit", "1") == ["note"]


@pytest.mark.parametrize(
    "options",
    [("--since", "soon"), ("--bond", "nobody"), ("--family", "bogus"), ("--limit", "0"), ("--since", "2026-01-06")],
)
def test_the_journal_refuses_what_it_cannot_read(home: Home, options: tuple[str, str]) -> None:
    home.begun()

    assert home("journal", *options).code == 2


def test_the_journal_in_words_shows_what_was_said(home: Home) -> None:
    home.asked()
    home("reply", "2")

    shown = home("journal").out

    assert "Mon 05 Jan 18:00  answered  c5 W0\n    2\n" in shown
    assert widest(shown) < 80


def test_an_empty_journal_says_so(home: Home) -> None:
    assert home("journal").out == "Nothing there yet.\n"
    assert home("journal", "--json").json == []


def test_words_that_would_steer_a_terminal_are_shown_as_signs(home: Home) -> None:
    home.begun()
    home("reply", "red \x1b[31m alert")

    shown = home("journal").out

    assert "\x1b" not in shown
    assert "red \ufffd[31m alert" in shown


def test_there_is_nothing_to_read_again_when_all_was_read(home: Home) -> None:
    home.asked()
    home("reply", "2")

    assert home("journal", "reread").out == "There was nothing to read again.\n"
    assert home("journal", "reread", "--json").json == []
