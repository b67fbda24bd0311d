"""Where an address leads, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from tending.config import exactly, masked, place_of, settings_in_words
from tending.config.settings import AppriseChannel, EmailChannel, TerminalChannel

HERE = TerminalChannel(kind="terminal")


def mailbox(address: str, **known: object) -> EmailChannel:
    return EmailChannel.model_validate({"kind": "email", "address": address, "smtp_host": "mail.example.org", **known})


def push(url: str) -> AppriseChannel:
    return AppriseChannel(kind="apprise", url=SecretStr(url))


@pytest.mark.parametrize(
    "other",
    ["ME@Example.ORG", "me+x@example.org", "me+a+b@example.org", "me@example.org.", "Me+News@EXAMPLE.org.."],
)
def test_a_mailbox_is_known_by_any_spelling(other: str) -> None:
    assert place_of(mailbox(other)) == place_of(mailbox("me@example.org"))


@pytest.mark.parametrize("other", ["you@example.org", "me@example.net", "me@sub.example.org", "m.e@example.org"])
def test_another_mailbox_is_another_place(other: str) -> None:
    assert place_of(mailbox(other)) != place_of(mailbox("me@example.org"))


def test_dots_that_a_mail_service_looks_past_make_no_new_place() -> None:
    assert place_of(mailbox("m.e+x@googlemail.com")) == place_of(mailbox("me@gmail.com"))
    assert place_of(mailbox("+x@example.org")) != place_of(mailbox("+y@example.org"))


@pytest.mark.parametrize(
    "other",
    [
        "json://me:other@push.example.org/a/b?to=x&topic=y",
        "json://me@push.example.org/a/b?topic=y&to=x",
        "json://me:secret@push.example.org/a/b/?topic=y&to=x",
        "jsons://me:secret@PUSH.example.org./a//b?to=x&topic=y&priority=low",
        " JSON://me:secret@push.example.org/a/%62?TO=x&topic=y",
    ],
)
def test_a_push_address_is_known_by_any_spelling(other: str) -> None:
    assert place_of(push(other)) == place_of(push("json://me:secret@push.example.org/a/b?to=x&topic=y"))


@pytest.mark.parametrize(
    "other",
    [
        "json://push.example.org/a/b?to=x&topic=y",
        "json://me@push.example.org/a/c?to=x&topic=y",
        "json://me@push.example.org:8080/a/b?to=x&topic=y",
        "json://me@push.example.org/a/b?to=z&topic=y",
        "ntfy://me@push.example.org/a/b?to=x&topic=y",
    ],
)
def test_another_push_address_is_another_place(other: str) -> None:
    assert place_of(push(other)) != place_of(push("json://me@push.example.org/a/b?to=x&topic=y"))


def test_a_room_is_no_fragment() -> None:
    assert place_of(push("slack://a/b/c/#one")) != place_of(push("slack://a/b/c/#two"))


def test_what_cannot_be_taken_apart_is_still_a_place() -> None:
    assert place_of(push("json://[broken/a")) == "json://[broken/a"
    assert place_of(push("json://push.example.org:99999/a")).startswith("json://")


@given(st.text(max_size=60))
def test_every_address_has_a_place_of_its_own(rest: str) -> None:
    one = push(f"json://push.example.org/{rest}")

    assert place_of(one) == place_of(one)
    assert "push.example.org" in place_of(one) or "://" in place_of(one)


def test_exactly_what_stands_there_is_what_has_to_confirm() -> None:
    assert exactly(mailbox("Me+x@example.org")) == "me+x@example.org"
    assert exactly(push("json://me:one@push.example.org/")) != exactly(push("json://me:two@push.example.org/"))
    assert exactly(HERE) == place_of(HERE) == "terminal"


def test_an_address_is_masked_so_that_only_its_owner_knows_it() -> None:
    assert masked(mailbox("me@example.org")) == "m…@example.org"
    assert masked(push("ntfy://a-long-name-nobody-guesses")) == "ntfy://a…"
    assert masked(HERE) == "this window"


def test_what_the_change_log_says_holds_no_address_and_no_secret() -> None:
    one = mailbox(
        "me@example.org", reply_to="canary@example.org", allow_from=["canary@example.net"], password="canary-word"
    )
    heard = mailbox("me@example.org", imap_host="imap.example.org", authserv_id="mx.example.org")

    said = settings_in_words(one, lambda text: str(len(text)) * 8)

    assert "canary" not in str(said)
    assert said["may answer"] == "#18181818"
    assert said["hears by"] == ""
    assert settings_in_words(heard, str)["hears by"] == "imap.example.org:993"
    assert settings_in_words(heard, str)["may answer"] == ""
    assert settings_in_words(push("ntfy://canary"), str) == settings_in_words(HERE, str) == {}
