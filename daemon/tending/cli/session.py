"""What one command works with. The program behind it is built when it is first asked for."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tending.app import App
    from tending.service.turn import Turn


class Session:
    """The environment of one command, and the settings file it names."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.config_file: Path | None = None

    @cached_property
    def app(self) -> "App":
        with not_collecting():
            from tending.app import App  # noqa: PLC0415 - half a second that --help does not pay

        return App(self.environ, self.config_file, lambda: self.passphrase)

    @cached_property
    def passphrase(self) -> str:
        """Of a locked store, typed unseen; nothing where there is nobody to type it."""
        from tending.cli.secrets import typed_unseen  # noqa: PLC0415 - only a locked store pays for it

        return typed_unseen("Passphrase: ")

    def begun(self) -> "Turn":
        """A turn that may write: what is in force is in the journal before it."""
        from tending.service import beginning, forgetting  # noqa: PLC0415 - only writing pays for it

        turn = self.app.turn()
        beginning.begin(turn, self.app.journal)
        if forgetting.is_unfinished(self.app.journal):
            from tending.cli.forgetting import scrub  # noqa: PLC0415 - as above
            from tending.core.errors import StoreError  # noqa: PLC0415 - as above

            with suppress(StoreError):  # no room, or no leave: the next command tries again
                scrub(self)
        return turn

    def wake(self) -> None:
        """Tell a running daemon that something has changed."""
        from tending.adapters import doorbell  # noqa: PLC0415 - only writing pays for it

        doorbell.knock(self.app.paths.socket)

    def change_to(self, app: "App") -> None:
        """Go on with another one in its place."""
        self.close()
        self.__dict__["app"] = app

    def reopen(self) -> "App":
        """The program afresh, after its settings were changed."""
        self.close()
        return self.app

    def close(self) -> None:
        built = self.__dict__.pop("app", None)
        if built is not None:
            built.close()


@contextmanager
def not_collecting() -> Iterator[None]:
    """Imports make many objects and no garbage: looking for it in between is a fifth of their time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def session_of(ctx: typer.Context) -> Session:
    session = ctx.obj
    assert isinstance(session, Session)  # noqa: S101 - run() hands it over
    return session
