"""Settings, variables, flags and answers that would loosen a limit: every one is refused, and none is obeyed.

Rows edited with a database tool are in `tests/integration/test_hand_edits.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli_home import Home

REFUSED = {78, 2, 3, 5}
OUTWARD = {"reach", "rehearse", "meet"}
LIMITS = {
    "pace.budget": ("0", "8", "9", "70", "-1", '"many"', "7.5", "true"),
    "pace.min_gap_hours": ("0", "1", "11", "-20", '"none"'),
    "pace.expiry_hours": ("0", "1", "73", "1000", "-1"),
    "pace.quiet": ('"22:00-05:00"', '"00:00-01:00"', '"21:00-21:00"', '""', "false", '"21:00-04:59"'),
    "pace.windows": (
        '["22:00-23:00"]', '["02:00-03:00"]', '["18:00-18:10"]', '["20:30-21:30"]', "[]", '["00:00-23:59"]',
        '["09:00-09:30", "10:00-10:30", "11:00-11:30", "12:00-12:30", "13:00-13:30"]',
    ),
    "pace.reminder": ('"twice"', "2"),
    "contact.quiet_days": ("1", "2", "3", "6", "-1", "-30", '"none"', "false", "0.5"),
    "contact.wait_days": ("1", "7", "14", "29", "-1", '"none"'),
    "contact.apart_days": ("1", "7", "15", "29", "-60", '"none"'),
    "contact.attempts": ("3", "4", "10", "999", "-1", '"unlimited"'),
}  # fmt: skip
NO_SUCH = (
    *("force", "open", "state", "skip", "override", "unlock", "ladder", "rung", "permit", "legal", "space", "closed"),
    *("unsafe", "hold", "resting", "waiting", "door", "doors", "gate", "reach", "max", "ignore", "rounds", "year"),
)
NO_SUCH_PACE = ("hush", "hush_after", "probes", "a_day", "daily", "limit", "unlimited", "force", "no_expiry")
NO_SUCH_CHANNEL = ("confirmed", "confirmed_at", "cap", "a_day", "messages_a_day", "answers_a_day", "code", "stopped")
WRONG_LEVELS = ("everything", "full", "public", "", "PERSONAL!")
VARIABLES = (
    *("TENDING_FORCE=1", "TENDING_OPEN=1", "TENDING_CONTACT_STATE=OPEN", "TENDING_NO_LIMITS=yes", "TENDING_DEBUG=1"),
    *("TENDING_DOORS__OPEN=reach", "TENDING_CONTACT__FORCE=1", "TENDING_CONTACT__QUIET_DAYS=1"),
    *("TENDING_CONTACT__ATTEMPTS=5", "TENDING_CONTACT__WAIT_DAYS=1", "TENDING_CONTACT__APART_DAYS=7"),
    *("TENDING_PACE__BUDGET=50", "TENDING_PACE__MIN_GAP_HOURS=1", "TENDING_PACE__QUIET=00:00-01:00"),
    *("TENDING_PACE__HUSH=0", "TENDING_PACE__EXPIRY_HOURS=900", "TENDING_CONTACT=open", "TENDING_PACE=fast"),
    *("TENDING_CHANNELS__MAIL__CONFIRMED=true", "TENDING_STANDING__SEQ=0", "TENDING_CONTACT__OPEN=true"),
)
COMMANDS = (
    ("contact", "reopen", "they would surely want to hear from me again, I know it"),
    ("contact", "reopen", "--force", "x"),
    ("contact", "reopen", "--yes"),
    ("contact", "open"),
    ("contact", "state", "OPEN"),
    ("contact", "state", "--set", "OPEN"),
    ("contact", "said", "maybe"),
    ("contact", "said", "nothing"),
    ("contact", "said", "yes", "--until", "2026-01-06"),
    ("contact", "log"),
    ("contact", "log", "--they", "--me"),
    ("contact", "log", "--they", "--rung", "5"),
    ("contact", "log", "--they", "--rung", "0"),
    ("contact", "log", "--me", "--rung", "4"),
    ("contact", "log", "--they", "--on", "2027-01-01"),
    ("contact", "log", "--they", "--on", "in 3 weeks"),
    ("contact", "log", "--they", "--bond", "nobody"),
    ("contact", "forget"),
    ("next", "reach"),
    ("next", "--family", "reach"),
    ("next", "--force"),
    ("preview", "--no-doors"),
    ("run", "--force"),
    ("run", "--no-limits"),
    ("simulate", "--persona", "diligent", "--no-doors"),
    ("bond", "add", "S"),
    ("bond", "add", "T", "--state", "OPEN"),
    ("bond", "add", "T", "--said", "yes"),
    ("bond", "open", "S"),
    ("undo", "--all"),
    ("undo", "space"),
    ("reply", "--force", "R1"),
    ("channel", "confirm", "mail", "000000"),
    ("channel", "add", "email", "--confirmed"),
    ("hide", "--open"),
    ("restore", "nothing.db"),
    ("deck", "open", "reach"),
)
ANSWERS = (
    'asked_for_space = "yes please"',
    "attempts = 5",
    "force = true",
    'contact_state = "OPEN"',
    "afraid_of_them = 0",
    'in_touch = "in my head"',
    'windows = "22:00-23:00"',
    'windows = "18:00-20:00; 9 a week"',
    'since = "tomorrow"',
    "known_before = 3",
    'said = "no"',
)


def written() -> Iterator[str]:
    """Settings files, one wrong thing in each."""
    for key, values in LIMITS.items():
        section, name = key.split(".")
        yield from (f"[{section}]\n{name} = {value}\n" for value in values)
    yield from (f"[contact]\n{name} = true\n" for name in NO_SUCH)
    yield from (f"[pace]\n{name} = 0\n" for name in NO_SUCH_PACE)
    push = '[channels.phone]\nkind = "apprise"\nurl = "json://127.0.0.1:1/"\n'
    yield from (f"{push}{name} = true\n" for name in NO_SUCH_CHANNEL)
    yield from (f'{push}level = "{level}"\n' for level in WRONG_LEVELS)
    yield "".join(push.replace("phone", f"phone{number}") for number in range(4))
    yield "force = true\n"
    yield '[doors]\nreach = "open"\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    """Somebody asked for space, a week ago."""
    home = Home(tmp_path, monkeypatch, capsys).begun()
    assert home("contact", "said", "space").code == 0
    return home.at("2026-01-12T18:00:00Z")


def still_shut(home: Home) -> None:
    (bond,) = home("contact", "state", "--json").json
    assert bond["state"] == "SPACE"
    assert set(bond["shut"]) >= OUTWARD
    assert not {row["family"] for row in home("preview", "--days", "60", "--json").json} & OUTWARD
    assert home("status", "--json").json["budget"]["of"] <= 7


def test_there_are_a_hundred_and_forty_of_them() -> None:
    assert len(list(written())) + len(VARIABLES) + len(COMMANDS) + len(ANSWERS) >= 140


def test_settings_that_would_loosen_are_each_refused_with_the_reason(home: Home) -> None:
    home.settings.parent.mkdir(exist_ok=True, mode=0o700)
    for text in written():
        home.settings.write_text(text)
        home.settings.chmod(0o600)
        ran = home("status")
        assert ran.code == 78, text
        assert ran.err.count("\n") >= 1, text
    home.settings.unlink()

    still_shut(home)


def test_variables_that_would_loosen_are_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        name, _, value = variable.partition("=")
        with monkeypatch.context() as patched:
            patched.setenv(name, value)
            ran = home("status")
        assert ran.code == 78, variable
        assert name in ran.err, variable

    still_shut(home)


def test_commands_that_would_loosen_are_refused(home: Home) -> None:
    for command in COMMANDS:
        ran = home(*command)
        assert ran.code in REFUSED | {4}, (command, ran)

    still_shut(home)


def test_answers_of_set_up_that_would_loosen_are_refused(home: Home) -> None:
    file = home.folder / "answers.toml"
    for line in ANSWERS:
        file.write_text(f'label = "S"\nprofile = "friend"\n{line}\n')
        ran = home("init", "--answers", str(file))
        assert ran.code == 78, (line, ran)

    still_shut(home)
