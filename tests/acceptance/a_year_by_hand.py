"""What `progress --json` holds at the end of the scripted year, worked out by hand from the lines of `a_year.txt`.

Nothing here is computed by the program. The day is Monday 4 January 2027; a week of the answers is seven days, the
present one 29 December to 4 January, the first of the twelve 13 to 19 October. Figures are to four places.
"""

from typing import Any


def count(name: str, n: int, *weeks: int) -> dict[str, Any]:
    return {"kind": "count", "name": name, "n": n, "weeks": list(weeks)}


def portion(name: str, k: int, n: int, *about: float) -> dict[str, Any]:
    """`about` are its share and the interval, from five on."""
    share, low, high = about or (None, None, None)
    return {"kind": "portion", "name": name, "k": k, "n": n, "share": share, "low": low, "high": high}


def mean(name: str, n: int, unit: str, value: float | None) -> dict[str, Any]:
    return {"kind": "mean", "name": name, "n": n, "unit": unit, "value": value}


def family(name: str, answers: dict[str, Any], *figures: dict[str, Any]) -> dict[str, Any]:
    return {"family": name, "answers": answers, "figures": list(figures)}


# Of each family its lines, without the word `skip`, what was asked back, and what was never typed. In brackets the days
# of the last twelve weeks.
WANT = family(
    "want",
    # 43 lines, W8 skip and W8 3 1/2 left out. (18, 25 October, 1 November; 13, 22, 29 December)
    count("answers", 41, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 1, 1),
    # whole weeks from Monday 7 December: W8 on the 13th 4; none; on the 22nd 3; on the 29th 4
    {"kind": "levels", "name": "wish-level", "n": 3, "means": [4.0, None, 3.0, 4.0], "hidden": False},
)
GROUND = family(
    "ground",
    # 8 lines, G6 never typed. (29 December)
    count("answers", 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    # the birthday, each year; the wedding of June is over
    count("occasion-ahead", 1),
)
ACCOUNT = family(
    "account",
    # 21 lines, A8 "all but the repair" left out. (22, 29, 29 October; 20 December)
    count("answers", 20, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    # both phones on the shelf, from 8 December: did on the 9th, 20th, 26th and 2 January, slip on the 13th: 4 of 5.
    # Wilson, z = 1.96: centre (.8 + 3.84 / 10) / (1 + 3.84 / 5) = .6697, to each side 1.96 x
    # root(.8 x .2 / 5 + 3.84 / 100) / (1 + 3.84 / 5) = .2941
    portion("account-there", 4, 5, 0.8, 0.3755, 0.9638),
    # twelve weeks of the hour ended in April, of telling Robin first on 29 November; those of the phones run
    count("account-worked-on", 1),
)
LISTEN = family(
    "listen",
    # 15 lines. (18 October, 23 November, 3 January)
    count("answers", 15, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1),
    # the cold flat, L11 eight times, M9 twice: 1 + 8 + 2
    count("listen-heard", 11),
    # guesses: lonely, found off; glad maybe, found right
    portion("listen-checked", 2, 2),
    portion("listen-right", 1, 2),
    # L5 two, by command two; call before you come by is respected
    portion("listen-respected", 1, 4),
)
PROMISE = family(
    "promise",
    # 27 lines, P2 skip left out. (15, 15 October, 1 November; 22, 27 December)
    count("answers", 26, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0),
    # kept: mum, the train money, the notebook, the bike light, the letters: 5. Broken: the papers. Partly: dinner, jo
    portion("promise-kept", 5, 8, 0.625, 0.3057, 0.8632),
    # how sure, against what came. Nobody asked it of the notebook and of the letters. mum .9, money .9: .01 each; the
    # light .99: .0001; the papers .95, broken: .9025; dinner and jo .9, partly: .16 each. 1.2426 / 6
    mean("promise-brier", 6, "brier", 0.2071),
    # the hallway; in white. Theirs, the books, is in no count, and what spoke of always was never made
    count("promise-renegotiated", 1),
    count("promise-released", 1),
)
REACH = family(
    "reach",
    # 36 lines, R9 "every two weeks" left out. (5, 29, 29 November; 1, 1, 1, 6, 6, 8, 15 December)
    count("answers", 35, 0, 0, 0, 1, 0, 0, 2, 5, 1, 1, 0, 0),
    # mails: mum, the choir, the pot, the walks: 4. Commands: good to see you, tea, new year: 3. R6 friendly, brief: 2
    count("contact-they-wrote", 9),
    # R5 sent: February, September, December
    count("contact-i-wrote", 3),
    # R6 nothing
    count("contact-silence", 1),
    # R3 four times, A11, by command three: 8. One was kept, one let go; the page of February is of the night
    count("hold-drafts", 8),
    count("hold-kept", 1),
    count("hold-let-go", 1),
    # the last two: brief is 1, the new year 2; the lower is casual
    {"kind": "ladder", "name": "rung", "at": 1, "steps": ["none", "casual", "warm", "personal", "in person"]},
)
REHEARSE = family(
    "rehearse",
    # S1, S2, S3 15 times, S7, S8. (16 and 21 November, three each)
    count("answers", 19, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0),
    # "again" twice of 15
    portion("rehearse-recall", 13, 15, 0.8667, 0.6212, 0.9626),
    # S1 five, the fair answer of S7, how we share the flat
    count("rehearse-points", 7),
)
MEET = family(
    "meet",
    # M0, M8, M9, M10, M11 twice, M1 to M7 once. (8, 12, 22, 22, 24 November)
    count("answers", 17, 0, 0, 0, 1, 1, 2, 1, 0, 0, 0, 0, 0),
    # the walk, and tea
    count("meet-held", 2),
)
MOVING = family(
    "moving",
    # O2 twice, O6, O7. (25 October, 13 December)
    count("answers", 4, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    # swimming, the bath, the choir
    count("moving-done", 3),
    # 4, 2, 4, 3, 2, 1 passed; 5 did not; the other 5 was taken back
    portion("moving-passed", 6, 7, 0.8571, 0.4869, 0.9743),
    # days from 2 October 0, 8, 9, 18, 30, 49, 77; levels 5, 4, 2, 4, 3, 2, 1. Of x and y = ln level: sums x 191,
    # y 6.8669, x x 9699, x y 109.2046. Slope (7 x 109.2046 - 191 x 6.8669) / (7 x 9699 - 191 x 191) = -547.15 / 31412;
    # the days are ln 2 / .017419
    mean("moving-half-life", 7, "halving", 39.7936),
    # from 8 December: jo, lena, my sister; jo, kim
    count("moving-people", 4),
)
CONSENT = family(
    "consent",
    # U1 4, U2 4, C1 5, C2 3. (15, 15, 15 November; 15 December)
    count("answers", 16, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1, 0, 0),
)
PROGRESS: list[dict[str, Any]] = [
    {
        "bond": "Robin",
        "families": [WANT, GROUND, ACCOUNT, LISTEN, PROMISE, REACH, REHEARSE, MEET, MOVING, CONSENT],
    }
]
