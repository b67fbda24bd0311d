"""Ending well: one page in the keeper's own words, and then it is theirs to keep, to take along or to wipe."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tending.core import hours
from tending.core.entries import Answered, BondClosed, Draft, Entry
from tending.core.ledgers.rows import number
from tending.core.records import Heard, Query
from tending.core.standing import BondStanding
from tending.core.values import dataclass
from tending.core.words import counted, say
from tending.ports import Journal, Work
from tending.service import asking, echoes
from tending.service.turn import Turn

WISH = "W8"
LOW = 2
LOW_FOR = timedelta(days=90)
LOW_LEAST = 4
SHORT = 140
LINES_MOST = 3
ENTRIES_KEPT = 5_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """What one part of the page is made of: the prompts whose answers it quotes, and whether the first or the last."""

    key: str
    prompts: tuple[str, ...]
    first: bool = False
    most: int = 1


CHAPTERS = (
    Chapter(key="began", prompts=("W0",), first=True),
    Chapter(key="good-and-hard", prompts=("W2",), first=True),
    Chapter(key="wish-for", prompts=("W5",)),
    Chapter(key="own-part", prompts=("A2", "A1")),
    Chapter(key="changed", prompts=("A4",)),
    Chapter(key="heard", prompts=("L11", "L1", "L5"), most=2),
    Chapter(key="promised", prompts=("P3", "P2"), most=LINES_MOST),
    Chapter(key="good-days", prompts=("G2", "O2"), most=LINES_MOST),
    Chapter(key="learned", prompts=("O9", "O4", "O1"), most=2),
    Chapter(key="now", prompts=("W0", "W1")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    on: date
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page about one bond. `parts` are headings with the keeper's own words under them."""

    label: str
    since: date
    until: date
    answers: int
    parts: tuple[tuple[str, tuple[Quote, ...]], ...]


def summary(turn: Turn, journal: Journal, bond: BondStanding) -> Page:
    with journal.reading() as work:
        said = _answers(work, bond)
    zone = turn.given.rules.zone
    parts = ((say(f"page-{one.key}", turn.language), tuple(_quotes(one, said, zone))) for one in CHAPTERS)
    return Page(
        label=bond.label,
        since=hours.local_date(bond.added_at, zone),
        until=turn.today,
        answers=len(said),
        parts=tuple((heading, quotes) for heading, quotes in parts if quotes),
    )


def _answers(work: Work, bond: BondStanding) -> list[tuple[Entry, Answered]]:
    """What was answered about a bond and not taken back, oldest first."""
    undone = {getattr(entry.payload, "seq", 0) for entry in work.entries(Query(kinds=("undone",)))}
    query = Query(kinds=("answered",), bond=bond.number, limit=ENTRIES_KEPT)
    found = [(entry, entry.payload) for entry in work.entries(query) if entry.seq not in undone]
    return [(entry, fact) for entry, fact in reversed(found) if isinstance(fact, Answered)]


def _quotes(chapter: Chapter, said: Sequence[tuple[Entry, Answered]], zone: str) -> Iterator[Quote]:
    for name in chapter.prompts:
        found = [(entry, fact) for entry, fact in said if fact.prompt == name and fact.text.strip()]
        if found:
            chosen = found[: chapter.most] if chapter.first else found[-chapter.most :]
            yield from (Quote(on=hours.local_date(entry.at, zone), text=_short(fact.text)) for entry, fact in chosen)
            return


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}\u2026"


def as_markdown(page: Page, language: str) -> str:
    """The page as Markdown: small enough to print."""
    head = say("page-head", language, label=page.label)
    span = say("page-span", language, since=page.since.isoformat(), until=page.until.isoformat())
    how_many = counted("page-counted", page.answers, language)
    blocks = [f"# {head}", f"{span} {how_many}", *(_block(heading, quotes) for heading, quotes in page.parts)]
    return "\n\n".join([*blocks, say("page-end", language)])


def _block(heading: str, quotes: Sequence[Quote]) -> str:
    return "\n".join([f"## {heading}", "", *(f"- {quote.text} ({quote.on.isoformat()})" for quote in quotes)])


# -- the end -------------------------------------------------------------------------------------------------------


def finish(turn: Turn, work: Work, bond: BondStanding, how: str = "") -> Heard:
    """Nothing more is asked about this one. What was written stays, until the keeper wipes it."""
    for sitting in work.standing().open:
        if sitting.bond == bond.number:
            asking.cancel(work, sitting.id)
    work.append(Draft(payload=BondClosed(how=how), at=turn.now, bond=bond.number))
    return echoes.closing(turn, work, "done", say("finished", turn.language), changed=True)


def is_long_low(work: Work, bond: BondStanding, answer: tuple[date, float | None], zone: str) -> bool:
    """Whether the wish has been low for three months, the number just given among them."""
    day, level = answer
    if not _is_low(level):
        return False
    levels = [
        (hours.local_date(entry.at, zone), number(fact.values))
        for entry, fact in _answers(work, bond)
        if fact.prompt == WISH and number(fact.values) is not None
    ]
    lately = [(on, value) for on, value in [*levels, (day, level)] if day - on <= LOW_FOR]
    spans = any(day - on >= LOW_FOR for on, _ in levels)
    return spans and len(lately) >= LOW_LEAST and all(_is_low(value) for _, value in lately)


def _is_low(level: float | None) -> bool:
    return level is not None and level <= LOW
