"""What was written in Word as the lines of an outline: one language, whatever it was written in.

What Word has styles for is put into signs, so that a sign that was typed is text; headings' keys, placeholders, tags
and the roles that have no style are typed as in a text file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from plangen.blocks.authored import Authored, AuthoredLine, AuthoredTable, Wording
from plangen.diagnostics import Finding
from plangen.language.outline_signs import (
    BLANK,
    BRACES,
    CAPTION,
    CONTROL,
    ESCAPED,
    IN_ROLE,
    OPENED,
    PLACEHOLDER,
    SIGNS,
    TAG,
)
from plangen.model.bounds import MOST_LINES
from plangen.model.outline import Outline
from plangen.reading.outline import SourceLine, read_lines, too_long
from plangen.reading.text import INVISIBLE, UNSEEN, seems_to_hide

_BEGINNINGS = {
    Wording.ORDERED: "+ ",
    Wording.UNORDERED: "- ",
    Wording.NOTE: "> ",
    Wording.TITLE: "文题：",
    Wording.PLAIN: "顶格：",
    Wording.SIGNED: "落款：",
}
_BREAK = "〔页：换页〕"
_ROW_TAG = re.compile(r"^\{%(?:tr|tc|p)?\s*")
_CAPTION_NUMBER = re.compile(r"^(?:表|Table)\s*[\d一二三四五六七八九十.\-－—]*\s*[：:.．]?[\s\u3000]*", re.IGNORECASE)
_STRONG = "**"
_DASHES = 60  # of the line that says how wide columns are


def read_authored(document: str, file: str, written: Sequence[Authored]) -> tuple[Outline, tuple[Finding, ...]]:
    """The outline that somebody wrote in Word, and what is wrong with it."""
    lines = list(outline_lines_of(written))
    if len(lines) > MOST_LINES:
        return Outline(document=document, file=file), (too_long(file, len(lines)),)
    seen, unseen = _without_invisible(lines)
    outline, findings = read_lines(document, file, seen)
    return outline, (*unseen, *findings)


def outline_lines_of(written: Sequence[Authored]) -> Iterator[SourceLine]:
    """The same as the lines of a text file, each with its place in Word."""
    is_open = False
    for at, each in enumerate(written):
        if isinstance(each, AuthoredTable):
            is_open = False
            yield from _table(each)
        elif each.kind is Wording.BREAK:
            yield SourceLine(text=_BREAK, at=each.at)
        elif said := each.text.strip(BLANK):
            goes_on = is_open and said.startswith(("｜", "|"))
            is_open = not said.endswith("〕") if goes_on else OPENED.fullmatch(said) is not None
            text = (
                said
                if goes_on or is_open
                else _line(each, is_before_table=isinstance(_behind(written, at), AuthoredTable))
            )
            yield SourceLine(text=text, at=each.at)


def _behind(written: Sequence[Authored], at: int) -> Authored | None:
    return written[at + 1] if at + 1 < len(written) else None


def _line(line: AuthoredLine, *, is_before_table: bool) -> str:
    """One paragraph with the sign of what it is."""
    said = line.text.strip(BLANK)
    if CONTROL.fullmatch(_plain_tag(said)):
        return _plain_tag(said)
    if PLACEHOLDER.fullmatch(said):
        return said
    if line.kind is Wording.HEADING:
        return f"{'#' * line.level} {_heading(line, said)}"
    text = _escaped(_marked(line))
    if line.kind is Wording.CAPTION and is_before_table and not CAPTION.fullmatch(said):
        return f"表题：{_CAPTION_NUMBER.sub('', text)}"
    if IN_ROLE.fullmatch(said) or CAPTION.fullmatch(said):
        return _escaped(said)
    beginning = _BEGINNINGS.get(line.kind, "")
    return f"{beginning}{text}" if beginning else _begun_as_text(text)


def _heading(line: AuthoredLine, said: str) -> str:
    """The words of a heading, what its style says put into its braces."""
    braces = BRACES.search(said)
    text, inside = (said[: braces.start()], braces[1]) if braces else (said, "")
    more = [word for word, holds in (("新页", line.new_page), ("不编号", not line.numbered)) if holds]
    options = " ".join(filter(None, (inside, *(word for word in more if word not in inside.split()))))
    return f"{_escaped(text)} {{{options}}}" if options else _escaped(text)


def _plain_tag(text: str) -> str:
    """A tag that takes its row along, as the line of an outline has it."""
    return _ROW_TAG.sub("{%p ", text) if text.startswith("{%") else text


def _escaped(text: str) -> str:
    r"""The text, in which no backslash takes the sign behind it for text: Word has no such signs."""
    return re.sub(r"\\+", lambda found: found[0] * (2 if _is_read(text, found) else 1), text)


def _is_read(text: str, slashes: re.Match[str]) -> bool:
    """Whether backslashes mean something where they stand."""
    return len(slashes[0]) > 1 or ESCAPED.match(text, slashes.end() - 1) is not None


def _begun_as_text(text: str) -> str:
    """The text, behind a backslash where it begins as something else does."""
    return f"\\{text}" if text[:1] in SIGNS else text


def _marked(line: AuthoredLine) -> str:
    """The text with asterisks around what is strong; a tag is as strong as its first letter, blanks never are."""
    text = line.text
    strong = [span.strong for span in line.spans for _ in span.text]
    for tag in TAG.finditer(text):
        strong[tag.start() : tag.end()] = [strong[tag.start()]] * len(tag[0])
    if not any(strong):
        return text.strip(BLANK)
    pieces: list[str] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and strong[end] == strong[at]:
            end += 1
        pieces.append(_as_strong(text[at:end]) if strong[at] else text[at:end])
        at = end
    return "".join(pieces).strip(BLANK)


def _as_strong(text: str) -> str:
    bare = text.strip(BLANK)
    before, _, behind = text.partition(bare) if bare else (text, "", "")
    return f"{before}{_STRONG}{bare}{_STRONG}{behind}" if bare else text


def _table(table: AuthoredTable) -> Iterator[SourceLine]:
    """Its rows, a line below the first saying how wide they are; a table of one row has no head."""
    rows = list(zip(table.rows, table.places, strict=True))
    count = sum(1 for cells, _ in rows if not _control(cells))
    is_headed = False
    for cells, places in rows:
        if tag := _control(cells):
            yield SourceLine(text=tag, at=places[0])
            continue
        if not is_headed and count == 1:
            yield SourceLine(text=_row([""] * len(cells)), at=places[0])
            yield SourceLine(text=_widths(table), at=places[0])
            is_headed = True
        said = [_cell(each, strong=is_headed) for each in cells]
        yield SourceLine(text=_row(said), at=places[0], cells=places)
        if not is_headed:
            yield SourceLine(text=_widths(table), at=places[0])
            is_headed = True


def _control(cells: Iterable[Sequence[AuthoredLine]]) -> str:
    """The tag of a row that holds nothing else."""
    said = _plain_tag("".join(line.text for cell in cells for line in cell).strip(BLANK))
    return said if CONTROL.fullmatch(said) else ""


def _cell(lines: Sequence[AuthoredLine], *, strong: bool) -> str:
    """What stands in a cell; the letters of a head are as its style has them."""
    said = (_marked(each) if strong else each.text.strip(BLANK) for each in lines)
    text = _escaped("<br>".join(filter(None, said)))
    barred = "".join(part if TAG.fullmatch(part) else part.replace("|", "\\|") for part in _around_tags(text))
    return f"\\{barred}" if barred[:1] == "-" else barred


def _around_tags(text: str) -> Iterator[str]:
    at = 0
    for tag in TAG.finditer(text):
        yield text[at : tag.start()]
        yield tag[0]
        at = tag.end()
    yield text[at:]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _widths(table: AuthoredTable) -> str:
    whole = sum(table.weights)
    dashes = ("-" * max(1, round(each / whole * _DASHES)) for each in table.weights)
    return "|".join(("", *(f":{each}:" if at in table.centred else each for at, each in enumerate(dashes)), ""))


def _without_invisible(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[Finding]]:
    """Characters that do not show are reported and read as spaces."""
    kept: list[SourceLine] = []
    found: list[Finding] = []
    for line in lines:
        if line.text.isprintable() and not seems_to_hide(line.text):
            kept.append(line)
            continue
        unseen = dict.fromkeys(f"U+{ord(each):04X}" for each in re.findall(UNSEEN, line.text))
        found += (Finding(rule=INVISIBLE, at=line.at, values={"character": each}) for each in unseen)
        kept.append(replace(line, text=re.sub(UNSEEN, " ", line.text)))
    return kept, found
