"""A value behaves as the standard frozen dataclass does, beside which each of these is held."""

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar

import msgspec
import pytest

from tending.core import frozen, values

STANDARD: Any = dataclasses.dataclass
OURS: Any = values.dataclass


def a_pair(decorate: Callable[..., Any]) -> tuple[Any, Any]:
    """A class and one that inherits from it, by one of the two."""

    @decorate(frozen=True, kw_only=True)
    class First:
        kind: ClassVar[str] = "first"
        name: str
        count: int = 3
        seen: list[int] = dataclasses.field(default_factory=list)

    @decorate(frozen=True, kw_only=True, slots=True)
    class Second(First):
        kind: ClassVar[str] = "second"
        secret: str = dataclasses.field(default="x", repr=False, compare=False)

    return First, Second


@pytest.mark.parametrize("which", [0, 1])
def test_it_is_made_shown_and_taken_apart_as_the_standard_one(which: int) -> None:
    ours, theirs = a_pair(OURS)[which], a_pair(STANDARD)[which]

    one, two = ours(name="a", count=4), theirs(name="a", count=4)

    assert repr(one).partition("(")[2] == repr(two).partition("(")[2]
    assert dataclasses.asdict(one) == dataclasses.asdict(two)
    assert [field.name for field in dataclasses.fields(ours)] == [field.name for field in dataclasses.fields(theirs)]
    assert dataclasses.asdict(dataclasses.replace(one, count=9)) == dataclasses.asdict(
        dataclasses.replace(two, count=9)
    )
    assert ours.kind == theirs.kind


@pytest.mark.parametrize("arguments", [{}, {"name": "a", "other": 1}, {"count": 1}])
def test_what_is_missing_or_unknown_is_an_error_at_the_first_and_at_the_second(arguments: dict[str, Any]) -> None:
    ours = a_pair(OURS)[1]

    for _ in range(2):
        with pytest.raises(TypeError):
            ours(**arguments)
    with pytest.raises(TypeError):
        ours("a")


def test_each_gets_a_default_of_its_own() -> None:
    ours = a_pair(OURS)[0]

    one, two = ours(name="a"), ours(name="a")
    one.seen.append(1)

    assert two.seen == []


def test_equal_values_are_equal_with_one_hash_and_of_one_class_only() -> None:
    for decorate in (OURS, STANDARD):

        @decorate(frozen=True, kw_only=True)
        class Named:
            name: str
            mark: int = dataclasses.field(default=0, compare=False)

        @decorate(frozen=True, kw_only=True)
        class Other:
            name: str
            mark: int = 0

        one = Named(name="a", mark=1)  # type: ignore[call-arg]
        two = Named(name="a", mark=2)  # type: ignore[call-arg]
        assert one == two
        assert hash(one) == hash(two)
        assert one != Named(name="b")  # type: ignore[call-arg]
        assert one != Other(name="a")  # type: ignore[call-arg]
        assert len({one, two}) == 1


def test_nothing_in_it_can_be_changed() -> None:
    one = a_pair(OURS)[1](name="a")

    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        one.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'new'"):
        one.new = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del one.name


def test_what_a_class_says_of_itself_stays() -> None:
    @OURS(frozen=True, kw_only=True)
    class Own:
        name: str

        def __repr__(self) -> str:
            return "own"

        __hash__ = object.__hash__

    one, two = Own(name="a"), Own(name="a")  # type: ignore[call-arg]

    assert repr(one) == "own"
    assert one == two
    assert hash(one) != hash(two)


def test_what_it_checks_as_it_is_made_is_checked_each_time_and_in_every_copy() -> None:
    @OURS(frozen=True, kw_only=True)
    class Small:
        count: int

        def __post_init__(self) -> None:
            if self.count > 9:
                raise ValueError("too many")

    small: Any = Small(count=9)  # type: ignore[call-arg]

    for _ in range(2):
        with pytest.raises(ValueError, match="too many"):
            Small(count=10)  # type: ignore[call-arg]
    for copy in (dataclasses.replace, frozen.replace):
        with pytest.raises(ValueError, match="too many"):
            copy(small, count=10)


def test_one_without_fields_is_made_too() -> None:
    @OURS(frozen=True, kw_only=True)
    class Nothing:
        pass

    assert Nothing() == Nothing()
    assert repr(Nothing()).endswith("Nothing()")


@OURS(frozen=True, kw_only=True)
class Packed:
    name: str
    count: int = 3


def test_it_goes_through_the_codec_of_the_store() -> None:
    one = Packed(name="a", count=4)  # type: ignore[call-arg]

    raw = msgspec.json.encode(one)

    assert raw == b'{"name":"a","count":4}'
    assert msgspec.json.decode(raw, type=Packed) == one
    assert msgspec.json.decode(b'{"count":4,"name":"a"}', type=Packed) == one
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"count":4}', type=Packed)


def test_only_frozen_and_keyword_only_ones_are_values() -> None:
    with pytest.raises(TypeError):
        OURS(frozen=False, kw_only=True)
