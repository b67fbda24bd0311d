"""Bringing a store to the present schema, whole or not at all. The only importer of Alembic."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from tending.adapters.journal.engine import (
    connect,
    copy_whole,
    place_new,
    plain_errors,
    side_file,
    sync_file,
    touch_private,
)
from tending.adapters.journal.keys import Key, driver
from tending.core.errors import DamagedError, StoreError

MIGRATIONS = Path(__file__).with_name("migrations")
_TRUTH = (
    "SELECT keeper, seq, bond, at, kind, version, body, salt, digest, chain FROM entry ORDER BY keeper, seq",
    "SELECT keeper, channel, provider_id, received_at, raw, state FROM reply ORDER BY keeper, channel, provider_id",
)


def create(path: Path, *, scripts: Path = MIGRATIONS, key: Key | None = None) -> None:
    """A new store, finished under another name first: a crash leaves none, two makers make one."""
    making = side_file(path, f".making-{os.getpid()}")
    making.unlink(missing_ok=True)
    touch_private(making)
    try:
        with plain_errors(path):
            _run(making, scripts, key)
            _in_one_file(making, key)
    except BaseException:
        making.unlink(missing_ok=True)
        raise
    place_new(making, path)


def upgrade(path: Path, *, scripts: Path = MIGRATIONS, key: Key | None = None) -> Path | None:
    """Migrate to the newest schema in one transaction. Returns the backup made first; None when nothing was to do."""
    with plain_errors(path):
        before = _schema(path, key)
        if before == newest(scripts):
            return None
        copy = copy_whole(path, side_file(path, f".before-schema-{newest(scripts)}"), key=key)
        _run(path, scripts, key)
        return copy


def newest(scripts: Path = MIGRATIONS) -> str | None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 (beside its only use)

    return ScriptDirectory.from_config(_config(scripts)).get_current_head()


def _schema(path: Path, key: Key | None) -> str:
    with closing(connect(path, key=key)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run(path: Path, scripts: Path, key: Key | None) -> None:
    config = _config(scripts)
    with _transaction(path, key) as connection:
        before = _truth(connection)
        config.attributes["connection"] = connection
        _upgrade(config, path)
        _still_whole(connection, before, path)


def _upgrade(config: Config, path: Path) -> None:
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise DamagedError(f"The store {path} is of a schema this tending does not know: restore a backup.") from None


@contextmanager
def _transaction(path: Path, key: Key | None) -> Iterator[Connection]:
    """Foreign keys are off before it begins: inside, that pragma does nothing, and rebuilt tables would lose rows."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlite3 if key is None else driver(),
        creator=lambda: connect(path, key=key),
        poolclass=NullPool,
        hide_parameters=True,
    )
    with _own_errors(), engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("BEGIN IMMEDIATE")
        with connection.begin():
            yield connection


@contextmanager
def _own_errors() -> Iterator[None]:
    """What the database itself reports, out of the wrapping of a library."""
    try:
        yield
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise error.orig from None


def _truth(connection: Connection) -> bytes | None:
    """A hash over every entry and reply; None where there are no tables yet."""
    if not connection.exec_driver_sql("SELECT 1 FROM sqlite_schema WHERE name = 'entry'").first():
        return None
    total = sha256()
    for query in _TRUTH:
        for row in connection.exec_driver_sql(query):
            total.update(repr(tuple(row)).encode())
    return total.digest()


def _still_whole(connection: Connection, before: bytes | None, path: Path) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if orphans or (before is not None and _truth(connection) != before):
        raise StoreError(f"Updating the store {path} would have lost rows, so it was left as it is: report this.")


def _in_one_file(path: Path, key: Key | None) -> None:
    """All of it in the file itself: no journal beside it to be left behind under the old name."""
    with closing(connect(path, key=key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sync_file(path)
