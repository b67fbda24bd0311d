"""Values for tests: a plan, prompts, a bond, a standing, and a story that the service tells in memory."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tending.adapters.deck_files import read_decks
from tending.adapters.journal.memory import MemoryJournal
from tending.core import entries as e
from tending.core.contact import SCREEN, Contact
from tending.core.decks import plan_of
from tending.core.entries import Asked, BondAdded, Draft, Entry, Payload
from tending.core.forms import parse_form
from tending.core.ledgers import Ledgers
from tending.core.ledgers.meet import Meeting, MeetLedger
from tending.core.model import Condition, Deck, Family, Follow, GoOn, Plan, Profile, Prompt, Rules, Words
from tending.core.planning import Decision
from tending.core.records import ChannelState, Heard, Query, Reply, Way
from tending.core.standing import BondStanding, Shown, Sitting, Standing, Track, WindowScore, apply
from tending.core.windows import Quiet, Window
from tending.ports import Work
from tending.service import addresses, asking, beginning, hearing
from tending.service.simulating import seed_bytes
from tending.service.turn import Turn

START = datetime(2026, 1, 5, tzinfo=UTC)
DAY = timedelta(days=1)
WORDS = Words(line="A line", neutral="How is it?", personal="How is it, S?")
EVENING = Window(start=time(18), end=time(20))
MORNING = Window(start=time(10), end=time(11))
FIRST_ROUND = ("W0", "W1", "W2", "W3")
GATE = ("A0", "A1")


def at(day: float, hour: float = 0) -> datetime:
    """`day` days and `hour` hours after the start, a Monday."""
    return START + timedelta(days=day, hours=hour)


def on(day: int) -> date:
    return (START + timedelta(days=day)).date()


def clock(text: str) -> time:
    return time.fromisoformat(text)


def a_window(text: str = "18:00-20:00", *, weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)) -> Window:
    start, _, end = text.partition("-")
    return Window(start=clock(start), end=clock(end), weekdays=weekdays)


def a_quiet(text: str = "21:00-09:00") -> Quiet:
    start, _, end = text.partition("-")
    return Quiet(start=clock(start), end=clock(end))


def a_prompt(name: str = "G1", family: Family = Family.GROUND, form: str = "text", **changes: Any) -> Prompt:
    plain = Prompt(id=name, family=family, line=f"Line {name}", body=f"Body {name}?", form=parse_form(form), deck="x")
    return replace(plain, **changes)


def some_prompts() -> tuple[Prompt, ...]:
    """A small catalogue with one of everything the planner knows."""
    rests = Follow(when=Condition(test="is", operand="not really"), then="rest", target="account", days=60)
    a0 = GoOn(prompt="A1", when=Condition(test="not", operand="not really"))
    return (
        a_prompt("W0", Family.WANT, first_round=True, go_on=(GoOn(prompt="W1"),)),
        a_prompt("W1", Family.WANT, "yes-partly-no", first_round=True, repeat_days=0, every_days=28),
        a_prompt("W2", Family.WANT, first_round=True, keeps={"hard_item": "text"}),
        a_prompt("W3", Family.WANT, first_round=True, neutral={"hard_item": "one hard thing"}),
        a_prompt("W7", Family.WANT, first_round=True, profiles=(Profile.FORMER_PARTNER,)),
        a_prompt("W8", Family.WANT, "scale-1-5", rides=True, rating=True, repeat_days=0),
        a_prompt("W10", Family.WANT),
        a_prompt("G1", rating=True, form="scale-1-5"),
        a_prompt("G2"),
        a_prompt("A0", Family.ACCOUNT, "choice: yes / not really", go_on=(a0,), follow=(rests,)),
        a_prompt("A1", Family.ACCOUNT, after="A0", repeat_days=180),
        a_prompt("A8", Family.ACCOUNT, after="A1", after_days=14),
        a_prompt("L1", Family.LISTEN, needs=("they-wrote",), repeat_days=0),
        a_prompt("L8", Family.LISTEN),
        a_prompt("P1", Family.PROMISE, repeat_days=0),
        a_prompt("O1", Family.MOVING, repeat_days=28),
        a_prompt("K1", Family.PRACTICAL, needs=("practical-ties",), repeat_days=0),
        *consent_prompts(),
        a_prompt("R1", Family.REACH, repeat_days=0),
        a_prompt("S1", Family.REHEARSE, repeat_days=0),
        a_prompt("M1", Family.MEET, repeat_days=0),
    )


def consent_prompts() -> tuple[Prompt, ...]:
    """The four questions that the doors rest on, with the follow-ups of the shipped deck."""
    not_clear = Condition(test="not", operand="no")
    unsafe = (Follow(when=not_clear, then="shut", target="unsafe"), Follow(when=not_clear, then="card", target="help"))
    c1 = "choice: no / to wait / to stop, or blocked / a court or the police"
    told = {"to wait": "space", "to stop, or blocked": "closed", "a court or the police": "legal"}
    shuts = tuple(
        Follow(when=Condition(test="is", operand=option), then="shut", target=door) for option, door in told.items()
    )
    clear = Condition(test="is", operand="no")
    silence = (Follow(when=Condition(test="unanswered"), then="pause"),)
    return (
        _consent("U1", "yes-partly-no", go_on=(GoOn(prompt="U2", when=clear),), follow=unsafe),
        _consent("U2", "yes-partly-no", go_on=(GoOn(prompt="C1", when=clear),), follow=unsafe),
        _consent("C1", c1, follow=shuts),
        _consent("C2", "choice: go on / less / pause / move on / end well", follow=silence),
    )


def reach_prompts() -> tuple[Prompt, ...]:
    """The rounds of reaching out, with what each needs and leads to in the shipped deck."""

    def step(name: str, *needs: str, form: str = "text", **changes: Any) -> Prompt:
        return a_prompt(name, Family.REACH, form, needs=needs, repeat_days=0, **changes)

    r1 = "choice: none / unsure / yes / they wrote first"
    return (
        step("R1", "account-done", "contact-open", form=r1),
        step("R8", after="R1"),
        step("R2", "contact-open", after="R1"),
        step("R3", "contact-open", "follow-up"),
        step("R4", "contact-open", form="yes-partly-no", after="R3"),
        step("R5", "contact-open", "follow-up", form="choice: sent / not sent + date", after="R4", after_days=2),
        step("R6", "waiting", form="choice: none / brief / friendly / open / asked for space"),
        step("R7", "contact-open", "ladder"),
        step("R9", "contact-open", "ladder"),
        step("R10", "waiting", form="scale-1-5 + text"),
        step("R11", "waiting", "follow-up", form="choice: let it rest / one last time"),
        a_prompt("L11", Family.LISTEN, "text + yes-no", needs=("follow-up",), repeat_days=0),
    )


def a_reaching_plan(*, without: Sequence[str] = (), **rules: Any) -> Plan:
    """The small catalogue, and all the steps of reaching out."""
    known = (one for one in some_prompts() if one.family is not Family.REACH)
    return a_plan(*known, *reach_prompts(), without=without, **rules)


def _consent(name: str, form: str, **changes: Any) -> Prompt:
    return a_prompt(name, Family.CONSENT, form, needs=("setup",), repeat_days=0, **changes)


def a_plan(
    *prompts: Prompt,
    decks: Sequence[Deck] = (),
    seed: bytes = b"an install seed",
    without: Sequence[str] = (),
    **rules: Any,
) -> Plan:
    """A plan of the prompts given, else of the small catalogue. Rules by name, windows and quiet hours as written."""
    known = {prompt.id: prompt for prompt in prompts or some_prompts() if prompt.id not in without}
    known |= {prompt.id: prompt for deck in decks for prompt in deck.prompts}
    return _compiled(known, decks, seed, some_rules(**rules))


def the_shipped_plan(*, seed: int = 1, plain: Sequence[str] = (), **rules: Any) -> Plan:
    """The decks as they are shipped, with the named plain ones turned on; reads files."""
    decks = tuple(replace(deck, enabled=deck.enabled or deck.name in plain) for deck in read_decks(None))
    return plan_of(some_rules(**rules), decks, seed_bytes(seed))


def _compiled(known: Mapping[str, Prompt], decks: Sequence[Deck], seed: bytes, rules: Rules) -> Plan:
    families: dict[Family, list[Prompt]] = defaultdict(list)
    for prompt in known.values():
        families[prompt.family].append(prompt)
    return Plan(
        rules=rules,
        decks=tuple(decks),
        prompts=known,
        families={family: tuple(those) for family, those in families.items()},
        seed=seed,
    )


def some_rules(**rules: Any) -> Rules:
    if "windows" in rules:
        rules["windows"] = tuple(a_window(one) if isinstance(one, str) else one for one in rules["windows"])
    if isinstance(rules.get("quiet"), str):
        rules["quiet"] = a_quiet(rules["quiet"])
    return Rules(**rules)


def a_plain_deck(name: str = "gratitude", *times: str, gap_days: int = 1, prompts: int = 2, **changes: Any) -> Deck:
    those = tuple(a_prompt(f"{name}-{number}", Family.PLAIN, repeat_days=0) for number in range(prompts))
    deck = Deck(
        name=name, family=Family.PLAIN, prompts=those, times=tuple(clock(one) for one in times), gap_days=gap_days
    )
    return replace(deck, **changes)


def a_contact(**changes: Any) -> Contact:
    """Nothing is known of the other, since the start."""
    return replace(Contact(began_at=START), **changes)


def a_clear_contact(day: float = 0, **changes: Any) -> Contact:
    """The three questions were answered on a day, and nothing shut."""
    answers = dict.fromkeys(SCREEN, at(day, 19))
    return a_contact(**({"told": answers, "clear": answers} | changes))


def a_bond(number: int = 1, label: str = "S", **changes: Any) -> BondStanding:
    plain = BondStanding(number=number, label=label, profile=Profile.FRIEND, added_at=START, contact=a_contact())
    return replace(plain, **changes)


def a_track(**changes: Any) -> Track:
    return Track(**changes)


def answered_on(day: int, *names: str) -> dict[str, Shown]:
    when = at(day, 19)
    return {name: Shown(on=on(day), asked_at=when, answered_at=when, settled_at=when) for name in names}


def an_invitation(agreed_on: int = 0, **changes: Any) -> Ledgers:
    """What the ledgers hold once they have said yes, on a day."""
    return Ledgers(meet=MeetLedger(open=replace(Meeting(id=3, agreed=on(agreed_on)), **changes)))


def a_settled_bond(number: int = 1, label: str = "S", *, day: int = 0, **changes: Any) -> BondStanding:
    """A bond whose first round and gate of account were answered on one day: all families are open."""
    prompts = answered_on(day, *FIRST_ROUND, *GATE) | changes.pop("prompts", {})
    changes.setdefault("fills", {"hard_item": "the silences"})
    return a_bond(number, label, prompts=prompts, **changes)


def a_sitting(number: int = 5, **changes: Any) -> Sitting:
    plain = Sitting(
        id=number,
        bond=1,
        family=Family.GROUND,
        prompts=("G2",),
        words=WORDS,
        asked_at=at(1, 18),
        on=on(1),
        expires_at=at(3, 6),
        window="18:00-20:00",
    )
    return replace(plain, **changes)


def a_standing(*bonds: BondStanding, **changes: Any) -> Standing:
    """Begun at the start, with one bond unless others are given."""
    return replace(Standing(began_at=START, bonds=bonds or (a_bond(),)), **changes)


def confirm(turn: Turn, work: Work, way: Way) -> None:
    """As if the six digits had been typed back now."""
    work.save_channel(ChannelState(name=way.name, kind=way.kind, address=way.address, confirmed_at=turn.now))
    addresses.note(turn, work, way, "confirmed")


def an_entry(payload: Payload | None, *, seq: int = 9, when: datetime = START, bond: int = 0) -> Entry:
    return Entry(seq=seq, bond=bond, at=when, payload=payload, kind=payload.kind if payload is not None else "note")


def fold(standing: Standing, *payloads: Payload, bond: int = 1, when: float = 2) -> Standing:
    """What facts of one instant add up to, after what was known before."""
    for payload in payloads:
        standing = apply(standing, an_entry(payload, seq=standing.seq + 1, when=at(when), bond=bond))
    return standing


def an_asking(family: Family = Family.GROUND, prompt: str = "G2", day: int = 1, **changes: object) -> e.Asked:
    given: dict[str, object] = {"window": "18:00-20:00"} | changes
    return e.Asked(family=family, prompt=prompt, on=on(day), expires_at=at(day + 1, 30), words=WORDS, **given)  # type: ignore[arg-type]


def with_open(**changes: object) -> Standing:
    return a_standing(open=(a_sitting(5, **changes),), windows={"18:00-20:00": WindowScore(tries=1)})


def an_answer(prompt: str = "G2", **changes: object) -> e.Answered:
    given: dict[str, object] = {"values": {}, "text": "Fine.", "closes": True, "check_in": 5} | changes
    return e.Answered(prompt=prompt, **given)  # type: ignore[arg-type]


def shown(standing: Standing, prompt: str = "G2") -> Shown:
    return standing.bond(1).prompts[prompt]


@dataclass(kw_only=True)
class Story:
    """The service on a journal in memory, told hour by hour."""

    given: Plan
    now: datetime = START
    ways: Sequence[Way] = ()
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    heard: list[Heard] = field(default_factory=list)

    def turn(self) -> Turn:
        return Turn(given=self.given, ways=self.ways, now=self.now)

    def begin(self, *labels: str, profile: Profile = Profile.FRIEND) -> "Story":
        beginning.begin(self.turn(), self.journal)
        with self.journal.writing() as work:
            for label in labels or ("S",):
                beginning.add_bond(self.turn(), work, BondAdded(label=label, profile=profile))
        return self

    def tick(self, when: datetime | None = None, *, slept_from: datetime | None = None) -> Decision:
        self.now = when or self.now
        return asking.tick(self.turn(), self.journal, slept_from=slept_from)

    def until(self, end: datetime) -> "Story":
        """Sleep from wake to wake, as the daemon does, up to an instant."""
        while (wake := self.tick().wake) is not None and wake <= end:
            self.now = max(wake, self.now)
        self.now = end
        return self

    def says(self, text: str, *, check_in: int | None = None) -> Heard:
        self.now += timedelta(minutes=1)
        reply = Reply(
            channel="terminal",
            provider_id=f"{len(self.heard)}",
            received_at=self.now,
            raw=text.encode(),
            text=text,
            check_in=check_in,
        )
        self.heard.append(hearing.hear(self.turn(), self.journal, reply))
        return self.heard[-1]

    def add(self, *payloads: Payload, bond: int = 1) -> None:
        with self.journal.writing() as work:
            work.append(*(Draft(payload=payload, at=self.now, bond=bond) for payload in payloads))

    @property
    def standing(self) -> Standing:
        with self.journal.reading() as work:
            return work.standing()

    @property
    def entries(self) -> Sequence[Entry]:
        with self.journal.reading() as work:
            return work.entries(Query(oldest_first=True))

    @property
    def asked(self) -> list[tuple[datetime, Asked]]:
        return [(entry.at, entry.payload) for entry in self.entries if isinstance(entry.payload, Asked)]

    @property
    def times(self) -> list[datetime]:
        return [when for when, _ in self.asked]
