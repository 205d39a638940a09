"""Offline: HTML of any origin goes in, HTML that neither runs nor fetches anything comes out.

What is kept is a list of tags and attributes; all else is taken out, so that nothing has to be foreseen.
"""

from html import escape
from html.parser import HTMLParser

KEPT_TAGS = frozenset(
    {"a", "b", "br", "caption", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol"}
    | {"p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
KEPT_ATTRIBUTES = frozenset({"class", "colspan", "rowspan"})
"""No id and no href: Great Expectations makes them of random numbers and of pages that are not built."""

VOID_TAGS = frozenset({"br", "hr"})
MUTE_TAGS = frozenset({"script", "style", "title", "iframe", "object", "noscript", "template", "textarea", "svg"})
"""Tags whose contents are not for reading."""


def offline(html: str) -> str:
    """The fragment with its text and the kept tags, and nothing else."""
    keeper = _Keeper(convert_charrefs=True)
    keeper.feed(html)
    keeper.close()
    return "".join(keeper.kept)


class _Keeper(HTMLParser):
    """Collects what may stay."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.kept: list[str] = []
        self._muted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MUTE_TAGS:
            self._muted += 1
        elif tag in KEPT_TAGS and not self._muted:
            kept = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs if name in KEPT_ATTRIBUTES)
            self.kept.append(f"<{tag}{kept}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in KEPT_TAGS:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in MUTE_TAGS:
            self._muted = max(0, self._muted - 1)
        elif tag in KEPT_TAGS - VOID_TAGS and not self._muted:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._muted:
            self.kept.append(escape(data))
