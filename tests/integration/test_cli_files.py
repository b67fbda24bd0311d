"""What leaves the store for a file of its own: all of it or nothing, and only in the place of a file."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tending.cli import files
from tending.core.errors import UsageError

WORDS = b"marmalade " * 2_000


@contextmanager
def little_room() -> Iterator[None]:
    """No file may grow beyond a page, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("force", [False, True])
def test_a_full_disk_leaves_no_half_of_it(tmp_path: Path, *, force: bool) -> None:
    with little_room(), pytest.raises(UsageError, match="name another file"):
        files.write(tmp_path / "all.json", WORDS, force=force)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [False, True])
def test_ctrl_c_leaves_no_half_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, force: bool) -> None:
    def interrupted(_number: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)

    with pytest.raises(KeyboardInterrupt):
        files.write(tmp_path / "all.json", WORDS, force=force)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", ["folder", ".", "..", "pipe"])
def test_what_is_no_file_keeps_its_place(tmp_path: Path, name: str, *, force: bool) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UsageError):
        files.write(tmp_path / name, WORDS, force=force)

    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder", "pipe"]
    assert (tmp_path / "pipe").is_fifo()


def test_a_root_is_no_file(tmp_path: Path) -> None:
    for path in (Path("/"), Path()):
        with pytest.raises(UsageError):
            files.write(path, WORDS, force=True)

    assert list(tmp_path.iterdir()) == []
