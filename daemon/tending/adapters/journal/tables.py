"""The tables, as migrations make them. Entries and replies are the truth; the standing, check-ins and search follow.

Every row says whose it is. Nothing cascades: what an entry is named by can never be deleted with it.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from tending.adapters.journal.layout import instant, microseconds


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, as microseconds since 1970 UTC. Refuses values without a zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else instant(value)


metadata = MetaData()

entry = Table(
    "entry",
    metadata,
    Column("keeper", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("bond", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("check_in", Integer),
    Column("body", LargeBinary),
    Column("salt", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Index("entry_kind", "keeper", "kind", "seq"),
)

check_in = Table(
    "check_in",
    metadata,
    Column("keeper", Integer, primary_key=True, autoincrement=False),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("bond", Integer, nullable=False),
    Column("family", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("open", Boolean, nullable=False),
    ForeignKeyConstraint(["keeper", "id"], ["entry.keeper", "entry.seq"], name="check_in_entry", ondelete="RESTRICT"),
)

standing = Table(
    "standing",
    metadata,
    Column("keeper", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("fold_version", Integer, nullable=False),
    Column("next_wake", UtcDateTime),
    Column("body", LargeBinary, nullable=False),
    Index("standing_next_wake", "next_wake"),
)

reply = Table(
    "reply",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("keeper", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("provider_id", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
    Column("check_in", Integer),
    Column("trouble", Text, nullable=False),
    Column("state", Text, nullable=False),
    UniqueConstraint("keeper", "channel", "provider_id", name="reply_once"),
    Index("reply_state", "keeper", "state"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("keeper", Integer, nullable=False),
    Column("check_in", Integer),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("next_attempt", UtcDateTime, nullable=False),
    Column("detail", Text, nullable=False),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("keeper", "key", name="delivery_once"),
    ForeignKeyConstraint(
        ["keeper", "check_in"], ["check_in.keeper", "check_in.id"], name="delivery_check_in", ondelete="RESTRICT"
    ),
    Index("delivery_state", "keeper", "state", "id"),
    Index("delivery_check_in_id", "keeper", "check_in"),
    Index("delivery_sent", "keeper", "channel", "sent_at", sqlite_where=text("sent_at IS NOT NULL")),
)

channel = Table(
    "channel",
    metadata,
    Column("keeper", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("confirmed_at", UtcDateTime),
    Column("code", Text, nullable=False),
    Column("code_until", UtcDateTime),
    Column("tries", Integer, nullable=False),
    Column("replies", Integer, nullable=False),
    Column("last_sent", UtcDateTime),
    Column("last_heard", UtcDateTime),
    Column("trouble", Text, nullable=False),
    Column("trouble_since", UtcDateTime),
)

stopped = Table(
    "stopped",
    metadata,
    Column("keeper", Integer, primary_key=True, autoincrement=False),
    Column("address", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("keeper", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
