"""Both journals through the same random lives, against a model that fits on a page."""

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from journal_builders import a_bond, a_delivery, a_note, a_reply, an_answer, an_asking, an_undo, at
from tending.adapters.journal.checking import check
from tending.adapters.journal.memory import MemoryJournal
from tending.adapters.journal.sql import SqlJournal
from tending.core import entries as e
from tending.core.entries import Draft
from tending.core.records import DeliveryState, Query
from tending.ports import Journal, Work

TEXTS = st.sampled_from(["calm by the river", "Café", "no", "it has been long"])


class Fell(Exception):  # noqa: N818 (it is no error of the journal)
    pass


class TwoJournals(RuleBasedStateMachine):
    """`kinds` is every entry that was committed, `open` the check-in that waits, `sent` the deliveries by key."""

    empty_store: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="journal-machine-"))
        self.store = self.folder / "journal.db"
        shutil.copy(self.empty_store, self.store)
        self.on_disk = SqlJournal(self.store)
        self.in_memory = MemoryJournal()
        self.kinds: list[str] = []
        self.asked: list[int] = []
        self.answers: list[int] = []
        self.open: int | None = None
        self.heard: set[str] = set()
        self.sent: dict[str, DeliveryState] = {}
        self.hours = 0.0

    def both(self) -> tuple[Journal, Journal]:
        return self.on_disk, self.in_memory

    def append(self, *drafts: Draft) -> None:
        for journal in self.both():
            with journal.writing() as work:
                work.append(*drafts)
        self.kinds.extend(draft.payload.kind for draft in drafts)

    def later(self) -> float:
        self.hours += 5
        return self.hours

    @initialize()
    def begin(self) -> None:
        self.append(Draft(at=at(0), payload=e.Began()), a_bond())

    @rule(prompt=st.sampled_from(["W0", "W1", "A0"]))
    def ask(self, prompt: str) -> None:
        self.append(an_asking(hours=self.later(), prompt=prompt))
        self.open = len(self.kinds)
        self.asked.append(self.open)

    @precondition(lambda self: self.open is not None)
    @rule(text=TEXTS)
    def answer(self, text: str) -> None:
        assert self.open is not None
        self.append(an_answer(self.open, hours=self.later(), text=text))
        self.answers.append(len(self.kinds))
        self.open = None

    @precondition(lambda self: self.open is not None)
    @rule()
    def lapse(self) -> None:
        assert self.open is not None
        hours = self.later()
        self.append(Draft(bond=1, at=at(hours), payload=e.Lapsed(check_in=self.open, expired_at=at(hours))))
        self.open = None

    @rule(texts=st.lists(TEXTS, min_size=1, max_size=3))
    def note(self, texts: list[str]) -> None:
        self.append(*(a_note(text, hours=self.later()) for text in texts))

    @precondition(lambda self: self.answers and self.kinds[-1] == "answered")
    @rule()
    def undo(self) -> None:
        answered = self.answers.pop()
        self.append(an_undo(answered, hours=self.later()))
        self.open = self.asked[-1]

    @rule(number=st.integers(0, 4))
    def hear(self, number: int) -> None:
        name = f"<{number}@example.org>"
        for journal in self.both():
            with journal.writing() as work:
                assert (work.keep_reply(a_reply(name)) is None) == (name in self.heard)
        self.heard.add(name)

    @rule(number=st.integers(0, 4))
    def queue(self, number: int) -> None:
        key = f"k{number}"
        for journal in self.both():
            with journal.writing() as work:
                work.queue(a_delivery(key, check_in=self.asked[-1] if self.asked else 0))
        self.sent.setdefault(key, DeliveryState.DUE)

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), state=st.sampled_from(DeliveryState))
    def mark(self, data: st.DataObject, state: DeliveryState) -> None:
        key = data.draw(st.sampled_from(sorted(self.sent)))
        for journal in self.both():
            with journal.writing() as work:
                (known,) = (found for found in work.deliveries() if found.key == key)
                work.mark(replace(known, state=state, next_attempt=at(self.hours)))
        self.sent[key] = state

    @rule(text=TEXTS)
    def fall_over(self, text: str) -> None:
        for journal in self.both():
            with pytest.raises(Fell):
                self._fall(journal, text)

    def _fall(self, journal: Journal, text: str) -> None:
        with journal.writing() as work:
            work.append(a_note(text), an_asking(hours=self.hours))
            work.queue(a_delivery("never"))
            raise Fell

    @rule()
    def reopen(self) -> None:
        self.on_disk.close()
        self.on_disk = SqlJournal(self.store)

    @rule()
    def refold(self) -> None:
        for journal in self.both():
            with journal.writing() as work:
                before = work.standing()
                assert work.refold() == before

    @invariant()
    def both_are_what_the_model_says(self) -> None:
        with ExitStack() as stack:
            disk: Work = stack.enter_context(self.on_disk.reading())
            memory: Work = stack.enter_context(self.in_memory.reading())
            for work in (disk, memory):
                assert [entry.kind for entry in work.entries(Query(oldest_first=True))] == self.kinds
                assert {reply.reply.provider_id for reply in work.replies()} == self.heard
                assert {found.key: found.state for found in work.deliveries()} == self.sent
                assert [found.id for found in work.check_ins(self.asked) if found.open] == (
                    [] if self.open is None else [self.open]
                )
            self._are_the_same(disk, memory)

    def _are_the_same(self, disk: Work, memory: Work) -> None:
        assert disk.standing() == memory.standing()
        assert disk.check_ins(self.asked) == memory.check_ins(self.asked)
        assert disk.sent_since("mail", at(0)) == memory.sent_since("mail", at(0))
        for query in (Query(), Query(words="river"), Query(words="cafe"), Query(kinds=("answered",), limit=2)):
            assert disk.entries(query) == memory.entries(query)

    def teardown(self) -> None:
        problems = check(self.store)
        self.on_disk.close()
        shutil.rmtree(self.folder)
        assert problems == []


def test_both_journals_live_the_same_lives(empty_store: Path) -> None:
    TwoJournals.empty_store = empty_store

    run_state_machine_as_test(
        TwoJournals,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
