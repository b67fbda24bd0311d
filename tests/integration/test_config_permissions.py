"""Who may open what, and mending it."""

import os
import socket
from pathlib import Path

import pytest

from settings_on_disk import CANARY, MAIL, errors, mode, password, write
from tending.config import (
    load,
    loose,
    mend_permissions,
    paths,
    private_folder,
)
from tending.core.errors import SettingsError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tending.toml"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "TZ": "Europe/Berlin"}


@pytest.mark.parametrize("bits", [0o640, 0o604, 0o620, 0o644, 0o666, 0o610, 0o601])
@pytest.mark.parametrize(
    "text",
    [
        MAIL + f'password = "{CANARY}"\n',
        f'[channels.phone]\nkind = "apprise"\nurl = "ntfy://{CANARY}"\n',
        f'[store]\nkey = "{CANARY}"\n',
    ],
)
def test_a_file_with_a_secret_that_others_could_open_is_refused(
    file: Path, environ: dict[str, str], text: str, bits: int
) -> None:
    write(file, text, bits)

    lines = errors(environ, file)

    assert len(lines) == 1
    assert lines[0].endswith("chmod 600, or tending doctor --fix")


def test_a_password_in_the_address_of_what_is_no_store_is_a_secret_too(file: Path, environ: dict[str, str]) -> None:
    write(file, f'[store]\nurl = "postgresql://me:{CANARY}@localhost/tending"\n', 0o644)

    exposed, no_store = errors(environ, file)

    assert "holds a secret and others can read it" in exposed
    assert "store.url: is no store" in no_store


def test_a_file_without_a_secret_may_be_read_by_anybody_and_changed_by_nobody(
    file: Path, environ: dict[str, str]
) -> None:
    text = MAIL + '[store]\nurl = "sqlite:////srv/journal.db"\n'

    assert load(environ, write(file, text, 0o644)).channels
    assert "anybody can change it" in errors(environ, write(file, text, 0o646))[0]


def test_a_secret_file_that_others_could_open_is_refused(file: Path, environ: dict[str, str]) -> None:
    write(file, MAIL + 'password_file = "mail.password"\n')
    write(file.with_name("mail.password"), CANARY, 0o640)

    lines = errors(environ, file)

    assert len(lines) == 1
    assert lines[0].endswith("others can read it: chmod 600, or tending doctor --fix")


def test_what_is_open_to_others_is_found_and_shut(tmp_path: Path) -> None:
    environ = {"TENDING_HOME": str(tmp_path)}
    where = paths(environ)
    for folder in (where.state_dir, where.backups_dir, where.config_file.parent):
        folder.mkdir(parents=True, mode=0o755)
    secret = write(where.config_file.with_name("mail.password"), CANARY, 0o644)
    write(where.config_file, MAIL + 'password_file = "mail.password"\n[store]\nkey = "some quiet words"\n', 0o664)
    exposed = [write(path, "x", 0o644) for path in (where.store, where.backups_dir / "one.db")]
    errors(environ)

    mended = mend_permissions(where)

    assert [mode(path) for path in (where.state_dir, where.backups_dir, where.config_file.parent)] == [0o700] * 3
    assert [mode(path) for path in (secret, where.config_file, *exposed)] == [0o600] * 4
    assert len(mended) == 7
    assert f"{secret}: now 0600" in mended
    assert (loose(where), mend_permissions(where)) == ([], [])
    assert password(load(environ)) == CANARY


def test_mending_follows_no_link_out_of_our_folders(tmp_path: Path) -> None:
    where = paths({"TENDING_HOME": str(tmp_path / "home")})
    where.backups_dir.mkdir(parents=True, mode=0o700)
    where.state_dir.chmod(0o700)
    outside = write(tmp_path / "outside", "x", 0o644)
    (where.backups_dir / "one.db").symlink_to(outside)

    mended = mend_permissions(where)

    assert (mended, loose(where), mode(outside)) == ([], [], 0o644)


def test_mending_without_anything_there_does_nothing(tmp_path: Path) -> None:
    assert mend_permissions(paths({"TENDING_HOME": str(tmp_path / "nothing")})) == []


def test_a_private_folder_is_made_once_and_proved_ever_after(tmp_path: Path) -> None:
    made = private_folder(tmp_path / "above" / "run")

    assert mode(made) == 0o700
    assert private_folder(made) == made


def test_a_folder_that_is_not_ours_alone_is_refused(tmp_path: Path) -> None:
    shared, link, plain = tmp_path / "shared", tmp_path / "link", write(tmp_path / "plain", "x")
    shared.mkdir()
    shared.chmod(0o750)
    link.symlink_to(private_folder(tmp_path / "private"))

    for path, complaint in ((shared, "others may look"), (link, "not a folder"), (plain, "not a folder")):
        with pytest.raises(SettingsError, match=complaint):
            private_folder(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of somebody else's: sudo pytest")
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    made = private_folder(tmp_path / "run")
    os.chown(made, 4242, 4242)

    with pytest.raises(SettingsError, match="somebody else"):
        private_folder(made)


def test_a_socket_of_a_very_long_home_can_be_bound_where_it_is_said_to_be() -> None:
    where = paths({"TENDING_HOME": f"/tmp/{'x' * 200}-{os.getpid()}"})  # noqa: S108 - only its name is used

    try:
        with socket.socket(socket.AF_UNIX) as bound:
            private_folder(where.runtime_dir)
            bound.bind(str(where.socket))
        assert mode(where.runtime_dir) == 0o700
    finally:
        where.socket.unlink()
        where.runtime_dir.rmdir()
