"""Settings out of the environment alone: what is taken, what is refused, and in which words. No disk."""

from collections.abc import Iterator
from datetime import time

import pytest
from pydantic import BaseModel, SecretStr

from tending.config import AppriseChannel, EmailChannel, Settings, TerminalChannel, load
from tending.config.settings import KINDS, SECRETS
from tending.core.errors import SettingsError
from tending.core.model import Level, Rules
from tending.core.windows import Window

NOWHERE = {"HOME": "/nonexistent", "TZ": "Europe/Berlin"}
CANARY = "canary-7f3a"
MAIL = {
    "TENDING_CHANNELS__MAIL__KIND": "email",
    "TENDING_CHANNELS__MAIL__ADDRESS": "me@example.org",
    "TENDING_CHANNELS__MAIL__SMTP_HOST": "mail.example.org",
}


def settings(**environ: str) -> Settings:
    return load(NOWHERE | environ)


def errors(**environ: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        settings(**environ)
    return caught.value.lines


def email(**environ: str) -> EmailChannel:
    found = settings(**MAIL, **environ).channels["mail"]
    assert isinstance(found, EmailChannel)
    return found


def test_without_any_settings_the_practice_decides() -> None:
    found = settings()

    assert found.rules() == Rules(zone="Europe/Berlin")
    assert found.channels == {}


def test_the_environment_sets_every_kind_of_value() -> None:
    found = settings(
        TENDING_KEEPER__COUNTRY="de",
        TENDING_PACE__WINDOWS="mon,wed 18:00-20:00, sat 10:00-11:00",
        TENDING_PACE__BUDGET="3",
        TENDING_PACE__REMINDER="yes",
        TENDING_DECKS__ENABLED="gratitude, evening",
    )

    rules = found.rules()
    assert (rules.country, rules.budget, rules.reminder) == ("DE", 3, True)
    assert rules.windows == (
        Window(start=time(18), end=time(20), weekdays=(0, 2)),
        Window(start=time(10), end=time(11), weekdays=(5,)),
    )
    assert found.decks.enabled == ("gratitude", "evening")


@pytest.mark.parametrize(
    ("key", "lowest", "highest"),
    [
        ("PACE__BUDGET", 1, 7),
        ("PACE__MIN_GAP_HOURS", 12, 72),
        ("PACE__EXPIRY_HOURS", 2, 72),
        ("STORE__BACKUPS_KEPT", 1, 365),
    ],
)
def test_a_number_goes_to_its_limit_and_not_beyond(key: str, lowest: int, highest: int) -> None:
    name = f"TENDING_{key}"

    settings(**{name: str(lowest)})
    settings(**{name: str(highest)})

    assert "too few" in errors(**{name: str(lowest - 1)})[0]
    assert "too many" in errors(**{name: str(highest + 1)})[0]


@pytest.mark.parametrize(
    ("days", "said"),
    [("10", "10 days are too few"), ("9999", "9999 days are too many"), ("-1", "that is no number of days")],
)
def test_days_after_which_something_goes_are_none_or_long(days: str, said: str) -> None:
    settings(TENDING_STORE__REPLIES_DAYS="0")
    settings(TENDING_STORE__REPLIES_DAYS="90")
    settings(TENDING_STORE__REPLIES_DAYS="3650")

    line = f"store.replies_days: {said}: 0, which keeps all replies, or 90 to 3650"
    assert errors(TENDING_STORE__REPLIES_DAYS=days) == [f"TENDING_STORE__REPLIES_DAYS: {line}"]


@pytest.mark.parametrize("text", ["", "four", "4.5", "1e2", "4" * 5000])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    assert "is no whole number: 1 to 7 a week" in errors(TENDING_PACE__BUDGET=text)[0]


def test_every_error_is_reported_at_once_with_its_place_and_its_key() -> None:
    lines = errors(
        TENDING_PACE__BUDGET="9",
        TENDING_PACE__MIN_GAP_HOURS="11",
        TENDING_KEEPER__ZONE="europe/berlin",
        TENDING_KEEPER__LANGUAGE="English",
        TENDING_KEEPER__COUNTRY="Germany",
        TENDING_PACE__REMINDER="perhaps",
    )

    assert set(lines) == {
        "TENDING_PACE__BUDGET: pace.budget: 9 is too many: 1 to 7 a week",
        "TENDING_PACE__MIN_GAP_HOURS: pace.min_gap_hours: 11 is too few: 12 to 72 hours",
        "TENDING_KEEPER__ZONE: keeper.zone: 'europe/berlin' is no time zone: did you mean Europe/Berlin?",
        "TENDING_KEEPER__LANGUAGE: keeper.language: is no language of this release: write en or de",
        "TENDING_KEEPER__COUNTRY: keeper.country: 'Germany' is no country: two letters such as DE, or nothing",
        "TENDING_PACE__REMINDER: pace.reminder: is true or false",
    }


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("TENDING_PACE__BUDGT", "pace.budgt: no such setting; did you mean TENDING_PACE__BUDGET?"),
        ("TENDING_PEACE__BUDGET", "peace: no such setting; did you mean TENDING_PACE?"),
        (
            "TENDING_STORE__QX",
            "there are url, key, keyring, backups_kept, backup_days, replies_days, messages_days, url_file, key_file",
        ),
        ("TENDING_CHANNELS__MAIL__PASWORD", "did you mean TENDING_CHANNELS__MAIL__PASSWORD?"),
    ],
)
def test_an_unknown_name_is_an_error_that_offers_the_nearest(name: str, hint: str) -> None:
    lines = errors(**MAIL, **{name: "3"})

    assert len(lines) == 1
    assert lines[0].startswith(f"{name}: ")
    assert lines[0].endswith(hint)


def test_the_names_that_are_no_settings_are_left_alone() -> None:
    found = settings(
        TENDING_CLOCK="2026-01-05T18:00:00Z", TENDING_CLOCK_SENDS="yes", TENDING_HOME="/nonexistent", TENDINGS__X="1"
    )

    assert found.pace == settings().pace


def test_a_value_where_a_table_belongs_is_an_error_and_no_crash() -> None:
    lines = errors(TENDING_PACE__BUDGET="3", TENDING_PACE__BUDGET__DEEPER="3")

    assert lines == ["TENDING_PACE__BUDGET: pace.budget: that is no whole number: 1 to 7 a week"]


def test_all_that_is_wrong_with_good_windows_together_is_reported() -> None:
    lines = errors(TENDING_PACE__WINDOWS="10:00-11:00, 10:30-12:00, 18:00-20:00", TENDING_PACE__QUIET="17:00-09:00")

    assert lines == [
        "TENDING_PACE__WINDOWS: pace.windows: 18:00-20:00 runs into the quiet hours 17:00-09:00: move one of them",
        "TENDING_PACE__WINDOWS: pace.windows: 10:00-11:00 and 10:30-12:00 overlap: make one of them",
    ]


@pytest.mark.parametrize("count", [0, 5])
def test_there_are_one_to_four_windows(count: int) -> None:
    text = ", ".join(f"{9 + hour}:00-{9 + hour}:30" for hour in range(count))

    assert errors(TENDING_PACE__WINDOWS=text)[0].endswith(f"{count} windows: name 1 to 4")


def test_a_mailbox_needs_little_and_knows_the_rest() -> None:
    found = email()

    assert (found.level, found.sender_name, found.username) == (Level.PROMPT, "Check-in", "me@example.org")
    assert (found.smtp_security, found.smtp_port, found.imap_port) == ("tls", 465, 993)


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("starttls", 587)])
def test_the_port_follows_the_security_unless_it_is_given(security: str, port: int) -> None:
    assert email(TENDING_CHANNELS__MAIL__SMTP_SECURITY=security).smtp_port == port
    assert (
        email(TENDING_CHANNELS__MAIL__SMTP_SECURITY=security, TENDING_CHANNELS__MAIL__SMTP_PORT="2525").smtp_port
        == 2525
    )


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("mail.example.org", False),
        ("10.0.0.1", False),
        ("localhost.example.org", False),
    ],
)
@pytest.mark.parametrize("which", ["SMTP", "IMAP"])
def test_a_password_travels_unlocked_within_this_computer_only(which: str, host: str, *, allowed: bool) -> None:
    environ = MAIL | {
        f"TENDING_CHANNELS__MAIL__{which}_HOST": host,
        f"TENDING_CHANNELS__MAIL__{which}_SECURITY": "none",
    }

    if allowed:
        settings(**environ)
    else:
        assert errors(**environ)[0].endswith('none is for this computer only: use "tls" or "starttls"')


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("ADDRESS", "me"),
        ("ADDRESS", "me@example.org\nBcc: them@example.org"),
        ("ADDRESS", "Me <me@example.org>"),
        ("SENDER_NAME", "Check-in\r\nBcc: x@example.org"),
        ("SENDER_NAME", "x\u2028y"),
        ("SMTP_HOST", "mail.example.org/path"),
        ("SMTP_HOST", ""),
        ("SMTP_PORT", "65536"),
        ("SMTP_SECURITY", "ssl"),
        ("IMAP_FOLDER", ""),
        ("REPLY_TO", "me"),
        ("ALLOW_FROM", "me@example.org, them"),
        ("CA_FILE", "relative.pem"),
        ("LEVEL", "everything"),
        ("KIND", "telegram"),
        ("POLL_SECONDS", "1"),
    ],
)
def test_what_no_mailbox_can_have_is_one_error(key: str, text: str) -> None:
    lines = errors(**(MAIL | {f"TENDING_CHANNELS__MAIL__{key}": text}))

    assert len(lines) == 1


def test_a_mailbox_without_what_it_needs_is_told_each_thing() -> None:
    lines = errors(TENDING_CHANNELS__MAIL__KIND="email", TENDING_CHANNELS__MAIL__SMTP_SECURITY="ssl")

    keys = [line.split(": ")[1] for line in lines]
    assert keys == ["channels.mail.address", "channels.mail.smtp_host", "channels.mail.smtp_security"]


def test_a_channel_without_a_kind_is_asked_for_it() -> None:
    lines = errors(TENDING_CHANNELS__MAIL__LEVEL="prompt")

    assert lines == ["TENDING_CHANNELS__MAIL__LEVEL: channels.mail: kind is needed: one of email, apprise, terminal"]


def test_each_kind_of_channel_has_its_own_privacy() -> None:
    found = settings(
        TENDING_CHANNELS__PHONE__KIND="apprise",
        TENDING_CHANNELS__PHONE__URL="ntfy://topic",
        TENDING_CHANNELS__HERE__KIND="terminal",
    )

    phone, here = found.channels["phone"], found.channels["here"]
    assert isinstance(phone, AppriseChannel)
    assert isinstance(here, TerminalChannel)
    assert (phone.level, here.level) == (Level.DISCREET, Level.PERSONAL)


@pytest.mark.parametrize("url", ["topic", "mailto://me:secret@example.org", "MAILTOS://me@example.org"])
def test_a_push_channel_is_a_service_and_no_mail(url: str) -> None:
    lines = errors(TENDING_CHANNELS__PHONE__KIND="apprise", TENDING_CHANNELS__PHONE__URL=url)

    assert len(lines) == 1
    assert url not in lines[0]


def push(count: int) -> dict[str, str]:
    return {
        f"TENDING_CHANNELS__P{number}__{key}": value
        for number in range(count)
        for key, value in (("KIND", "apprise"), ("URL", "ntfy://topic"))
    }


def test_three_channels_may_reach_out_and_the_terminal_is_not_one_of_them() -> None:
    found = settings(TENDING_CHANNELS__HERE__KIND="terminal", **push(3))

    assert len(found.channels) == 4
    assert "4 reach out of this computer: 3 at most" in errors(**push(4))[0]


@pytest.mark.parametrize("url", ["", "sqlite:////srv/journal.db"])
def test_the_store_is_a_file(url: str) -> None:
    assert settings(TENDING_STORE__URL=url).store.url.get_secret_value() == url


@pytest.mark.parametrize(
    "url", ["sqlite:", "sqlite://", "sqlite:///", "sqlite:store.db", "postgresql://localhost/tending"]
)
def test_what_names_no_file_is_no_store(url: str) -> None:
    lines = errors(TENDING_STORE__URL=url)

    assert len(lines) == 1
    assert "is no store" in lines[0]


def test_no_other_store_is_taken_which_is_told_with_the_rest_and_its_address_is_not_repeated() -> None:
    lines = errors(TENDING_STORE__URL=f"postgresql://me:{CANARY}@localhost/tending", TENDING_PACE__BUDGET="9")

    assert len(lines) == 2
    assert CANARY not in "".join(lines)


def test_a_secret_is_in_no_repr_and_in_no_error() -> None:
    secret = {
        "TENDING_CHANNELS__MAIL__PASSWORD": CANARY,
        "TENDING_CHANNELS__PHONE__KIND": "apprise",
        "TENDING_CHANNELS__PHONE__URL": f"ntfy://{CANARY}",
        "TENDING_STORE__KEY": CANARY,
    }

    found = settings(**MAIL, **secret)
    with pytest.raises(SettingsError) as caught:
        settings(**MAIL, **secret, TENDING_PACE__BUDGET="9")

    assert CANARY not in repr(found) + str(found) + found.model_dump_json()
    assert CANARY not in repr(caught.value) + str(caught.value)
    assert caught.value.__context__ is None
    assert email(TENDING_CHANNELS__MAIL__PASSWORD=CANARY).password.get_secret_value() == CANARY


def secret_fields(model: type[BaseModel], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        if field.annotation is SecretStr:
            yield (*above, name)


def test_the_list_of_secrets_is_every_secret_there_is() -> None:
    sections = [
        (name, field.annotation)
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    ]

    found = {key for name, section in sections for key in secret_fields(section, (name,))}
    found |= {key for kind in KINDS.values() for key in secret_fields(kind, ("channels", "*"))}

    assert found == set(SECRETS)


def test_settings_cannot_be_changed_once_they_are_read() -> None:
    found = settings()

    with pytest.raises(ValueError, match="frozen"):
        found.pace.budget = 7
