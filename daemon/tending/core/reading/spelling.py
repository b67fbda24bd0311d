"""Words that were meant: one or two letters off."""

from collections.abc import Mapping

_LONG = 8
_LONGEST = 40


def nearest(typed: str, known: Mapping[str, str]) -> str:
    """The one meaning whose spelling is near to what was typed; empty when none is, or two are equally near."""
    near = [(slips, known[word]) for word in known if (slips := slipped(typed, word)) is not None]
    if not near:
        return ""
    fewest = min(slips for slips, _ in near)
    meanings = {meaning for slips, meaning in near if slips == fewest}
    return meanings.pop() if len(meanings) == 1 else ""


def swapped(typed: str, known: Mapping[str, str]) -> str:
    """The one meaning whose letters are those typed, in another order: `fuor`, never `fine` for five."""
    meanings = {known[word] for word in known if sorted(word) == sorted(typed) and word[:1] == typed[:1]}
    return meanings.pop() if len(meanings) == 1 else ""


def slipped(typed: str, word: str) -> int | None:
    """How many letters are wrong, missing, doubled or swapped, where that is few enough: one, two in long words."""
    allowed = 2 if len(word) >= _LONG else 1
    if abs(len(typed) - len(word)) > allowed or max(len(typed), len(word)) > _LONGEST or typed[:1] != word[:1]:
        return None
    slips = _distance(typed, word)
    return slips if slips <= allowed else None


def _distance(typed: str, word: str) -> int:
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, sign in enumerate(typed):
        older, before, row = before, row, [i + 1]
        for j, other in enumerate(word):
            best = min(before[j] + (sign != other), before[j + 1] + 1, row[j] + 1)
            if i and j and sign == word[j - 1] and typed[i - 1] == other:
                best = min(best, older[j - 1] + 1)
            row.append(best)
    return row[-1]
