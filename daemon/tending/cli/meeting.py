"""The first meeting: one real question, eight short things, what to expect, and where it shall find the keeper."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from tending.adapters.help_lines import help_lines
from tending.app import typed
from tending.cli import meeting_texts as texts
from tending.cli import places
from tending.cli.console import ASK, Console, Screen, page
from tending.cli.lines import expected, question_lines
from tending.cli.output import AsJson
from tending.cli.questions import (
    KNOWN_BEFORE,
    QUESTIONS,
    EndedError,
    Question,
    Setting,
    ask,
    kept_windows,
    since_text,
    when_question,
)
from tending.cli.session import Session, session_of
from tending.cli.setting_up import DRAFT, change_of, is_afraid, settings_of
from tending.config import write_settings
from tending.core import hours
from tending.core.errors import UsageError
from tending.core.records import Heard
from tending.core.standing import BondStanding, Sitting, Standing, past
from tending.core.words import day_part, say
from tending.service import asking, beginning, caring, echoes, hearing, views

FIRST = beginning.FIRST_PROMPT
LINES = 4
DAYS = 14


def filled(text: str, **values: str) -> str:
    return Template(text).substitute(values)


def is_set_up(standing: Standing) -> bool:
    return any(bond.label and not bond.closed for bond in standing.bonds)


class Meeting:
    """Ask, hear and keep, step by step: what was answered stays answered when it is broken off anywhere."""

    def __init__(self, session: Session, console: Console) -> None:
        self._session, self._console = session, console

    def hold(self, *, stays: bool) -> bool:
        """Go on where it was left. False when the keeper ended it with a word; `stays`: the window goes on after.

        Raises EOFError and KeyboardInterrupt as they come: everything that was answered is kept.
        """
        asking.tick(self._session.begun(), self._session.app.journal)
        self._greet()
        try:
            self._first_question()
            draft = self._eight()
        except EndedError as ended:
            self._hear(ended.verb)
            self._console.say(texts.PAUSED_MEETING)
            return False
        bond = self._set_up(draft)
        self._one_more(bond)
        self._expect(bond)
        self._find(stays=stays)
        return True

    def _standing(self) -> Standing:
        with self._session.app.journal.reading() as work:
            return work.standing()

    def _silent(self) -> bool:
        standing = self._standing()
        return standing.paused_at is not None or standing.card

    def _greet(self) -> None:
        self._console.say(texts.BACK if self._standing().bonds else texts.GREETING)

    def _first_question(self) -> None:
        """The first question is asked until it is answered, skipped or put off."""
        bond = beginning.unfinished(self._standing())
        shown = bond.prompts.get(FIRST) if bond is not None else None
        if shown is not None and (shown.answered_at or shown.skips):
            return
        sitting = beginning.first_question(self._session.begun(), self._session.app.journal)
        self._show(sitting)
        self._hear_answers(FIRST)

    def _hear_answers(self, prompt: str) -> None:
        while (sitting := self._standing().asking) is not None and sitting.prompt == prompt:
            text = self._console.read(ASK).strip()
            if not text and prompt == FIRST:
                self._console.say(texts.NO_HURRY)
                continue
            heard = self._hear(text or "skip")
            if self._standing().drawer_open:
                self._hear(page(self._console))
            if self._silent():
                raise EndedError("")
            if heard.understood == "why":
                self._show(sitting)

    def _hear(self, text: str) -> Heard:
        if not text:
            return Heard(understood="", echo="")
        turn = self._session.app.turn()
        heard = hearing.hear(turn, self._session.app.journal, typed(text, turn.now))
        start = texts.START if heard.understood == "answer" and heard.follows is not None else ""
        here = heard.echo.removesuffix(say("next-set-up", turn.language)).rstrip()
        self._console.say(f"\n{heard.card or here + start}")
        return heard

    def _show(self, sitting: Sitting) -> None:
        turn = self._session.app.turn()
        self._console.say(question_lines(*views.question_text(turn, sitting), turn.language))

    def _eight(self) -> dict[str, str]:
        """The short things, each kept as it comes. Returns them all."""
        draft = self._draft()
        self._console.say(texts.EIGHT_LEFT if draft else texts.EIGHT)
        for question in QUESTIONS:
            self._ask(question, draft)
        settings = self._session.app.settings
        self._ask(when_question(", ".join(settings.pace.windows), settings.pace.budget), draft)
        return draft

    def _draft(self) -> dict[str, str]:
        with self._session.app.journal.reading() as work:
            kept = work.meta(DRAFT)
        return dict(json.loads(kept)) if kept else {}

    def _ask(self, question: Question, draft: dict[str, str]) -> None:
        if question.key in draft:
            return
        turn = self._session.app.turn()
        country = draft.get("country") or turn.given.rules.country
        setting = Setting(today=turn.today, country=country, quiet=self._session.app.settings.pace.quiet)
        draft[question.key] = ask(self._console, question, setting)
        with self._session.app.journal.writing() as work:
            work.set_meta(DRAFT, json.dumps(draft))
        self._answer_back(question.key, draft, turn.today)

    def _answer_back(self, key: str, draft: dict[str, str], today: date) -> None:
        """What a short thing calls for in return, at once."""
        value = draft[key]
        if key == "since" and value:
            self._console.say(f"  {since_text(value, today)}")
        if key == "windows" and value != "|":
            self._console.say(f"  {self._hours(value)}")
        if key == "said" and value in texts.ROOM:
            self._console.say(f"  {texts.ROOM[value]}")
        if key == "they_afraid_of_me" and is_afraid(draft):
            self._safety(draft.get("country", ""))
        if key == "country" and value and is_afraid(draft):
            self._safety(value)

    def _hours(self, value: str) -> str:
        pace, (windows, budget) = self._session.app.settings.pace, kept_windows(value)
        return filled(texts.HOURS, windows="; ".join(windows or pace.windows), budget=str(budget or pace.budget))

    def _safety(self, country: str) -> None:
        """At once; and once more when the country is known, with its lines."""
        turn = self._session.app.turn()
        lines = help_lines(country or turn.given.rules.country)
        turn = replace(turn, given=replace(turn.given, help_lines=lines))
        self._console.say(f"\n{caring.safety_card(turn)}\n{texts.SAFETY}")

    def _set_up(self, draft: dict[str, str]) -> BondStanding:
        app = self._session.app
        if past(self._standing()):
            self._ask(KNOWN_BEFORE, draft)
        zone = self._zone(draft["country"])
        write_settings(app.paths.config_file, settings_of(draft, zone))
        app = self._session.reopen()
        turn = self._session.begun()
        with app.journal.writing() as work:
            bond = beginning.set_up(turn, work, change_of(draft))
            work.set_meta(DRAFT, "")
        self._console.say(f"  {texts.UTC_TIMES if places.is_utc(zone) else filled(texts.TIMES, zone=zone)}")
        return bond

    def _zone(self, country: str) -> str:
        """This computer's zone; where it says UTC, the one that the whole country shares."""
        app = self._session.app
        if not places.is_utc(app.rules.zone) or not country:
            return app.rules.zone
        return places.zone(country, app.clock().year) or "UTC"

    def _one_more(self, bond: BondStanding) -> None:
        """What the first sitting goes on to; put off where something graver has just been said."""
        sitting = self._standing().asking
        if sitting is None:
            return
        if bond.contact.unsafe_at is not None:
            turn = self._session.app.turn()
            hearing.hear(turn, self._session.app.journal, typed("later", turn.now))
            self._console.say(texts.PUT_OFF)
            return
        self._console.say(texts.ONE_MORE)
        self._show(sitting)
        try:
            self._hear_answers(sitting.prompt)
        except EndedError:
            self._console.say()

    def _expect(self, bond: BondStanding) -> None:
        turn = self._session.app.turn()
        rows = views.preview(turn, self._session.app.copied(), DAYS)
        self._console.say(texts.EXPECT if rows else texts.NOTHING_EXPECTED)
        for row in rows[:LINES]:
            self._console.say(expected(row, turn.given.rules.zone, turn.language))
        self._console.say(views.contact_outlook(turn, bond))

    def _find(self, *, stays: bool) -> None:
        from tending.cli.finding import find  # noqa: PLC0415 - confirming is not for every start

        find(self._session, self._console)
        self._console.say(filled(texts.ALL_SET, quiet=self._quiet()))
        self._console.say(texts.GOING_ON)
        self._console.say(texts.BACKGROUND)
        if stays:
            self._console.say(texts.LEAVE)

    def _quiet(self) -> str:
        turn = self._session.app.turn()
        with self._session.app.journal.reading() as work:
            at = echoes.next_at(turn, work)
            follows, _ = echoes.what_follows(turn, work)
        return follows if at is None else filled(texts.QUIET, when=echoes.when(turn, at))


def init_command(
    ctx: typer.Context,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="The answers, as TOML: nothing is asked.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Set up: a few short questions, and the first two weeks. Safe to run again."""
    session = session_of(ctx)
    if answers is not None:
        from tending.cli.unattended import set_up  # noqa: PLC0415 - one of the two ways

        set_up(session, answers, as_json=as_json)
        return
    if as_json:
        raise UsageError("init --json needs --answers FILE: there is nobody to ask")
    attend(session, Screen())


def attend(session: Session, console: Console) -> None:
    """The meeting on its own, without a daemon behind it."""
    with session.app.journal.reading() as work:
        known = is_set_up(work.standing())
    if known:
        console.say(texts.SET_UP)
        return
    if held(session, console, stays=False):
        session.wake()


def held(session: Session, console: Console, *, stays: bool) -> bool:
    """Hold the meeting. False when it was broken off, with the last word said: nothing is lost."""
    try:
        return Meeting(session, console).hold(stays=stays)
    except (EOFError, KeyboardInterrupt):
        console.say(filled(texts.STOPPED, bye=farewell(session)))
        return False


def farewell(session: Session) -> str:
    turn = session.app.turn()
    part = day_part(hours.local(turn.now, turn.given.rules.zone).time())
    return texts.GOOD_NIGHT if part in {"evening", "night"} else texts.GOOD_DAY
