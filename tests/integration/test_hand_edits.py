"""Rows edited with a database tool, by a keeper in a bad hour or by somebody else: refused in one line, or no effect.

Each edit is made to a store in which somebody asked for space. Whatever is edited, what may be asked afterwards is
never more than before.
"""

# ruff: noqa: S608 - statements made of the constants of this file

import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cli_home import Home
from tending.adapters.journal import chain

Edit = Callable[[sqlite3.Connection], None]
LINKS = "SELECT seq, bond, at, kind, version, body, salt, digest, chain FROM entry WHERE keeper = 1 ORDER BY seq"
COMMANDS = (("status",), ("next",), ("reply", "a word"), ("check", "--rebuild"), ("status",))
REFUSED = 5


def sql(*statements: str) -> Edit:
    def edit(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return edit


def body(change: Callable[[dict[str, Any]], None]) -> Edit:
    """The standing with something in it changed."""

    def edit(connection: sqlite3.Connection) -> None:
        (raw,) = connection.execute("SELECT body FROM standing").fetchone()
        standing = json.loads(raw)
        change(standing)
        connection.execute("UPDATE standing SET body = ?", (json.dumps(standing).encode(),))

    return edit


def of_bond(**changes: Any) -> Edit:
    return body(lambda standing: standing["bonds"][0].update(changes))


def of_standing(**changes: Any) -> Edit:
    return body(lambda standing: standing.update(changes))


def of_entry(kind: str, change: Callable[[dict[str, Any]], None], *, through: str = "") -> Edit:
    """The last entry of a kind with something in it changed; `through` recomputes its digest, its link or all links."""

    def edit(connection: sqlite3.Connection) -> None:
        row = connection.execute("SELECT seq, body FROM entry WHERE kind = ? ORDER BY seq DESC", (kind,)).fetchone()
        payload = json.loads(row[1])
        change(payload)
        connection.execute("UPDATE entry SET body = ? WHERE seq = ?", (json.dumps(payload).encode(), row[0]))
        if through:
            relink(connection, from_seq=row[0], only=through == "link")

    return edit


def relink(connection: sqlite3.Connection, *, from_seq: int = 1, only: bool = False) -> None:
    """Digests and chain computed anew, as somebody would who has read the source."""
    previous = chain.START
    for row in [chain.Link(*one) for one in connection.execute(LINKS).fetchall()]:
        digest, link = row.digest, row.chain
        if row.seq == from_seq or (row.seq > from_seq and not only):
            assert row.salt is not None
            assert row.body is not None
            digest = chain.digest(row.salt, kind=row.kind, version=row.version, bond=row.bond, at=row.at, body=row.body)
            link = chain.link(previous, row.seq, digest)
            connection.execute("UPDATE entry SET digest = ?, chain = ? WHERE seq = ?", (digest, link, row.seq))
        previous = link


def append(kind: str, payload: dict[str, Any], *, bond: int = 1) -> Edit:
    """An entry at the end, with a digest and a link as they should be."""

    def edit(connection: sqlite3.Connection) -> None:
        last = [chain.Link(*row) for row in connection.execute(LINKS).fetchall()][-1]
        raw, salt = json.dumps(payload).encode(), b"s" * 16
        digest = chain.digest(salt, kind=kind, version=1, bond=bond, at=last.at, body=raw)
        link = chain.link(last.chain, last.seq + 1, digest)
        connection.execute(
            "INSERT INTO entry VALUES (1, ?, ?, ?, ?, 1, NULL, ?, ?, ?, ?)",
            (last.seq + 1, bond, last.at, kind, raw, salt, digest, link),
        )

    return edit


def both(*edits: Edit) -> Edit:
    def edit(connection: sqlite3.Connection) -> None:
        for one in edits:
            one(connection)

    return edit


def reseal(seed: str) -> Edit:
    """A seal made with another seed."""

    def edit(connection: sqlite3.Connection) -> None:
        (text,) = connection.execute("SELECT value FROM meta WHERE key = 'seal'").fetchone()
        seq, head, *_ = text.split(" ")
        mac = hashlib.blake2b(seed.encode(), digest_size=16).hexdigest()
        connection.execute("UPDATE meta SET value = ? WHERE key = 'seal'", (f"{seq} {head} {mac} {mac}",))

    return edit


LAST = "(SELECT max(seq) FROM entry)"
SPACE = "(SELECT max(seq) FROM entry WHERE kind = 'said')"
SEALED = "substr(value, instr(value, ' '))"
NO_STANDING = "DELETE FROM standing"

REFUSALS: dict[str, Edit] = {
    "the mark of space is taken out of the standing": of_bond(facts=[]),
    "what they said is no": of_bond(said="no", facts=[]),
    "they are not afraid": of_bond(afraid=False, facts=[]),
    "the bond is a friend": of_bond(profile="friend", facts=[]),
    "the bond is not on the way out": of_bond(moving_on=False, facts=[]),
    "the bond was added years ago": of_bond(added_at="2019-01-01T00:00:00Z"),
    "they parted years ago": of_bond(since="2019-01-01"),
    "no slower after space": of_bond(slow_until=None),
    "a gate that was not passed": of_bond(prompts={"W0": {"answered_at": "2026-01-01T00:00:00Z"}}),
    "tracks that begin anew": of_bond(tracks={}),
    "the bond is gone": of_standing(bonds=[]),
    "a second bond without a mark": body(
        lambda one: one["bonds"].append({**one["bonds"][0], "number": 2, "facts": []})
    ),
    "nothing was sent this week": of_standing(sent=[]),
    "nothing was asked ever": of_standing(asked=0, last_sent_at=None),
    "the last one went long ago": of_standing(last_sent_at="2019-01-01T00:00:00Z"),
    "a budget of seven": of_standing(budget=7),
    "a budget of seventy": of_standing(budget=70),
    "no hush": of_standing(unanswered=0, lapses_running=0, lapsed_at=None),
    "a word was heard today": of_standing(heard_at="2026-01-05T18:00:00Z", heard=50),
    "no pause": of_standing(paused_at=None, paused_until=None),
    "no help card": of_standing(card=False),
    "not hidden": of_standing(hidden_until=None),
    "settings that are looser": of_standing(settings={"quiet": "23:00-07:00", "budget": "7"}),
    "a loosening that is due": of_standing(
        loosenings=[{"at": "2019-01-01T00:00:00Z", "bond": 1, "family": None, "budget": 7, "factor": 1.0}]
    ),
    "no writing this fortnight": of_standing(writing=[]),
    "nothing is open": of_standing(open=[]),
    "a body that is no standing": sql("UPDATE standing SET body = X'7B7D'"),
    "an empty body": sql("UPDATE standing SET body = X''"),
    "a body that is text": sql("UPDATE standing SET body = '{}'"),
    "the standing is of an earlier entry": sql("UPDATE standing SET seq = seq - 1"),
    "the standing is of a later entry": sql("UPDATE standing SET seq = seq + 1"),
    "fold_version raised": sql("UPDATE standing SET fold_version = fold_version + 1"),
    "fold_version lowered": sql("UPDATE standing SET fold_version = 0"),
    "fold_version a word": sql("UPDATE standing SET fold_version = 'new'"),
    "the newest entry deleted": sql(f"DELETE FROM entry WHERE seq = {LAST}"),
    "the newest entry and the standing deleted": sql(f"DELETE FROM entry WHERE seq = {LAST}", NO_STANDING),
    "all since the space deleted": sql(
        f"DELETE FROM entry WHERE seq >= {SPACE} AND seq NOT IN (SELECT id FROM check_in)"
    ),
    "all since the space and the standing deleted": sql(f"DELETE FROM entry WHERE seq >= {SPACE}", NO_STANDING),
    "every entry deleted": sql("DELETE FROM entry"),
    "every entry and the standing deleted": sql("DELETE FROM entry", NO_STANDING),
    "every entry, the standing and the seal deleted": sql(
        "DELETE FROM entry WHERE seq > 1", NO_STANDING, "DELETE FROM meta WHERE key = 'seal'"
    ),
    "the entry of space deleted, the standing too": sql(f"DELETE FROM entry WHERE seq = {SPACE}", NO_STANDING),
    "the entry of space emptied, the standing deleted": sql(
        f"UPDATE entry SET body = NULL, salt = NULL WHERE seq = {SPACE}", NO_STANDING
    ),
    "the entry of space is a note, the standing deleted": sql(
        f"UPDATE entry SET kind = 'note' WHERE seq = {SPACE}", NO_STANDING
    ),
    "the entry of space is of another bond, the standing deleted": sql(
        f"UPDATE entry SET bond = 2 WHERE seq = {SPACE}", NO_STANDING
    ),
    "the entry of space is of long ago, the standing deleted": sql(
        f"UPDATE entry SET at = 0 WHERE seq = {SPACE}", NO_STANDING
    ),
    "they wrote instead, the standing deleted": both(
        of_entry("said", lambda one: one.update(what="they-wrote")), sql(NO_STANDING)
    ),
    "they wrote instead, with a digest that fits, the standing deleted": both(
        of_entry("said", lambda one: one.update(what="they-wrote"), through="link"), sql(NO_STANDING)
    ),
    "they wrote instead, every link computed anew": of_entry(
        "said", lambda one: one.update(what="they-wrote"), through="all"
    ),
    "they wrote instead, every link computed anew, the standing deleted": both(
        of_entry("said", lambda one: one.update(what="they-wrote"), through="all"), sql(NO_STANDING)
    ),
    "the settings looser, every link computed anew": of_entry(
        "settings", lambda one: one["rules"].update(budget="7"), through="all"
    ),
    "a gap closed by new numbers": sql(
        f"DELETE FROM entry WHERE seq = {SPACE}",
        "UPDATE entry SET seq = seq + 1000 WHERE seq > 4",
        "UPDATE entry SET seq = (SELECT count(*) FROM entry e WHERE e.seq <= entry.seq)",
        NO_STANDING,
    ),
    "they wrote, appended": append("said", {"what": "they-wrote", "on": "2026-01-05"}),
    "they wrote, appended, the standing deleted": both(
        append("said", {"what": "they-wrote", "on": "2026-01-05"}), sql(NO_STANDING)
    ),
    "the space taken back, appended": append("undone", {"seq": 4}),
    "a resume, appended": append("resumed", {}, bond=0),
    "more, appended": append("paced", {"more": True, "at": "2019-01-01T00:00:00Z", "budget": 7}, bond=0),
    "forgotten, appended": append("forgotten", {}),
    "the seed replaced": sql(f"UPDATE meta SET value = '{'0' * 64}' WHERE key = 'seed'"),
    "the seed deleted": sql("DELETE FROM meta WHERE key = 'seed'"),
    "the seed a word": sql("UPDATE meta SET value = 'seed' WHERE key = 'seed'"),
    "the seed and the mark changed": both(
        sql(f"UPDATE meta SET value = '{'0' * 64}' WHERE key = 'seed'"), of_bond(facts=[])
    ),
    "the seal deleted": sql("DELETE FROM meta WHERE key = 'seal'"),
    "the seal empty": sql("UPDATE meta SET value = '' WHERE key = 'seal'"),
    "the seal of an earlier entry": sql(f"UPDATE meta SET value = '1' || {SEALED} WHERE key = 'seal'"),
    "the seal made with another seed": reseal("another"),
    "the seal and the standing deleted": sql("DELETE FROM meta WHERE key = 'seal'", NO_STANDING),
}

WITHOUT_EFFECT: dict[str, Edit] = {
    "the standing deleted": sql(NO_STANDING),
    "the standing is of another keeper": sql("UPDATE standing SET keeper = 2"),
    "the wake set long ago": sql("UPDATE standing SET next_wake = 0"),
    "no wake": sql("UPDATE standing SET next_wake = NULL"),
    "every check-in closed": sql("UPDATE check_in SET open = 0"),
    "every check-in open": sql("UPDATE check_in SET open = 1, expires_at = 4102444800000000"),
    "every check-in of another family": sql("UPDATE check_in SET family = 'reach'"),
    "every check-in of another bond": sql("UPDATE check_in SET bond = 2"),
    "the entry of space deleted": sql(f"DELETE FROM entry WHERE seq = {SPACE}"),
    "the entry of space emptied": sql(f"UPDATE entry SET body = NULL, salt = NULL WHERE seq = {SPACE}"),
    "they wrote instead": of_entry("said", lambda one: one.update(what="they-wrote")),
    "the digest of the decks changed": sql("UPDATE meta SET value = 'x' WHERE key = 'decks'"),
    "up since long ago": sql("INSERT OR REPLACE INTO meta VALUES (1, 'up', '2019-01-01T00:00:00+00:00')"),
    "no word to be found": sql("DELETE FROM search_docsize", "DELETE FROM search_data WHERE id > 10"),
    "no reply was kept": sql("DELETE FROM reply"),
    "every reply unread": sql("UPDATE reply SET state = 'new'"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    """A former partner who asked for space, a question that is open, a pause, some words."""
    home = Home(tmp_path, monkeypatch, capsys)
    assert home("bond", "add", "S", "--profile", "former-partner", "--said", "wait").code == 0
    assert home("contact", "log", "--they", "they asked for space").code == 0
    assert home("reply", "they asked for space").code == 0
    assert home("next").code == 0
    assert home("reply", "good: walks").code == 0
    assert home("pause", "2w").code == 0
    return home


def edited(home: Home, edit: Edit) -> None:
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        edit(connection)


def commands(home: Home, lines: Sequence[Sequence[str]] = COMMANDS) -> list[int]:
    codes = []
    for line in lines:
        ran = home(*line)
        assert ran.err.count("\n") <= 1, ran.err
        codes.append(ran.code)
    return codes


def shut(home: Home) -> dict[str, Any]:
    shown: dict[str, Any] = home("bond", "show", "S", "--json").json
    return shown


def test_there_are_at_least_sixty_edits() -> None:
    assert len(REFUSALS) + len(WITHOUT_EFFECT) >= 60


@pytest.mark.parametrize("what", REFUSALS)
def test_an_edit_that_would_open_something_is_refused_in_one_line(home: Home, what: str) -> None:
    before = shut(home)
    edited(home, REFUSALS[what])

    ran = home("status")

    assert ran.code == REFUSED, ran.out
    assert ran.err.count("\n") == 1
    assert "by hand" in ran.err or "damaged" in ran.err
    assert home("next").code == REFUSED
    if home("check", "--rebuild").code == 0:
        assert shut(home) == before


@pytest.mark.parametrize("what", WITHOUT_EFFECT)
def test_an_edit_that_is_not_refused_opens_nothing(home: Home, what: str) -> None:
    before = shut(home)
    edited(home, WITHOUT_EFFECT[what])

    codes = commands(home)

    assert set(codes) <= {0, REFUSED}
    if codes[-1] == 0:
        assert shut(home) == before


@pytest.mark.parametrize("what", ["the entry of space deleted", "the entry of space emptied", "they wrote instead"])
def test_an_edited_entry_is_found_by_a_check_and_when_a_daemon_starts(home: Home, what: str) -> None:
    edited(home, WITHOUT_EFFECT[what])

    assert home("check").code == REFUSED
    ran = home("run")

    assert (ran.code, ran.err.count("\n")) == (REFUSED, 1)
    assert "is damaged, or was changed by hand" in ran.err


def test_the_line_names_the_way_back(home: Home) -> None:
    edited(home, of_bond(facts=[]))

    ran = home("status")

    assert ran.err.endswith("not obeyed: tending check --rebuild computes it anew from the entries.\n")
    assert home("check", "--rebuild").code == 0
    assert home("status").code == 0
