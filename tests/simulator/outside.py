"""What is outside the process, and outlives it: time, the clock on the wall, the keeper, the far sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from simulator.far import FarSide, Fate, Letter
from tending.core import tokens
from tending.core.model import Level, Plan
from tending.core.records import Message, Way
from tending.core.standing import Standing
from tending.service.personas import Keeper

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
MAIL = Way(
    name="mail", kind="email", level=Level.PERSONAL, address="keeper's mail", place="at the keeper's", two_way=True
)
PUSH = Way(name="push", kind="apprise", level=Level.PROMPT, address="keeper's push", place="on the keeper's phone")
WAYS = (MAIL, PUSH)
STOP_RARELY = 0.02


@dataclass(kw_only=True)
class Outside:
    """`true` is the time that passes; the clock on the wall is `skew` beside it.

    `notes` are words that occur in one letter each; `wrong` is what was seen to break a promise.
    """

    given: Plan
    chance: Random
    keeper: Keeper
    mail: FarSide
    push: FarSide
    true: datetime = START
    skew: timedelta = timedelta(0)
    written: int = 0
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def wall(self) -> datetime:
        return self.true + self.skew

    def clock(self) -> datetime:
        return self.true

    @property
    def sides(self) -> tuple[FarSide, FarSide]:
        return self.mail, self.push

    def look(self, standing: Standing) -> None:
        """The keeper reads what has come, and decides what to say to it."""
        for side in self.sides:
            for message in side.come(self.true):
                self._read(message, standing)

    def _read(self, message: Message, standing: Standing) -> None:
        number = tokens.read(self.given.seed, message.token, MAIL.name, self.wall) if message.token else None
        sitting = next((one for one in (*standing.open, *standing.recent) if one.id == number), None)
        if sitting is not None:
            self.keeper.meet(sitting, self.true, again=len(sitting.prompts) > 1)

    def write(self) -> None:
        """What the keeper has decided to say by now lies in the mailbox."""
        while self.keeper.pending and self.keeper.pending[0].at <= self.true:
            saying = self.keeper.pending.pop(0)
            text = saying.text
            if text == "stop" and self.chance.random() > STOP_RARELY:
                text = "not now"
            self._post(text, saying.check_in)

    def note(self) -> None:
        """A word of their own, to nothing that was asked, which is told apart from any other."""
        word = f"sparrow{self.written:06d}"
        self.notes.append(word)
        self._post(f"{word} sat at the window", None)

    def _post(self, text: str, check_in: int | None) -> None:
        self.written += 1
        wait = timedelta(seconds=self.chance.randint(0, 900))
        self.mail.letters.append(Letter(number=self.written, at=self.true + wait, text=text, check_in=check_in))

    def next(self) -> list[datetime]:
        """When something happens here next."""
        coming = [when for side in self.sides for when, _ in side.on_its_way]
        return [*coming, *(saying.at for saying in self.keeper.pending[:1])]


def an_outside(given: Plan, seed: int, *, persona: str, fates: Mapping[Fate, int]) -> Outside:
    chance = Random(f"outside-{seed}")  # noqa: S311 - a seed replays

    def side(way: Way, *, tells: bool) -> FarSide:
        return FarSide(
            name=way.name,
            kind=way.kind,
            two_way=way.two_way,
            tells=tells,
            fates=fates,
            chance=Random(f"{way.name}-{seed}"),  # noqa: S311 - as above
        )

    keeper = Keeper(random=Random(f"keeper-{seed}"), persona=persona, given=given)  # noqa: S311 - as above
    mail, push = side(MAIL, tells=seed % 3 == 0), side(PUSH, tells=False)
    return Outside(given=given, chance=chance, keeper=keeper, mail=mail, push=push)
