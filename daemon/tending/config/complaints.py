"""What pydantic found wrong, as lines for the keeper: where it stands, which key, what is wrong, what to do."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from pydantic import BaseModel, ValidationError

from tending.config.settings import KINDS, Settings
from tending.config.sources import PREFIX, Key, is_secret

_TEXTS = {
    "missing": "is needed",
    "union_tag_not_found": f"kind is needed: one of {', '.join(KINDS)}",
    "union_tag_invalid": f"kind is none of {', '.join(KINDS)}",
    "bool_parsing": "is true or false",
    "bool_type": "is true or false",
    "string_type": 'is text: put it in "quotes"',
    "tuple_type": 'is a list: write ["one", "two"]',
    "model_type": "is a table: begin it with its name in [brackets]",
    "model_attributes_type": "is a table: begin it with its name in [brackets]",
    "dict_type": "is a table: begin it with [channels.mail]",
}


def complaints(error: ValidationError, labels: Mapping[Key, str], file: str, unread: AbstractSet[Key]) -> Iterator[str]:
    """Yield one line for each error. `labels` tell where a key stands; what stands nowhere belongs into `file`.

    Of what could not be read that is said already, and not what is wrong with what stands in its place.
    """
    for each in error.errors(include_url=False, include_input=False, include_context=True):
        if each["type"] == "default_factory_not_called":
            continue
        loc, model = _key(each["loc"])
        context: dict[str, Any] = each.get("ctx", {})
        key = (*loc, context["key"]) if each["type"] == "at" else loc
        if key in unread:
            continue
        label = _label(key, labels, file)
        for text in context["lines"] if each["type"] == "at" else [_text(each["type"], each["msg"], context)]:
            hint = _instead(key, model, label) if each["type"] == "extra_forbidden" else text
            yield f"{label}: {'.'.join(key)}: {hint}"


def _label(key: Key, labels: Mapping[Key, str], file: str) -> str:
    """Where the key stands, or for a table where the first of it stands."""
    return next((labels[each] for each in sorted(labels) if each[: len(key)] == key), file)


def _key(loc: tuple[int | str, ...]) -> tuple[Key, type[BaseModel]]:
    """The key as the keeper writes it, without pydantic's own marks, and the table it stands in."""
    names = [str(name) for name in loc if not isinstance(name, int) and name != "[key]"]
    if names[0] != "channels":
        return tuple(names), _section(names)
    kind = KINDS.get(names[2]) if len(names) > 2 else None  # noqa: PLR2004 - channels, its name, its kind
    return tuple(names[:2] + names[3:]), kind or Settings


def _section(names: list[str]) -> type[BaseModel]:
    if len(names) == 1:
        return Settings
    annotation = Settings.model_fields[names[0]].annotation
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else Settings


def _text(kind: str, message: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return f"is one of {context['expected']}"
        case _:
            return _TEXTS.get(kind, message)


def _instead(key: Key, model: type[BaseModel], label: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake pays for it

    names = [*model.model_fields, *(f"{name}_file" for name in model.model_fields if is_secret((*key[:-1], name)))]
    near = get_close_matches(key[-1], names, n=1)
    if not near:
        return f"no such setting; there are {', '.join(names)}"
    meant = PREFIX + "__".join((*key[:-1], near[0])).upper() if label.startswith(PREFIX) else near[0]
    return f"no such setting; did you mean {meant}?"
