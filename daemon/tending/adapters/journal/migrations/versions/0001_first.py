"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _entries()
    _check_ins()
    _standing()
    _replies()
    _deliveries()
    _channels()
    op.execute("CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')")


def _keeper() -> sa.Column[int]:
    return sa.Column("keeper", sa.Integer, primary_key=True, autoincrement=False)


def _entries() -> None:
    op.create_table(
        "entry",
        _keeper(),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("bond", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("check_in", sa.Integer),
        sa.Column("body", sa.LargeBinary),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("chain", sa.LargeBinary, nullable=False),
    )
    op.create_index("entry_kind", "entry", ["keeper", "kind", "seq"])


def _check_ins() -> None:
    op.create_table(
        "check_in",
        _keeper(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("bond", sa.Integer, nullable=False),
        sa.Column("family", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["keeper", "id"], ["entry.keeper", "entry.seq"], name="check_in_entry", ondelete="RESTRICT"
        ),
    )


def _standing() -> None:
    op.create_table(
        "standing",
        _keeper(),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("fold_version", sa.Integer, nullable=False),
        sa.Column("next_wake", sa.BigInteger),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("standing_next_wake", "standing", ["next_wake"])


def _replies() -> None:
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("keeper", sa.Integer, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("provider_id", sa.Text, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("check_in", sa.Integer),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.UniqueConstraint("keeper", "channel", "provider_id", name="reply_once"),
    )
    op.create_index("reply_state", "reply", ["keeper", "state"])


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("keeper", sa.Integer, nullable=False),
        sa.Column("check_in", sa.Integer),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("message", sa.LargeBinary, nullable=False),
        sa.Column("next_attempt", sa.BigInteger, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("sent_at", sa.BigInteger),
        sa.UniqueConstraint("keeper", "key", name="delivery_once"),
        sa.ForeignKeyConstraint(
            ["keeper", "check_in"], ["check_in.keeper", "check_in.id"], name="delivery_check_in", ondelete="RESTRICT"
        ),
    )
    op.create_index("delivery_state", "delivery", ["keeper", "state", "id"])
    op.create_index("delivery_check_in_id", "delivery", ["keeper", "check_in"])
    op.create_index(
        "delivery_sent", "delivery", ["keeper", "channel", "sent_at"], sqlite_where=sa.text("sent_at IS NOT NULL")
    )


def _channels() -> None:
    op.create_table(
        "channel",
        _keeper(),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("confirmed_at", sa.BigInteger),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("code_until", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("replies", sa.Integer, nullable=False),
        sa.Column("last_sent", sa.BigInteger),
        sa.Column("last_heard", sa.BigInteger),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("trouble_since", sa.BigInteger),
    )
    op.create_table(
        "stopped",
        _keeper(),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "meta",
        _keeper(),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
