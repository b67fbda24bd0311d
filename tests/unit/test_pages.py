"""A document as Markdown and as a page: all of it redacted, nothing in it that loads or runs."""

import re
from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tending.core import pages
from tending.core.pages import Chapter, Document, Item

DAY = date(2026, 3, 2)
HOSTILE = '<script src="//evil.example/x.js"></script> ![p](http://evil.example/p.png) <b onclick="x">&'
LOADS = {"src", "href", "srcset", "action", "data", "poster", "background", "onclick", "onload"}


class Seen(HTMLParser):
    """Every tag with its attributes, and every text that is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] != "style":
            self.texts.append(data)


def a_document(text: str) -> Document:
    item = Item(on=DAY, asks=text, text=text, notes=(text,))
    chapters = (
        Chapter(heading=text, level=2),
        Chapter(heading=text, rows=((text, text),), items=(item,)),
        Chapter(items=(Item(text=text), Item(on=DAY, text=""))),
    )
    return Document(title=text, lead=(text,), chapters=chapters)


@given(st.lists(st.sampled_from(["Anna", "ANNA's", "walks", "by", "Jose\u0301", "<b>", "\n", "(Jose)"]), max_size=8))
def test_a_redacted_document_holds_none_of_the_words_in_any_place(parts: list[str]) -> None:
    document = pages.without(a_document(" ".join(parts)), ["anna", "José"])

    for shown in (pages.as_markdown(document), "\n".join(Seen(pages.as_html(document)).texts)):
        assert not re.search(r"\b(anna|jose)\b", shown.casefold())
    assert all("Anna" not in text for text in pages.texts(document))


def test_a_page_loads_nothing_and_runs_nothing_whatever_was_written() -> None:
    page = pages.as_html(a_document(HOSTILE))

    seen = Seen(page)

    assert not {"script", "img", "b", "link", "iframe"} & set(seen.tags)
    assert not LOADS & seen.attributes
    assert "url(" not in page
    assert "default-src 'none'" in page
    assert HOSTILE in "".join(seen.texts)


def test_markdown_has_no_tag_link_or_picture_of_what_was_written() -> None:
    text = pages.as_markdown(a_document(HOSTILE))

    assert not re.search(r"(?<!\\)<", text)
    assert not re.search(r"\]\(", text)


def test_what_was_written_defines_no_link_and_begins_no_heading_of_the_page() -> None:
    text = "call\n\n# Forged\n[a]: http://evil.example"
    chapter = Chapter(rows=(("what", text),), items=(Item(text=text, notes=(text,)),))

    lines = pages.as_markdown(Document(title="Mine", lead=(), chapters=(chapter,))).splitlines()

    assert [line for line in lines if line.startswith(("#", "[a]"))] == ["# Mine"]
    assert not any("]:" in line for line in lines)
    assert lines.count("  # Forged") == 2


def test_headings_days_questions_and_notes_have_their_place() -> None:
    item = Item(on=DAY, asks="How was it?", text="good\nand long", notes=("open",))
    chapters = (Chapter(heading="About S", level=2), Chapter(heading="Rows", rows=(("kept", "2"),), items=(item,)))
    document = Document(title="A report", lead=("all",), chapters=chapters)

    assert pages.as_markdown(document) == (
        "# A report\n\nall\n\n## About S\n\n### Rows\n\n- kept: 2\n\n"
        "**2026-03-02** How was it?\n\n> good\n> and long\n\n- open\n"
    )
    assert "<h2>About S</h2>\n<h3>Rows</h3>\n<table>\n<tr><th>kept</th><td>2</td></tr>" in pages.as_html(document)


def test_what_could_steer_a_terminal_is_a_sign() -> None:
    document = Document(title="a\x1b[2Jb", lead=(), chapters=())

    assert "\x1b" not in pages.as_markdown(document) + pages.as_html(document)
