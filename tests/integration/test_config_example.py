"""The example of the settings is the whole truth about them."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from settings_on_disk import write
from tending.config import (
    EmailChannel,
    Settings,
    load,
)
from tending.config.settings import KINDS

EXAMPLE = Path(__file__).parents[2] / "config" / "tending.example.toml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tending.toml"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "TZ": "Europe/Berlin"}


def uncommented(example: str) -> str:
    """The example with every setting in force: what stands close behind a # is a setting, a blank makes it prose."""
    return re.sub(r"^#(?=\S)", "", example, flags=re.MULTILINE)


def sections(text: str) -> dict[str, object]:
    return {name: table for name, table in tomllib.loads(text).items() if name != "channels"}


def test_the_example_as_it_stands_sets_nothing(file: Path, environ: dict[str, str]) -> None:
    write(file, EXAMPLE.read_bytes())

    assert load(environ, file) == load(environ)


def test_every_setting_of_the_example_is_its_default(file: Path, environ: dict[str, str]) -> None:
    text = uncommented(EXAMPLE.read_text("utf-8"))
    write(file, text[: text.index("[channels.mail]")])

    found = load(environ | {"TZ": "UTC"}, file)

    assert len(sections(text)) == len(Settings.model_fields) - 1
    assert found == load(environ | {"TZ": "UTC"})


def test_every_channel_of_the_example_is_valid_and_shows_the_usual_values(file: Path, environ: dict[str, str]) -> None:
    write(file, uncommented(EXAMPLE.read_text("utf-8")))

    found = load(environ, file).channels

    assert {channel.kind for channel in found.values()} == set(KINDS)
    for channel in found.values():
        needed = {
            name: getattr(channel, name) for name, field in type(channel).model_fields.items() if field.is_required()
        }
        own = {"password": channel.password} if isinstance(channel, EmailChannel) else {}
        shown = {"imap_host": channel.imap_host} if isinstance(channel, EmailChannel) else {}
        assert type(channel).model_validate(needed | own | shown) == channel


def named_settings() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from (f"{name}.{key}" for key in field.annotation.model_fields)
    for kind, model in KINDS.items():
        yield from (f"channels.{kind}.{key}" for key in model.model_fields)


def test_every_setting_there_is_stands_in_the_example() -> None:
    tree = tomllib.loads(uncommented(EXAMPLE.read_text("utf-8")))

    shown = {f"{section}.{key}" for section, table in tree.items() if section != "channels" for key in table}
    shown |= {f"channels.{table['kind']}.{key}" for table in tree["channels"].values() for key in table}

    assert shown == set(named_settings())
