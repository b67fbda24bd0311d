"""The statements of the hot paths, built once, so that each is compiled once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Select,
    and_,
    bindparam,
    column,
    literal,
    literal_column,
    select,
    table,
    text,
    type_coerce,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from tending.adapters.journal.folding import tokens
from tending.adapters.journal.sealing import META as SEAL
from tending.adapters.journal.tables import (
    channel,
    check_in,
    delivery,
    entry,
    meta,
    reply,
    search_row,
    standing,
    stopped,
)
from tending.core.records import DeliveryState, Query, ReplyState

_MINE: BindParameter[int] = bindparam("keeper")
_ENTRY = (entry.c.seq, entry.c.bond, entry.c.at, entry.c.kind, entry.c.version, entry.c.body)

HEAD = (
    select(
        entry.c.seq,
        entry.c.chain,
        standing.c.seq,
        standing.c.fold_version,
        standing.c.next_wake,
        standing.c.body,
        meta.c.value,
    )
    .select_from(
        entry.outerjoin(standing, standing.c.keeper == entry.c.keeper).outerjoin(
            meta, and_(meta.c.keeper == entry.c.keeper, meta.c.key == literal(SEAL))
        )
    )
    .where(entry.c.keeper == _MINE)
    .order_by(entry.c.seq.desc())
    .limit(1)
)
ADD_ENTRY = insert(entry)
ENTRY = select(*_ENTRY).where(entry.c.keeper == _MINE, entry.c.seq == bindparam("number"))
LINKS = (
    select(
        entry.c.seq,
        entry.c.bond,
        type_coerce(entry.c.at, BigInteger),
        entry.c.kind,
        entry.c.version,
        entry.c.body,
        entry.c.salt,
        entry.c.digest,
        entry.c.chain,
    )
    .where(entry.c.keeper == _MINE)
    .order_by(entry.c.seq)
)
LINKS_AFTER = LINKS.where(entry.c.seq > bindparam("number"))

_standing = insert(standing)
SAVE_STANDING = _standing.on_conflict_do_update(
    index_elements=["keeper"],
    set_={name: _standing.excluded[name] for name in ("seq", "fold_version", "next_wake", "body")},
)
SAVE_WAKE = update(standing).where(standing.c.keeper == bindparam("which")).values(next_wake=bindparam("next_wake"))

_check_in = insert(check_in)
SAVE_CHECK_IN = _check_in.on_conflict_do_update(
    index_elements=["keeper", "id"],
    set_={name: _check_in.excluded[name] for name in ("expires_at", "open")},
)
ADD_CHECK_IN = insert(check_in)
_one_check_in = update(check_in).where(
    check_in.c.keeper == bindparam("which_keeper"), check_in.c.id == bindparam("which")
)
CLOSE_CHECK_IN = _one_check_in.values(open=False)
EXTEND_CHECK_IN = _one_check_in.values(open=True, expires_at=bindparam("expires_at"))
EMPTY_CHECK_IN = _one_check_in.values(open=False, prompt="")
EMPTY = (
    update(entry)
    .where(
        entry.c.keeper == bindparam("which_keeper"),
        entry.c.bond == bindparam("which_bond"),
        entry.c.seq < bindparam("before"),
    )
    .values(body=None, salt=None)
)
CHECK_INS = select(check_in).where(check_in.c.keeper == _MINE).order_by(check_in.c.id)
SOME_CHECK_INS = CHECK_INS.where(check_in.c.id.in_(bindparam("numbers", expanding=True)))

KEEP_REPLY = (
    insert(reply).on_conflict_do_nothing(index_elements=["keeper", "channel", "provider_id"]).returning(reply.c.id)
)
SETTLE_REPLY = (
    update(reply)
    .where(reply.c.keeper == bindparam("which_keeper"), reply.c.id == bindparam("which"))
    .values(state=bindparam("state"))
)
EMPTY_REPLY = SETTLE_REPLY.values(raw=b"", text="", trouble="", state=ReplyState.READ.value)
REPLIES = select(reply).where(reply.c.keeper == _MINE).order_by(reply.c.id)
REPLY = REPLIES.where(reply.c.id == bindparam("number"))
REPLIES_IN = REPLIES.where(reply.c.state == bindparam("state"))

QUEUE = insert(delivery).on_conflict_do_nothing(index_elements=["keeper", "key"]).returning(delivery.c.id)
_DELIVERIES = select(delivery).where(delivery.c.keeper == _MINE).order_by(delivery.c.id)
DELIVERY_BY_KEY = _DELIVERIES.where(delivery.c.key == bindparam("key"))
DELIVERIES_IN = _DELIVERIES.where(delivery.c.state.in_(bindparam("states", expanding=True)))
DELIVERIES_OF = DELIVERIES_IN.where(delivery.c.check_in.is_not_distinct_from(bindparam("check_in")))
EVERY_STATE = tuple(state.value for state in DeliveryState)
MARK = (
    update(delivery)
    .where(delivery.c.keeper == bindparam("which_keeper"), delivery.c.id == bindparam("which"))
    .values({name: bindparam(name) for name in ("attempt", "state", "next_attempt", "detail", "sent_at", "message")})
)
UNSAY = MARK.values(message=bindparam("message"))
SENT_SINCE = (
    select(delivery)
    .where(
        delivery.c.keeper == _MINE,
        delivery.c.channel == bindparam("channel"),
        delivery.c.sent_at.is_not(None),
        delivery.c.sent_at >= bindparam("since"),
    )
    .order_by(delivery.c.sent_at, delivery.c.id)
)

CHANNELS = select(channel).where(channel.c.keeper == _MINE).order_by(channel.c.name)
CHANNEL = CHANNELS.where(channel.c.name == bindparam("name"))
_channel = insert(channel)
SAVE_CHANNEL = _channel.on_conflict_do_update(
    index_elements=["keeper", "name"],
    set_={column.name: _channel.excluded[column.name] for column in channel.c if not column.primary_key},
)
DROP_CHANNEL = channel.delete().where(channel.c.keeper == _MINE, channel.c.name == bindparam("which"))

STOP = insert(stopped).on_conflict_do_nothing(index_elements=["keeper", "address"])
STOPS = select(stopped.c.address).where(stopped.c.keeper == _MINE).order_by(stopped.c.address)
STOPPED = select(stopped.c.at).where(stopped.c.keeper == _MINE, stopped.c.address == bindparam("address"))

META = select(meta.c.value).where(meta.c.keeper == _MINE, meta.c.key == bindparam("key"))
_meta = insert(meta)
SET_META = _meta.on_conflict_do_update(index_elements=["keeper", "key"], set_={"value": _meta.excluded.value})

ADD_WORDS = text("INSERT INTO search(rowid, words) VALUES (:row, :words)")
FORGET_WORDS = text("INSERT INTO search(search) VALUES ('delete-all')")
WRITTEN_KINDS = ("answered", "note", "said", "held")
ALL_WRITTEN = (
    select(entry.c.keeper, *_ENTRY)
    .where(entry.c.kind.in_(WRITTEN_KINDS), entry.c.body.is_not(None))
    .order_by(entry.c.keeper, entry.c.seq)
)

_search = table("search", column("rowid"))


def entries(keeper: int, query: Query) -> Select[Any]:
    statement: Select[Any] = select(*_ENTRY).where(entry.c.keeper == keeper)
    order: Any = entry.c.seq
    if query.words:
        statement = _matching(statement, keeper, tokens(query.words))
        order = _search.c.rowid
    if query.kinds:
        statement = statement.where(entry.c.kind.in_(query.kinds))
    if query.since is not None:
        statement = statement.where(entry.c.at >= query.since)
    if query.bond is not None:
        statement = statement.where(entry.c.bond == query.bond)
    if query.family is not None:
        same = and_(check_in.c.keeper == entry.c.keeper, check_in.c.id == entry.c.check_in)
        statement = statement.join(check_in, same).where(check_in.c.family == query.family.value)
    if query.limit is not None:
        statement = statement.limit(query.limit)
    return statement.order_by(order if query.oldest_first else order.desc())


def _matching(statement: Select[Any], keeper: int, words: Sequence[str]) -> Select[Any]:
    """All of the words, in any order. They are quoted: nothing the keeper types is an operator."""
    first, last = search_row(keeper, 0), search_row(keeper + 1, 0)
    phrase = " ".join(f'"{word}"' for word in words)
    return statement.where(
        literal_column("search").op("MATCH")(phrase),
        _search.c.rowid > first,
        _search.c.rowid < last,
        entry.c.seq == _search.c.rowid - first,
    )
