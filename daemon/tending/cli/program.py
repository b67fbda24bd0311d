"""Every command by its name. The room behind a command is entered when it is called, so that --help is quick."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from tending.cli.session import not_collecting, session_of

ALWAYS = ("",)


class Place(NamedTuple):
    """Where a command is: a module of this package, a function or a group in it, and the line that --help has.

    `shows`: with these words behind it, or whatever is behind it, it shows what the keeper wrote, which `hide` hides.
    """

    module: str
    name: str
    help: str
    shows: tuple[str, ...] = ()


COMMANDS: Mapping[str, Place] = {
    "init": Place("meeting", "init_command", "Set up: a few short questions, and the first two weeks."),
    "run": Place("running", "run_command", "The daemon, in the foreground."),
    "demo": Place("running", "demo_command", "A month in a minute, on a throw-away store."),
    "status": Place("showing", "status", "What is open, what comes next, and how the channels are."),
    "reply": Place("replying", "reply", "Answer the open check-in, or the one named."),
    "next": Place("words", "next_", "One more question now, because you ask.", ALWAYS),
    "skip": Place("words", "skip", "Skip the open question; that is an answer too."),
    "later": Place("words", "later", "Not now: it comes back in two days, or when you say."),
    "hold": Place("holding", "hold", "The night drawer: write it here, nothing is sent.", ("--list",)),
    "help": Place("words", "help_", "The help card, at once. For the commands: tending --help"),
    "preview": Place("showing", "preview", "What would be asked in the coming days. Nothing is sent.", ALWAYS),
    "why": Place("showing", "why", "Every rule that put a family, or a check-in, where it is.", ALWAYS),
    "journal": Place("journal", "journal", "Your entries, newest first.", ALWAYS),
    "progress": Place("progress", "progress", "What your ledgers add up to, always with how many.", ALWAYS),
    "pause": Place("words", "pause", "Silence for a while, until a date, or until resume."),
    "resume": Place("words", "resume", "Go on."),
    "less": Place("words", "less", "Fewer questions, from now."),
    "more": Place("words", "more", "More questions, in a week."),
    "misread": Place("words", "misread", "The help card was not meant: it is taken back."),
    "undo": Place("words", "undo", "Take back your last answer or note; what contact logged stays."),
    "hide": Place("hide", "hide", "Quiet for a day: nothing is sent, nothing is shown."),
    "bond": Place("bonds", "bond", "The relationships you tend.", ("list", "show")),
    "contact": Place(
        "contacts", "contact", "What happened between you, and what follows for the questions.", ("state", "list")
    ),
    "draft": Place("drafting", "draft", "A text looked over before it goes anywhere. Nothing is sent.", ("list",)),
    "account": Place("accounts", "account", "Your own part, and a change that can be seen.", ("list",)),
    "occasion": Place("occasions", "occasion", "Dates ahead that may be heavy, or good.", ("list",)),
    "heard": Place("heard", "heard", "What they said, in their words, and what they asked for.", ("list",)),
    "promise": Place("promises", "promise", "What you promise, how sure you are, and how it went.", ("list",)),
    "meet": Place("meets", "meet", "A meeting: what to know before it, and that it has been.", ("show",)),
    "speech": Place("speech", "speech", "What you want to say, and saying it aloud.", ("list", "rehearse")),
    "wish": Place("wishes", "wish", "What you hope for, in your own answers over time.", ALWAYS),
    "moving": Place("moves", "moving", "Toward moving on, one small thing at a time; and back.", ("list",)),
    "channel": Place("channels", "channel", "Where questions find you.", shows=("log",)),
    "summary": Place("ending", "summary", "The way so far on one page, in your own words.", ALWAYS),
    "done": Place("ending", "done", "End well: the page, and nothing more is asked about them.", ALWAYS),
    "report": Place("reporting", "report", "A range of it on paper, for a therapist or a mediator.", ALWAYS),
    "export": Place("carrying", "export", "Everything you wrote, to take along.", ALWAYS),
    "deck": Place("decks", "deck", "The questions, and your own."),
    "simulate": Place("simulate", "simulate", "A made-up keeper over days or years. Touches nothing of yours."),
    "helpline": Place("helpline", "helpline", "Help lines of your country, or of another."),
    "eval": Place("evaluate", "evaluate", "How well it does what it does, in figures."),
    "backup": Place("stores", "backup", "A proven copy of the store."),
    "restore": Place("stores", "restore", "Put a backup in the place of the store; --drill only tries."),
    "check": Place("stores", "check", "Whether the store is what it was when it was written."),
    "migrate": Place("stores", "migrate", "Bring the store to the present schema."),
    "lock": Place("lock", "lock", "The store behind a passphrase or a key file; --off takes it away."),
    "wipe": Place("wipe", "wipe", "Everything gone, and a second look for what is left."),
    "service": Place("service", "service", "The daemon in the background, kept going by systemd."),
    "doctor": Place("doctor", "doctor", "Everything that could keep questions or replies from arriving."),
}


class Rooms(TyperGroup):
    """A group that knows its commands by name and line, and loads the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, place in COMMANDS.items():
            self.commands[name] = TyperCommand(name, short_help=place.help, rich_markup_mode=None)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, listed, rest = super().resolve_command(ctx, args)
        if name is None:
            return name, listed, rest
        return name, _unseen(ctx) if _hides(ctx, name, rest) else load(name), rest


def _hides(ctx: Any, name: str, rest: list[str]) -> bool:
    """A store is opened to find out, so only for what would open it."""
    if not _shows(COMMANDS[name].shows, rest) or _asks_for_help(rest):
        return False
    from tending.cli.hide import is_hidden  # noqa: PLC0415 - only what shows something pays for it

    return is_hidden(session_of(ctx))


def _shows(shows: tuple[str, ...], rest: list[str]) -> bool:
    """Whether it is one of these: by an option, or by the word that comes first. The keeper's own words are none."""
    first = [word for word in rest if not word.startswith("-")][:1]
    return any(word in {"", *first} or (word.startswith("-") and word in rest) for word in shows)


def _asks_for_help(rest: list[str]) -> bool:
    """`--help`, and not as what another option is set to."""
    return any(word == "--help" and not before.startswith("-") for before, word in zip(["", *rest], rest, strict=False))


def _unseen(ctx: Any) -> Any:
    from tending.cli.hide import nothing_to_see  # noqa: PLC0415 - as above

    return get_command(nothing_to_see(session_of(ctx)))


def load(name: str) -> Any:
    place = COMMANDS[name]
    with not_collecting():
        found = getattr(import_module(f"tending.cli.{place.module}"), place.name)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(rich_markup_mode=None, add_completion=False)
        alone.command(name, help=place.help)(found)
        found = alone
    command = get_command(found)
    command.name, command.help = name, place.help
    return command


def build() -> Any:
    """The whole command line, ready for `.main(arguments)`."""
    program = typer.Typer(cls=Rooms, rich_markup_mode=None)
    program.callback(invoke_without_command=True)(tending)
    return get_command(program)


def tending(
    ctx: typer.Context,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Another settings file.")] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """A quiet companion for a relationship that broke: one small question at a time. Answers stay on this computer."""
    session_of(ctx).config_file = config
    if version:
        from importlib.metadata import version as installed  # noqa: PLC0415 - rarely asked

        typer.echo(f"tending {installed('tending')}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
