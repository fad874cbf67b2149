"""Whatever a text says, it stays text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.markup import Markup, line, tag


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(made: Markup) -> Reader:
    reader = Reader()
    reader.feed(made)
    reader.close()
    return reader


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "</p><script>alert(1)</script>",
        "\"onclick='x'",
        "&lt;b&gt;",
        "${alert(1)}",
        "{{x}}",
    ],
)
def test_text_is_shown_as_it_is(text: str) -> None:
    reader = read(tag("p", text, aria_label=text))
    assert [name for name, _ in reader.tags] == ["p"]
    assert reader.text == text
    assert reader.tags[0][1] == {"aria-label": text}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"])))
def test_any_text_comes_back_unchanged_and_makes_no_tag(text: str) -> None:
    reader = read(tag("p", [text, None, [text]], data_text=text))
    assert reader.text == text + text
    assert len(reader.tags) == 1


def test_a_character_that_hides_is_named_and_does_nothing() -> None:
    reader = read(tag("p", "abc\u202edef\u200b\x1b[31m"))
    assert reader.text == "abcdef[31m"
    assert [attributes["data-code"] for name, attributes in reader.tags if name == "span"] == ["202E", "200B", "001B"]


def test_a_line_has_no_break_and_nothing_that_hides() -> None:
    assert line(" a\r\nb\u202e \udc80\x00c ") == "a b \ufffdc"


@pytest.mark.parametrize("name", ["script", "a", "img", "iframe", "style", "form", "SCRIPT", "p onclick=x"])
def test_a_tag_that_loads_links_or_runs_cannot_be_made(name: str) -> None:
    with pytest.raises(ValueError, match="no tag"):
        tag(name)


@pytest.mark.parametrize("name", ["onclick", "href", "src", "style", "srcdoc", "formaction", "data-x=1 onclick"])
def test_an_attribute_that_loads_links_or_runs_cannot_be_made(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        tag("p", **{name: "x"})
