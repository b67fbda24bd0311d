"""Migrations: the same schema by both ways, whole or not at all, and no row lost."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from journal_builders import a_filled_store, a_note
from tending.adapters.journal import migrating
from tending.adapters.journal.checking import check
from tending.adapters.journal.engine import schema_of
from tending.adapters.journal.layout import CREATE_SEARCH, SCHEMA
from tending.adapters.journal.sql import SqlJournal
from tending.adapters.journal.tables import metadata
from tending.core.errors import StoreError
from tending.core.records import Query

OBJECTS = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE '%alembic%' ORDER BY type, name"
SECOND = '''"""A migration of the test."""
import os, signal
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
'''
ADD_COLUMN = '    op.add_column("reply", sa.Column("colour", sa.Text))\n'


def schema(path: Path) -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(path)) as connection:
        return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in connection.execute(OBJECTS)}


def a_fresh_schema(path: Path) -> Path:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.exec_driver_sql(CREATE_SEARCH)
    engine.dispose()
    return path


def scripts_with(folder: Path, body: str) -> Path:
    scripts = folder / "migrations"
    shutil.copytree(migrating.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0003_second.py").write_text(SECOND + body)
    return scripts


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = ("entry", "check_in", "reply", "delivery", "stopped", "standing")
        return [
            (table, *row)
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608 (names of our own)
        ]


def test_an_upgraded_store_has_the_schema_of_the_tables(tmp_path: Path) -> None:
    migrating.create(tmp_path / "upgraded.db")

    assert schema(tmp_path / "upgraded.db") == schema(a_fresh_schema(tmp_path / "fresh.db"))


def test_a_migration_that_the_tables_do_not_know_shows(tmp_path: Path) -> None:
    store = tmp_path / "upgraded.db"
    migrating.create(store)

    migrating.upgrade(store, scripts=scripts_with(tmp_path, ADD_COLUMN))

    assert schema(store) != schema(a_fresh_schema(tmp_path / "fresh.db"))


def test_the_program_knows_its_newest_migration() -> None:
    assert migrating.newest() == SCHEMA


def test_a_store_at_the_newest_schema_is_left_alone(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")

    assert migrating.upgrade(store) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journal.db"]


def test_an_upgrade_keeps_every_row_and_makes_a_backup_first(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    before = rows(store)

    copy = migrating.upgrade(
        store, scripts=scripts_with(tmp_path, '    op.execute("CREATE TABLE extra (id INTEGER)")\n')
    )

    assert schema_of(store) == "0003"
    assert rows(store) == before
    assert copy == tmp_path / "journal.db.before-schema-0003"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert check(copy, mode="ro") == []
    assert rows(copy) == before


def test_a_table_that_is_built_anew_loses_nothing_that_points_to_it(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    before = rows(store)
    rebuild = '    with op.batch_alter_table("check_in", recreate="always"):\n        pass\n'

    migrating.upgrade(store, scripts=scripts_with(tmp_path, rebuild))

    assert rows(store) == before
    assert check_references(store) == []


def check_references(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA foreign_key_check").fetchall()


@pytest.mark.parametrize(
    "body",
    [
        '    op.execute("UPDATE entry SET body = NULL, salt = NULL WHERE seq = 4")\n',
        '    op.execute("DELETE FROM reply")\n',
        '    op.execute("DELETE FROM check_in")\n',
    ],
    ids=["changes an entry", "drops replies", "leaves orphans"],
)
def test_a_migration_that_would_lose_something_is_refused(tmp_path: Path, body: str) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    before = rows(store)

    with pytest.raises(StoreError, match="would have lost rows"):
        migrating.upgrade(store, scripts=scripts_with(tmp_path, body))

    assert schema_of(store) == "0002"
    assert rows(store) == before


@pytest.mark.parametrize("step", ["os.kill(os.getpid(), signal.SIGKILL)", "raise RuntimeError"])
def test_a_migration_that_dies_half_way_leaves_the_old_schema(tmp_path: Path, step: str) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    before, shape = rows(store), schema(store)
    scripts = scripts_with(tmp_path, f'{ADD_COLUMN}    op.drop_table("stopped")\n    {step}\n')
    program = (
        "from pathlib import Path; from tending.adapters.journal.migrating import upgrade;"
        f"upgrade(Path({str(store)!r}), scripts=Path({str(scripts)!r}))"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)

    assert ended.returncode in (-signal.SIGKILL, 1), ended.stderr
    assert (schema_of(store), rows(store), schema(store)) == ("0002", before, shape)
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.append(a_note("still here"))
    journal.close()


def test_a_maker_that_dies_leaves_no_store(tmp_path: Path) -> None:
    scripts = scripts_with(tmp_path, "    raise RuntimeError\n")
    (tmp_path / "new").mkdir()

    with pytest.raises(RuntimeError):
        migrating.create(tmp_path / "new" / "journal.db", scripts=scripts)

    assert list((tmp_path / "new").iterdir()) == []


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    migrating.upgrade(store, scripts=scripts_with(tmp_path, ADD_COLUMN))
    before = rows(store)

    with pytest.raises(StoreError, match="made by a newer tending") as refused:
        SqlJournal(store)

    assert refused.value.exit_code == 5
    assert rows(store) == before


def test_a_schema_that_nobody_made_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    before = rows(store)

    with pytest.raises(StoreError, match="a schema this tending does not know"):
        SqlJournal(store)

    assert schema_of(store) == "0000"
    assert rows(store) == before


def test_opening_a_store_that_is_up_to_date_does_not_import_alembic(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    program = (
        "import sys; from tending.adapters.journal.sql import SqlJournal;"
        f"journal = SqlJournal({str(store)!r}); print([name for name in sys.modules if name.startswith('alembic')])"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert ended.stdout.strip() == "[]"


def test_two_that_make_the_same_store_make_one(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")

    migrating.create(store)

    journal = SqlJournal(store)
    with journal.reading() as work:
        assert len(work.entries(Query())) == 5
    journal.close()
