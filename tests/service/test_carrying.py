"""What is taken along is all that was written, with no secret, and nothing of what was forgotten or thrown away."""

import csv
import io
import json
import zipfile
from datetime import date
from typing import Any

from service.desk import MAIL, SEED, Desk
from tending.core import pages
from tending.core.entries import Answered, Draft, Held, HeldKept, Payload, Undone
from tending.core.records import Reply
from tending.service import carrying, commanding, forgetting, promising, recording

DAY = date(2026, 1, 5)


def keep(desk: Desk, *facts: Payload, bond: int = 1) -> list[int]:
    with desk.journal.writing() as work:
        return [one.seq for one in work.append(*(Draft(payload=fact, at=desk.now, bond=bond) for fact in facts))]


def promised(desk: Desk, text: str, **more: Any) -> int:
    known = {"sure": 95, "by": None, "cue": "", "theirs": False, "bond": ""} | more
    promising.add(desk.turn, desk.journal, text, **known)
    return promising.rows(desk.journal, known["bond"])[-1].id


def sheets(desk: Desk) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(carrying.tables(desk.turn, desk.journal))) as file:
        return {
            name: list(csv.DictReader(io.StringIO(file.read(name).decode("utf-8-sig")))) for name in file.namelist()
        }


def a_full_desk() -> Desk:
    desk = Desk(ways=(MAIL,)).begin("S", "T")
    desk.ask()
    desk.reply("1. an answer of mine")
    commanding.hold(desk.turn, desk.journal, "a page of mine")
    commanding.log_contact(desk.turn, desk.journal, "they", bond="S", on=DAY, text="a message of theirs")
    promised(desk, "call on Sunday", by=date(2026, 1, 11))
    desk.reply("a note of mine, and nothing was asked")
    keep(desk, recording.fact("listen.request", on=DAY, text="they miss the garden"))
    return desk


WRITTEN = ("an answer of mine", "a page of mine", "a message of theirs", "call on Sunday", "a note of mine")


def test_the_whole_of_it_has_every_word_and_every_ledger() -> None:
    desk = a_full_desk()

    held = json.loads(json.dumps(carrying.whole(desk.turn, desk.journal)))

    text = json.dumps(held)
    assert [word for word in (*WRITTEN, "they miss the garden") if word not in text] == []
    assert [bond["label"] for bond in held["bonds"]] == ["S", "T"]
    assert held["ledgers"]["promise"][0]["due"] == "2026-01-11"
    assert [one["text"] for one in held["ledgers"]["listen"] if one["bond"] == "S"][-1] == "they miss the garden"
    assert all(set(one) == {"seq", "at", "bond", "kind", "taken_back", "fact"} for one in held["entries"])


def test_no_secret_and_no_hash_of_an_address_is_in_it() -> None:
    desk = a_full_desk()

    whole = carrying.whole(desk.turn, desk.journal)
    held = json.dumps(whole) + str(sheets(desk))

    assert {"settings", "channel", "decks"} <= {one.kind for one in desk.entries()}
    assert not {"settings", "channel", "decks"} & {one["kind"] for one in whole["entries"]}
    for secret in (SEED.decode(), SEED.hex(), MAIL.address, MAIL.place):
        assert f'"{secret}"' not in held


def test_what_was_taken_back_says_so_and_is_in_no_ledger() -> None:
    desk = Desk().begin()
    gone = promised(desk, "call on Sunday")
    keep(desk, Undone(seq=gone))

    held = carrying.whole(desk.turn, desk.journal)

    assert [one["taken_back"] for one in held["entries"] if one["seq"] == gone] == [True]
    assert held["ledgers"]["promise"] == []


def test_what_was_forgotten_and_what_was_thrown_away_is_not_in_it() -> None:
    desk = a_full_desk()
    (page,) = (seq for seq, _, _ in commanding.pages(desk.journal))
    commanding.settle_page(desk.turn, desk.journal, page, "deleted")
    forgetting.forget(desk.turn, desk.journal, "S")

    held = json.dumps(carrying.whole(desk.turn, desk.journal)) + str(sheets(desk))
    held += pages.as_markdown(carrying.readable(desk.turn, desk.journal))

    assert [word for word in WRITTEN[:4] if word in held] == []


def test_a_draft_that_was_thrown_away_is_not_in_it_as_an_answer_either() -> None:
    desk = Desk().begin()
    kept, gone = (a_draft(desk, number, f"hello, {number}") for number in (1, 2))
    keep(desk, HeldKept(page=gone, became="deleted"), bond=0)

    held = carrying.whole(desk.turn, desk.journal)

    text = json.dumps(held) + str(sheets(desk)) + pages.as_markdown(carrying.readable(desk.turn, desk.journal))
    assert [(one["id"], one["bond"], one["draft"]) for one in held["ledgers"]["hold"]] == [(kept, "S", True)]
    assert "hello, 1" in text
    assert "hello, 2" not in text


def a_draft(desk: Desk, check_in: int, text: str) -> int:
    answered = Answered(check_in=check_in, prompt="R3", values={"text": text}, text=text, closes=True)
    return keep(desk, answered, Held(text=text, show_at=desk.now, check_in=check_in, draft=True))[-1]


def test_what_could_not_be_read_yet_goes_along_without_the_mail_around_it() -> None:
    desk = Desk().begin()
    reply = Reply(channel="mail", provider_id="1", received_at=desk.now, raw=b"To: token@example.org", text="my words")
    with desk.journal.writing() as work:
        work.keep_reply(reply)

    held = carrying.whole(desk.turn, desk.journal)

    assert held["unread"] == [{"at": "2026-01-05T12:00:00Z", "channel": "mail", "text": "my words"}]


def test_there_is_a_table_for_each_ledger_that_holds_something_and_one_of_all() -> None:
    found = sheets(a_full_desk())

    assert set(found) == {"journal.csv", "promise.csv", "listen.csv", "wish.csv", "reach.csv", "hold.csv"}
    assert found["promise.csv"][0]["text"] == "call on Sunday"
    assert [one["text"] for one in found["hold.csv"]] == ["a page of mine"]
    assert found["journal.csv"][-1]["kind"] == "listen"
    assert [word for word in WRITTEN if word not in str(found["journal.csv"])] == []


def test_it_reads_as_one_text_with_notes_pages_and_safety_in_it() -> None:
    desk = a_full_desk()
    keep(desk, Answered(check_in=1, prompt="U1", values={}, text="never afraid", closes=True))
    keep(desk, Answered(check_in=1, prompt="mine", values={}, text="to a deck of my own", closes=True), bond=0)

    text = pages.as_markdown(carrying.readable(desk.turn, desk.journal))

    assert [word for word in (*WRITTEN, "never afraid", "to a deck of my own") if word not in text] == []
    assert "## About T" in text
    assert "## Beside all that" in text


def test_a_text_without_notes_has_no_part_for_them() -> None:
    desk = Desk().begin()

    assert "Beside" not in pages.as_markdown(carrying.readable(desk.turn, desk.journal))


def test_a_calendar_has_the_days_without_a_word_unless_words_are_asked_for() -> None:
    desk = Desk().begin("S", "T")
    promised(desk, "call on Sunday", by=date(2026, 1, 11))
    promised(desk, "cook", by=date(2026, 1, 9), bond="T")

    discreet = carrying.days(desk.turn, desk.journal, words=False)
    spoken = carrying.days(desk.turn, desk.journal, words=True)

    assert [(one.title, one.on.day) for one in discreet] == [("A small thing to do", 9), ("A small thing to do", 11)]
    assert [one.title for one in spoken] == ["cook", "call on Sunday"]
    assert [one.name for one in discreet] == [one.name for one in spoken]
    assert "promise" not in discreet[0].name
