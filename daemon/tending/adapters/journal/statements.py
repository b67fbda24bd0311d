"""What is said to the database, in SQL. Every statement names the keeper; lists are JSON."""

# ruff: noqa: S608 - statements made of the constants of this file; values are always bound

from typing import Any

from tending.adapters.journal.folding import tokens
from tending.adapters.journal.layout import search_row
from tending.adapters.journal.sealing import META as SEAL
from tending.core.records import DeliveryState, Query

_ENTRY = "entry.seq, entry.bond, entry.at, entry.kind, entry.version, entry.body"

HEAD = f"""
SELECT entry.seq AS seq, entry.chain AS chain, standing.seq AS folded, standing.fold_version AS version,
  standing.next_wake AS wake, standing.body AS body, meta.value AS seal
FROM entry
LEFT JOIN standing ON standing.keeper = entry.keeper
LEFT JOIN meta ON meta.keeper = entry.keeper AND meta.key = '{SEAL}'
WHERE entry.keeper = :keeper ORDER BY entry.seq DESC LIMIT 1"""
ADD_ENTRY = """
INSERT INTO entry (keeper, seq, bond, at, kind, version, check_in, body, salt, digest, chain)
VALUES (:keeper, :seq, :bond, :at, :kind, :version, :check_in, :body, :salt, :digest, :chain)"""
ENTRY = f"SELECT {_ENTRY} FROM entry WHERE keeper = :keeper AND seq = :number"
LINKS = "SELECT seq, bond, at, kind, version, body, salt, digest, chain FROM entry WHERE keeper = :keeper ORDER BY seq"
LINKS_AFTER = LINKS.replace(" ORDER", " AND seq > :number ORDER")
EMPTY = "UPDATE entry SET body = NULL, salt = NULL WHERE keeper = :keeper AND bond = :bond AND seq < :before"

SAVE_STANDING = """
INSERT INTO standing (keeper, seq, fold_version, next_wake, body)
VALUES (:keeper, :seq, :fold_version, :next_wake, :body)
ON CONFLICT (keeper) DO UPDATE SET seq = excluded.seq, fold_version = excluded.fold_version,
  next_wake = excluded.next_wake, body = excluded.body"""
SAVE_WAKE = "UPDATE standing SET next_wake = :next_wake WHERE keeper = :keeper"

DUE = "SELECT keeper FROM standing WHERE next_wake <= :now ORDER BY next_wake LIMIT :most"

ADD_CHECK_IN = """
INSERT INTO check_in (keeper, id, bond, family, prompt, asked_at, expires_at, open)
VALUES (:keeper, :id, :bond, :family, :prompt, :asked_at, :expires_at, :open)"""
SAVE_CHECK_IN = f"""{ADD_CHECK_IN}
ON CONFLICT (keeper, id) DO UPDATE SET expires_at = excluded.expires_at, open = excluded.open"""
CLOSE_CHECK_IN = "UPDATE check_in SET open = 0 WHERE keeper = :keeper AND id = :number"
EXTEND_CHECK_IN = "UPDATE check_in SET open = 1, expires_at = :expires_at WHERE keeper = :keeper AND id = :number"
EMPTY_CHECK_IN = "UPDATE check_in SET open = 0, prompt = '' WHERE keeper = :keeper AND id = :number"
CHECK_INS = "SELECT * FROM check_in WHERE keeper = :keeper ORDER BY id"
SOME_CHECK_INS = CHECK_INS.replace(" ORDER", " AND id IN (SELECT value FROM json_each(:numbers)) ORDER")

KEEP_REPLY = """
INSERT INTO reply (keeper, channel, provider_id, received_at, raw, text, check_in, trouble, state)
VALUES (:keeper, :channel, :provider_id, :received_at, :raw, :text, :check_in, :trouble, :state)
ON CONFLICT (keeper, channel, provider_id) DO NOTHING RETURNING id"""
SETTLE_REPLY = "UPDATE reply SET state = :state WHERE keeper = :keeper AND id = :number"
EMPTY_REPLY = """
UPDATE reply SET raw = x'', text = '', trouble = '', state = 'read' WHERE keeper = :keeper AND id = :number"""
REPLIES = "SELECT * FROM reply WHERE keeper = :keeper ORDER BY id"
REPLY = REPLIES.replace(" ORDER", " AND id = :number ORDER")
REPLIES_IN = REPLIES.replace(" ORDER", " AND state = :state ORDER")

QUEUE = """
INSERT INTO delivery
  (keeper, check_in, channel, kind, attempt, state, key, message, next_attempt, detail, sent_at)
VALUES
  (:keeper, :check_in, :channel, :kind, :attempt, :state, :key, :message, :next_attempt, :detail, :sent_at)
ON CONFLICT (keeper, key) DO NOTHING RETURNING id"""
_DELIVERIES = "SELECT * FROM delivery WHERE keeper = :keeper ORDER BY id"
DELIVERY_BY_KEY = _DELIVERIES.replace(" ORDER", " AND key = :key ORDER")
DELIVERIES_IN = _DELIVERIES.replace(" ORDER", " AND state IN (SELECT value FROM json_each(:states)) ORDER")
DELIVERIES_OF = DELIVERIES_IN.replace(" ORDER", " AND check_in IS :check_in ORDER")
EVERY_STATE = tuple(state.value for state in DeliveryState)
MARK = """
UPDATE delivery SET attempt = :attempt, state = :state, next_attempt = :next_attempt, detail = :detail,
  sent_at = :sent_at, message = :message
WHERE keeper = :keeper AND id = :number"""
SENT_SINCE = """
SELECT * FROM delivery
WHERE keeper = :keeper AND channel = :channel AND sent_at IS NOT NULL AND sent_at >= :since ORDER BY sent_at, id"""

CHANNELS = "SELECT * FROM channel WHERE keeper = :keeper ORDER BY name"
CHANNEL = CHANNELS.replace(" ORDER", " AND name = :name ORDER")
SAVE_CHANNEL = """
INSERT INTO channel
  (keeper, name, kind, address, confirmed_at, code, code_until, tries, replies, last_sent, last_heard, trouble,
   trouble_since)
VALUES
  (:keeper, :name, :kind, :address, :confirmed_at, :code, :code_until, :tries, :replies, :last_sent, :last_heard,
   :trouble, :trouble_since)
ON CONFLICT (keeper, name) DO UPDATE SET kind = excluded.kind, address = excluded.address,
  confirmed_at = excluded.confirmed_at, code = excluded.code, code_until = excluded.code_until,
  tries = excluded.tries, replies = excluded.replies, last_sent = excluded.last_sent,
  last_heard = excluded.last_heard, trouble = excluded.trouble, trouble_since = excluded.trouble_since"""
DROP_CHANNEL = "DELETE FROM channel WHERE keeper = :keeper AND name = :name"

STOP = "INSERT INTO stopped (keeper, address, at) VALUES (:keeper, :address, :at) ON CONFLICT DO NOTHING"
STOPS = "SELECT address FROM stopped WHERE keeper = :keeper ORDER BY address"
STOPPED = "SELECT at FROM stopped WHERE keeper = :keeper AND address = :address"

META = "SELECT value FROM meta WHERE keeper = :keeper AND key = :key"
SET_META = """
INSERT INTO meta (keeper, key, value) VALUES (:keeper, :key, :value)
ON CONFLICT (keeper, key) DO UPDATE SET value = excluded.value"""

ADD_WORDS = "INSERT INTO search (rowid, words) VALUES (:row, :words)"
FORGET_WORDS = "INSERT INTO search (search) VALUES ('delete-all')"
ALL_WRITTEN = f"""
SELECT entry.keeper, {_ENTRY} FROM entry
WHERE kind IN ('answered', 'note', 'said', 'held') AND body IS NOT NULL ORDER BY keeper, seq"""


def entries(keeper: int, query: Query) -> tuple[str, dict[str, Any]]:
    """The statement of a query, and its values."""
    tables, rules, order = "entry", ["entry.keeper = :keeper"], "entry.seq"
    values: dict[str, Any] = {"keeper": keeper}
    if query.words:
        tables, order = "search, entry", "search.rowid"
        rules.append("search MATCH :phrase AND search.rowid > :first AND search.rowid < :last")
        rules.append("entry.seq = search.rowid - :first")
        values |= _phrase(keeper, query.words)
    if query.kinds:
        rules.append("entry.kind IN (SELECT value FROM json_each(:kinds))")
        values["kinds"] = query.kinds
    if query.since is not None:
        rules.append("entry.at >= :since")
        values["since"] = query.since
    if query.bond is not None:
        rules.append("entry.bond = :bond")
        values["bond"] = query.bond
    if query.family is not None:
        tables += " JOIN check_in ON check_in.keeper = entry.keeper AND check_in.id = entry.check_in"
        rules.append("check_in.family = :family")
        values["family"] = query.family.value
    ending = "" if query.oldest_first else " DESC"
    limit = "" if query.limit is None else f" LIMIT {query.limit:d}"
    where = " AND ".join(rules)
    return f"SELECT {_ENTRY} FROM {tables} WHERE {where} ORDER BY {order}{ending}{limit}", values


def _phrase(keeper: int, words: str) -> dict[str, Any]:
    """All of the words, in any order. They are quoted: nothing the keeper types is an operator."""
    phrase = " ".join(f'"{word}"' for word in tokens(words))
    return {"phrase": phrase, "first": search_row(keeper, 0), "last": search_row(keeper + 1, 0)}
