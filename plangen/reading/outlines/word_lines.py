"""What was written in Word as the lines of an outline: one language, whatever it was written in.

What Word has styles for is put into signs, so that a sign that was typed is text; headings' keys, placeholders, tags
and the roles that have no style are typed as in a text file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from plangen.blocks.authored import Authored, AuthoredLine, AuthoredTable, Wording
from plangen.diagnostics import Finding, Place
from plangen.model.bounds import MOST_LINES
from plangen.model.outline import Outline
from plangen.model.outline_signs import CAPTION, OPENED, PLACEHOLDER, ROLES, TAG, WIDE
from plangen.model.outline_source import Lines, RowCells
from plangen.model.outline_text import BLANK, KeptLine, heading_of
from plangen.reading.outline import is_control, read_lines, too_long
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
_TAG = re.compile(TAG)
_IN_ROLE = re.compile(rf"(?:{'|'.join((CAPTION, *ROLES))})\s*[：:].*")
_BEGINS_AS_SIGN = re.compile(rf"[#+\-|>{''.join(WIDE)}]|<!--")
_BEFORE_SIGN = re.compile(rf"(\\+)(?=[#+\-|><{''.join(WIDE)}]|(?:{'|'.join((CAPTION, *ROLES))})\s*[：:])")
_BEFORE_SIGN_IN_CELL = re.compile(r"(\\+)(?=<)")
_COMMENT = re.compile(r"(?<!\\)<!--")
_STRONG = "**"
_DASHES = 60  # of the line that says how wide columns are


class WordLine(Struct, frozen=True, kw_only=True):
    """A line of an outline as a text file has it, with its place in Word."""

    text: str
    at: Place
    row: RowCells | None = None  # its cells


def read_authored(document: str, file: str, written: Sequence[Authored]) -> tuple[Outline, tuple[Finding, ...]]:
    """The outline that somebody wrote in Word, and what is wrong with it."""
    lines = list(outline_lines_of(written))
    if len(lines) > MOST_LINES:
        return Outline(document=document, file=file), (too_long(file, len(lines)),)
    shown = [_visible(line.text) for line in lines]
    kept = (KeptLine(number=at, text=text, column=0, end=len(text)) for at, text in enumerate(shown))
    source = Lines(
        file=file,
        kept=tuple(kept),
        place=lambda line: lines[line.number].at,
        rows={at: _visible_row(line.row) for at, line in enumerate(lines) if line.row is not None},
    )
    outline, findings = read_lines(document, source)
    return outline, (*(each for line in lines for each in _unseen(line)), *findings)


def outline_lines_of(written: Sequence[Authored]) -> Iterator[WordLine]:
    """The same as the lines of a text file, each with its place in Word."""
    is_open = False
    for at, each in enumerate(written):
        if isinstance(each, AuthoredTable):
            is_open = False
            yield from _table(each)
        elif each.kind is Wording.BREAK:
            yield WordLine(text=_BREAK, at=each.at)
        elif said := each.text.strip(BLANK):
            goes_on = is_open and said.startswith(("｜", "|"))
            is_open = not said.endswith("〕") if goes_on else OPENED.fullmatch(said) is not None
            is_before_table = isinstance(_behind(written, at), AuthoredTable)
            text = said if goes_on or is_open else _line(each, is_before_table=is_before_table)
            yield WordLine(text=text, at=each.at)


def _behind(written: Sequence[Authored], at: int) -> Authored | None:
    return written[at + 1] if at + 1 < len(written) else None


def _line(line: AuthoredLine, *, is_before_table: bool) -> str:
    """One paragraph with the sign of what it is."""
    said = line.text.strip(BLANK)
    if is_control(_plain_tag(said)):
        return _plain_tag(said)
    if PLACEHOLDER.fullmatch(said):
        return said
    if line.kind is Wording.HEADING:
        return f"{'#' * line.level} {_heading(line, said)}"
    text = _escaped(_marked(line))
    if line.kind is Wording.CAPTION and is_before_table and not _IN_ROLE.fullmatch(said):
        return f"表题：{_CAPTION_NUMBER.sub('', text)}"
    if _IN_ROLE.fullmatch(said):
        return _escaped(said)
    beginning = _BEGINNINGS.get(line.kind, "")
    return f"{beginning}{text}" if beginning else _begun_as_text(text)


def _heading(line: AuthoredLine, said: str) -> str:
    """The words of a heading, what its style says put into its braces."""
    found = heading_of(f"# {said}")
    assert found is not None
    more = [word for word, holds in (("新页", line.new_page), ("不编号", not line.numbered)) if holds]
    options = " ".join(filter(None, (found.braces, *(word for word in more if word not in found.braces.split()))))
    return f"{_escaped(found.words)} {{{options}}}" if options else _escaped(found.words)


def _plain_tag(text: str) -> str:
    """A tag that takes its row along, as the line of an outline has it."""
    return _ROW_TAG.sub("{%p ", text) if text.startswith("{%") else text


def _escaped(text: str, *, in_cell: bool = False) -> str:
    r"""The text, in which no backslash takes the sign behind it for text: Word has signs for placeholders alone."""
    kept = (_BEFORE_SIGN_IN_CELL if in_cell else _BEFORE_SIGN).sub(r"\1\\", text)
    return _COMMENT.sub(r"\\<!--", kept)


def _begun_as_text(text: str) -> str:
    """The text, behind a backslash where it begins as something else does."""
    return f"\\{text}" if _BEGINS_AS_SIGN.match(text) else text


def _marked(line: AuthoredLine) -> str:
    """The text with asterisks around what is strong; a tag is as strong as its first letter, blanks never are."""
    text = line.text
    strong = [span.strong for span in line.spans for _ in span.text]
    for tag in _TAG.finditer(text):
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


def _table(table: AuthoredTable) -> Iterator[WordLine]:
    """Its rows, a line below the first saying how wide they are; a table of one row has no head."""
    rows = list(zip(table.rows, table.places, strict=True))
    count = sum(1 for cells, _ in rows if not _control(cells))
    is_headed = False
    for cells, places in rows:
        if tag := _control(cells):
            yield WordLine(text=tag, at=places[0])
            continue
        if not is_headed and count == 1:
            yield _row([""] * len(cells), places)
            yield WordLine(text=_widths(table), at=places[0])
            is_headed = True
        yield _row([_cell(each, strong=is_headed) for each in cells], places)
        if not is_headed:
            yield WordLine(text=_widths(table), at=places[0])
            is_headed = True


def _control(cells: Iterable[Sequence[AuthoredLine]]) -> str:
    """The tag of a row that holds nothing else."""
    said = _plain_tag("".join(line.text for cell in cells for line in cell).strip(BLANK))
    return said if is_control(said) else ""


def _cell(lines: Sequence[AuthoredLine], *, strong: bool) -> str:
    """What stands in a cell; the letters of a head are as its style has them."""
    said = (_marked(each) if strong else each.text.strip(BLANK) for each in lines)
    return "<br>".join(_escaped(each, in_cell=True) for each in said if each)


def _row(cells: Sequence[str], places: tuple[Place, ...]) -> WordLine:
    """A row; in its text bars within cells have a backslash before them."""
    barred = ("".join(map(_barred, _around_tags(each))) for each in cells)
    return WordLine(text=f"| {' | '.join(barred)} |", at=places[0], row=RowCells(cells=tuple(cells), places=places))


def _barred(part: str) -> str:
    return part if _TAG.fullmatch(part) else part.replace("|", "\\|")


def _around_tags(text: str) -> Iterator[str]:
    at = 0
    for tag in _TAG.finditer(text):
        yield text[at : tag.start()]
        yield tag[0]
        at = tag.end()
    yield text[at:]


def _widths(table: AuthoredTable) -> str:
    whole = sum(table.weights)
    dashes = ("-" * max(1, round(each / whole * _DASHES)) for each in table.weights)
    return "|".join(("", *(f":{each}:" if at in table.centred else each for at, each in enumerate(dashes)), ""))


def _unseen(line: WordLine) -> Iterator[Finding]:
    """A finding for each character of a line that does not show."""
    if _hides(line.text):
        for each in dict.fromkeys(re.findall(UNSEEN, line.text)):
            yield Finding(rule=INVISIBLE, at=line.at, values={"character": f"U+{ord(each):04X}"})


def _visible_row(row: RowCells) -> RowCells:
    return RowCells(cells=tuple(map(_visible, row.cells)), places=row.places)


def _visible(text: str) -> str:
    """The text with blanks for what does not show."""
    return re.sub(UNSEEN, " ", text) if _hides(text) else text


def _hides(text: str) -> bool:
    return not text.isprintable() or seems_to_hide(text)
