"""Between rows and values."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from sqlite3 import Row
from typing import Any, Final, TypeVar

from tending.adapters.journal import chain, codec
from tending.adapters.journal.folding import belongs_to, first_state, went_out_at
from tending.adapters.journal.layout import instant, maybe, microseconds
from tending.core.entries import Entry
from tending.core.errors import DamagedError, StoreError
from tending.core.model import Family
from tending.core.records import ChannelState, CheckIn, Delivery, DeliveryState, Reply, ReplyState, StoredReply

N = TypeVar("N", bound=StrEnum)

_CHANNEL_FIELDS: Final = tuple(field.name for field in fields(ChannelState))
_INSTANTS: Final = frozenset({"confirmed_at", "code_until", "last_sent", "last_heard", "trouble_since"})


def entry_row(keeper: int, entry: Entry, *, salt: bytes, previous: bytes) -> dict[str, Any]:
    payload = entry.payload
    if payload is None:
        raise StoreError(f"Entry {entry.seq} says nothing, and was not stored.")
    body = codec.write_payload(payload)
    content = chain.digest(
        salt, kind=entry.kind, version=payload.version, bond=entry.bond, at=microseconds(entry.at), body=body
    )
    return {
        "keeper": keeper,
        "seq": entry.seq,
        "bond": entry.bond,
        "at": entry.at,
        "kind": entry.kind,
        "version": payload.version,
        "check_in": belongs_to(entry),
        "body": body,
        "salt": salt,
        "digest": content,
        "chain": chain.link(previous, entry.seq, content),
    }


def _known(names: type[N], value: str) -> N:
    """Raises StoreError for a name that is none of them."""
    try:
        return names(value)
    except ValueError:
        raise DamagedError(f"The store holds a damaged {names.__name__}: restore a backup.") from None


def read_entry(row: Sequence[Any]) -> Entry:
    seq, bond, at, kind, version, body = row
    payload = None if body is None else codec.read_payload(kind, version, body)
    return Entry(seq=seq, bond=bond, at=instant(at), payload=payload, kind=kind)


def read_link(link: chain.Link) -> Entry:
    payload = None if link.body is None else codec.read_payload(link.kind, link.version, link.body)
    return Entry(seq=link.seq, bond=link.bond, at=instant(link.at), payload=payload, kind=link.kind)


def check_in_row(keeper: int, check_in: CheckIn) -> dict[str, Any]:
    return {
        "keeper": keeper,
        "id": check_in.id,
        "bond": check_in.bond,
        "family": check_in.family.value,
        "prompt": check_in.prompt,
        "asked_at": check_in.asked_at,
        "expires_at": check_in.expires_at,
        "open": check_in.open,
    }


def read_check_in(row: Row) -> CheckIn:
    return CheckIn(
        id=row["id"],
        bond=row["bond"],
        family=_known(Family, row["family"]),
        prompt=row["prompt"],
        asked_at=instant(row["asked_at"]),
        expires_at=instant(row["expires_at"]),
        open=bool(row["open"]),
    )


def reply_row(keeper: int, reply: Reply) -> dict[str, Any]:
    return {
        "keeper": keeper,
        "channel": reply.channel,
        "provider_id": reply.provider_id,
        "received_at": reply.received_at,
        "raw": reply.raw,
        "text": reply.text,
        "check_in": reply.check_in,
        "trouble": reply.trouble,
        "state": first_state(reply).value,
    }


def read_reply(row: Row) -> StoredReply:
    reply = Reply(
        channel=row["channel"],
        provider_id=row["provider_id"],
        received_at=instant(row["received_at"]),
        raw=row["raw"],
        text=row["text"],
        check_in=row["check_in"],
        trouble=row["trouble"],
    )
    return StoredReply(id=row["id"], reply=reply, state=_known(ReplyState, row["state"]))


def delivery_row(keeper: int, delivery: Delivery) -> dict[str, Any]:
    return {
        "keeper": keeper,
        "check_in": delivery.check_in or None,
        "channel": delivery.channel,
        "kind": delivery.kind,
        "attempt": delivery.attempt,
        "state": delivery.state.value,
        "key": delivery.key,
        "message": codec.write_message(delivery.message),
        "next_attempt": delivery.next_attempt,
        "detail": delivery.detail,
        "sent_at": went_out_at(delivery),
    }


def mark_row(keeper: int, delivery: Delivery) -> dict[str, Any]:
    return {
        "keeper": keeper,
        "number": delivery.id,
        "attempt": delivery.attempt,
        "state": delivery.state.value,
        "next_attempt": delivery.next_attempt,
        "detail": delivery.detail,
        "sent_at": went_out_at(delivery),
        "message": codec.write_message(delivery.message),
    }


def read_delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        check_in=row["check_in"] or 0,
        channel=row["channel"],
        kind=row["kind"],
        attempt=row["attempt"],
        state=_known(DeliveryState, row["state"]),
        key=row["key"],
        message=codec.read_message(row["message"]),
        next_attempt=instant(row["next_attempt"]),
        detail=row["detail"],
    )


def channel_row(keeper: int, state: ChannelState) -> dict[str, Any]:
    return {"keeper": keeper} | {name: getattr(state, name) for name in _CHANNEL_FIELDS}


def read_channel(row: Row) -> ChannelState:
    values: dict[str, Any] = {name: row[name] for name in _CHANNEL_FIELDS}
    return ChannelState(**values | {name: maybe(values[name]) for name in _INSTANTS})


def standing_row(keeper: int, *, seq: int, version: int, wake: datetime | None, body: bytes) -> dict[str, Any]:
    return {"keeper": keeper, "seq": seq, "fold_version": version, "next_wake": wake, "body": body}
