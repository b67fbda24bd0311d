"""HTML as lines of text. Nothing is fetched, nothing is run, and what is quoted begins with `>`."""

from lxml import etree

_BLOCKS = frozenset(
    """address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr html
    li main nav ol p pre section table tbody tfoot thead tr ul""".split()  # noqa: SIM905 - words read as words
)
_SILENT = frozenset(("head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "title"))
_QUOTING = frozenset(("blockquote",))


def text_of(source: str) -> str:
    """The text of a page in the order it is read. An empty string for what is no HTML at all."""
    parser = etree.HTMLParser(no_network=True, recover=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    tree = etree.fromstring(source.encode("utf-8", "replace"), parser) if source.strip() else None
    if tree is None:
        return ""
    page = _Page()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        page.enter(element) if event == "start" else page.leave(element)
    return page.text()


class _Page:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quoted = 0
        self._silent = 0

    def enter(self, element: etree._Element) -> None:
        self._silent += element.tag in _SILENT
        if element.tag in _BLOCKS:
            self._end_line()
        self._quoted += element.tag in _QUOTING
        self._say(element.text)

    def leave(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS or element.tag == "br":
            self._end_line(always=element.tag == "br")
        self._quoted -= element.tag in _QUOTING
        self._silent -= element.tag in _SILENT
        self._say(element.tail)

    def text(self) -> str:
        self._end_line()
        return "\n".join(self._lines)

    def _say(self, words: str | None) -> None:
        if words and not self._silent:
            self._line.append(words)

    def _end_line(self, *, always: bool = False) -> None:
        words = " ".join("".join(self._line).split())
        self._line = []
        if words or always:
            self._lines.append(f"{'>' * min(self._quoted, 3)} {words}" if self._quoted else words)
