"""A document of the keeper's words: redacted as a whole, then written as Markdown or as one page of HTML.

The page of HTML loads nothing and runs nothing: its styles are in it, and a policy forbids the rest.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from string import Template

from tending.core.frozen import replace
from tending.core.redaction import redacted
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """Something that was written. `asks` is the question it answers, `notes` what else is known of it."""

    text: str
    on: date | None = None
    asks: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """`rows` are names with what stands beside them. One that begins a part is `level` 2."""

    heading: str = ""
    level: int = 3
    rows: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    title: str
    lead: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    language: str = "en"


def without(document: Document, words: Sequence[str]) -> Document:
    """The document with none of these words in it, in no part of it."""
    return replace(
        document,
        title=redacted(document.title, words),
        lead=tuple(redacted(line, words) for line in document.lead),
        chapters=tuple(_chapter_without(one, words) for one in document.chapters),
    )


def _chapter_without(chapter: Chapter, words: Sequence[str]) -> Chapter:
    rows = tuple((redacted(name, words), redacted(what, words)) for name, what in chapter.rows)
    items = tuple(
        replace(
            one,
            text=redacted(one.text, words),
            asks=redacted(one.asks, words),
            notes=tuple(redacted(note, words) for note in one.notes),
        )
        for one in chapter.items
    )
    return replace(chapter, heading=redacted(chapter.heading, words), rows=rows, items=items)


def texts(document: Document) -> Iterator[str]:
    """Every text in it."""
    yield from (document.title, *document.lead)
    for chapter in document.chapters:
        yield chapter.heading
        for row in chapter.rows:
            yield from row
        for one in chapter.items:
            yield from (one.text, one.asks, *one.notes)


# -- Markdown ------------------------------------------------------------------------------------------------------


def as_markdown(document: Document) -> str:
    blocks = [f"# {_marked(document.title)}", *map(_marked, document.lead)]
    for chapter in document.chapters:
        blocks += _markdown_chapter(chapter)
    return "\n\n".join(blocks) + "\n"


def _markdown_chapter(chapter: Chapter) -> Iterator[str]:
    if chapter.heading:
        yield f"{'#' * chapter.level} {_marked(chapter.heading)}"
    if chapter.rows:
        yield "\n".join(_point(f"{name}: {what}") for name, what in chapter.rows)
    for one in chapter.items:
        yield from _markdown_item(one)


def _markdown_item(one: Item) -> Iterator[str]:
    head = " ".join(filter(None, (f"**{one.on.isoformat()}**" if one.on else "", _marked(one.asks))))
    if head:
        yield head
    if one.text:
        yield "\n".join(f"> {line}".rstrip() for line in _marked(one.text).split("\n"))
    if one.notes:
        yield "\n".join(map(_point, one.notes))


def _point(text: str) -> str:
    """With all its lines behind its dash: what stands before one of them could be a heading of the page."""
    first, *more = _marked(text).split("\n")
    return "\n".join([f"- {first}", *(f"  {line}".rstrip() for line in more)])


def _marked(text: str) -> str:
    """As it is, but nothing in it can become a tag, a link or a picture."""
    return _shown(text).replace("<", "\\<").replace("](", "]\\(").replace("]:", "]\\:")


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)


# -- HTML ----------------------------------------------------------------------------------------------------------

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
@page { size: A4; margin: 20mm 18mm 22mm; @bottom-right { content: counter(page) " / " counter(pages);
  font: 9pt Georgia, serif; color: #555; } }
html { color: #1b1b1b; background: #fff; font: 11pt/1.45 Georgia, "Liberation Serif", "DejaVu Serif", serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 .6rem; }
h2 { font-size: 15pt; margin: 2rem 0 .4rem; padding-bottom: .2rem; border-bottom: 1px solid #999; }
h3 { font-size: 12pt; margin: 1.4rem 0 .5rem; }
h1, h2, h3 { break-after: avoid; }
p { margin: 0 0 .5rem; orphans: 3; widows: 3; overflow-wrap: anywhere; }
.lead { color: #444; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .15rem .8rem .15rem 0; border-bottom: 1px solid #ddd; }
th { font-weight: normal; color: #444; width: 45%; }
article { margin: 0 0 .8rem; padding-left: .8rem; border-left: 2px solid #bbb; break-inside: avoid-page; }
article .asks { color: #555; font-size: 9.5pt; margin: 0 0 .15rem; break-after: avoid; }
article .text { white-space: pre-line; margin: 0; }
article ul { margin: .2rem 0 0; padding-left: 1.1rem; color: #444; font-size: 10pt; }
article li { overflow-wrap: anywhere; }
@media print { body { max-width: none; margin: 0; padding: 0; } }
"""
PAGE = Template("""<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>$style</style>
</head>
<body>
$body
</body>
</html>
""")


def as_html(document: Document) -> str:
    """One page that stands alone: it loads nothing and runs nothing."""
    body = [f"<h1>{_escaped(document.title)}</h1>"]
    body += [f'<p class="lead">{_escaped(line)}</p>' for line in document.lead]
    for chapter in document.chapters:
        body += _html_chapter(chapter)
    return PAGE.substitute(
        language=escape(document.language),
        policy=POLICY,
        title=_escaped(document.title),
        style=STYLE,
        body="\n".join(body),
    )


def _html_chapter(chapter: Chapter) -> Iterator[str]:
    if chapter.heading:
        yield f"<h{chapter.level}>{_escaped(chapter.heading)}</h{chapter.level}>"
    if chapter.rows:
        yield "<table>"
        yield from (f"<tr><th>{_escaped(name)}</th><td>{_escaped(what)}</td></tr>" for name, what in chapter.rows)
        yield "</table>"
    yield from map(_html_item, chapter.items)


def _html_item(one: Item) -> str:
    day = f'<time datetime="{one.on.isoformat()}">{one.on.isoformat()}</time>' if one.on else ""
    head = " ".join(filter(None, (day, _escaped(one.asks))))
    notes = "".join(f"<li>{_escaped(note)}</li>" for note in one.notes)
    return "".join(
        (
            "<article>",
            f'<p class="asks">{head}</p>' if head else "",
            f'<p class="text">{_escaped(one.text)}</p>' if one.text else "",
            f"<ul>{notes}</ul>" if notes else "",
            "</article>",
        )
    )


def _escaped(text: str) -> str:
    return escape(_shown(text))
