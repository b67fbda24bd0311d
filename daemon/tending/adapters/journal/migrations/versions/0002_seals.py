"""A seal over the standing and the last entry of every keeper, so that what is edited by hand is noticed."""

import os

from alembic import op

from tending.adapters.journal import chain, codec, sealing
from tending.core.errors import DamagedError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LINKS = "SELECT seq, bond, at, kind, version, body, salt, digest, chain FROM entry WHERE keeper = ? ORDER BY seq"
_STANDING = "SELECT seq, fold_version, body FROM standing WHERE keeper = ?"
_SEED = "SELECT value FROM meta WHERE keeper = ? AND key = 'seed'"


def upgrade() -> None:
    for (keeper,) in op.get_bind().exec_driver_sql("SELECT DISTINCT keeper FROM entry").all():
        _seal(keeper)


def _seal(keeper: int) -> None:
    """Only what is whole is sealed."""
    bind = op.get_bind()
    links = [chain.Link(*row) for row in bind.exec_driver_sql(_LINKS, (keeper,))]
    if chain.broken(links):
        raise DamagedError("The store is damaged, so it was not brought up to date: restore a backup.")
    seq, version, body = bind.exec_driver_sql(_STANDING, (keeper,)).first() or (0, 0, b"")
    if seq != links[-1].seq:
        bind.exec_driver_sql("DELETE FROM standing WHERE keeper = ?", (keeper,))
    seal = sealing.made(
        sealing.key_of(_seed(keeper)),
        keeper=keeper,
        seq=links[-1].seq,
        chain=links[-1].chain,
        version=version,
        body=body,
    )
    _keep(keeper, sealing.META, seal.text)


def _seed(keeper: int) -> bytes:
    found = op.get_bind().exec_driver_sql(_SEED, (keeper,)).first()
    if found is None:
        _keep(keeper, "seed", os.urandom(32).hex())
        return _seed(keeper)
    return codec.read_seed(str(found[0]))


def _keep(keeper: int, key: str, value: str) -> None:
    op.get_bind().exec_driver_sql("INSERT INTO meta (keeper, key, value) VALUES (?, ?, ?)", (keeper, key, value))
