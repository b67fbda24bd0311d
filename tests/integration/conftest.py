"""A mail server for one test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from integration.mailing import MADE
from integration.mailserver import MailServer, make_certificates, need_dovecot, running


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_dovecot()
    home = tmp_path_factory.mktemp("certificates")
    make_certificates(home)
    return home


@pytest.fixture
def mail_home() -> Iterator[Path]:
    """Somewhere another user can reach: pytest's own folders are closed to dovecot's."""
    made = Path(tempfile.mkdtemp(prefix="mail-"))
    yield made
    while MADE:
        MADE.pop().close()
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def mail_server(mail_home: Path, certificates: Path) -> Iterator[MailServer]:
    with running(mail_home, certificates=certificates) as one:
        yield one
