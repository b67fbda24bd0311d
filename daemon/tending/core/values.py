"""Frozen values: the standard dataclass, whose code is written when the first of a class is made.

Writing it takes a millisecond for each class, and a short command makes hardly any of the two hundred (measured: a
fifth of `tending status`). To a type checker, and to `fields`, `replace` and `asdict`, it is the standard one.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

C = TypeVar("C", bound=type)

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, kw_only: bool, slots: bool = False) -> Callable[[C], C]:  # noqa: ARG001 - what stands there is checked as the standard one
        """Frozen, keyword-only. Slots are not made: they would take a second class."""
        if not (frozen and kw_only):
            raise TypeError("a value is frozen and keyword-only: for others there is the standard dataclass")
        return _value


def _value(cls: C) -> C:
    own = vars(cls).copy()
    dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
    known = dataclasses.fields(cls)
    made: dict[str, Any] = {
        "__init__": _first(cls),
        "__setattr__": _cannot_assign,
        "__delattr__": _cannot_delete,
        "__repr__": _shown,
        **_comparison(tuple(one.name for one in known if one.compare)),
    }
    for name, method in made.items():
        if own.get(name) is None:
            setattr(cls, name, method)
    return cls


def _first(cls: type) -> Callable[..., None]:
    """What makes the first of a class, and before it the way in which all others are made."""

    def __init__(self: Any, **values: Any) -> None:  # noqa: N807 - it is one
        cls.__init__ = _standard(cls)  # type: ignore[misc] # this is the place where it is made
        cls.__init__(self, **values)  # type: ignore[misc] # as above

    return __init__


def _standard(cls: Any) -> Callable[..., None]:
    """The `__init__` that the standard library writes for a class with the same fields."""
    known = dataclasses.fields(cls)
    body: dict[str, Any] = {"__annotations__": dict.fromkeys((one.name for one in known), object)}
    body |= {one.name: one.default for one in known if one.default is not dataclasses.MISSING}
    body |= {
        one.name: dataclasses.field(default_factory=one.default_factory)
        for one in known
        if one.default_factory is not dataclasses.MISSING
    }
    if hasattr(cls, "__post_init__"):
        body["__post_init__"] = cls.__post_init__
    twin: Any = dataclasses.dataclass(frozen=True, kw_only=True, repr=False, eq=False)(type(cls.__name__, (), body))
    written: Callable[..., None] = twin.__init__
    return written


def _comparison(names: tuple[str, ...]) -> dict[str, Any]:
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807 - it is one
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807 - it is one
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _shown(self: Any) -> str:
    said = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(said)})"


def _cannot_assign(_: Any, name: str, value: object) -> None:  # noqa: ARG001 - the protocol's own shape
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _cannot_delete(_: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
