"""What is too large for where it stands: a row higher than a page, a text longer than a cell of a spreadsheet."""

from collections.abc import Iterable, Iterator

from plangen.blocks.document import Document, Row, Spans, Table
from plangen.blocks.workbook import Marked, Register, Sheet, Value, Workbook
from plangen.diagnostics import ERROR, WARNING, Finding, Place, rule
from plangen.documents.room import lines_taken
from plangen.language.environment import TOO_MUCH
from plangen.model.plan import Plan

HIGHER_THAN_A_PAGE = rule(
    "X212",
    WARNING,
    title=("表格的一行超过一页", "a row of a table that is higher than a page"),
    why=(
        "表格和角色卡的一行应当在一页之内，过长的文字会跨页，翻页时看不全",
        "a row of a table or card should stand on one page; one that runs over it cannot be seen as a whole",
    ),
    message=("“{document}”中有一行超过一页：“{text}”", "a row of '{document}' is higher than a page: '{text}'"),
    hint=("缩短文字，或分成几项来写", "shorten the text, or write several items"),
)
CUT = rule(
    "X213",
    ERROR,
    title=("单元格放不下的文字", "a text that no cell can hold"),
    why=(
        "Excel 的单元格最多放 32,767 个字符，其余的会丢失",
        "a cell of a spreadsheet holds up to 32,767 characters; the rest would be lost",
    ),
    message=(
        "“{document}”的一个单元格有 {count} 个字符，超过 {limit} 个的上限：“{text}”",
        "a cell of '{document}' has {count} characters, more than the limit of {limit}: '{text}'",
    ),
    hint=("缩短文字，或减少列表的条数", "shorten the text, or the list that it is made of"),
)
RULES = (HIGHER_THAN_A_PAGE, CUT)

MOST_LINES = 45  # of small type on a page
MOST_CHARACTERS = 32_767  # of a cell, counted as Excel does, in UTF-16
_SHORT = 200  # characters: what fits a page in the narrowest column
_WIDTH = 40  # of the type area, in small characters
_SHOWN = 20  # characters of a text in a message


def oversized(plan: Plan, title: str, bodies: Iterable[object]) -> Iterator[Finding]:
    """A finding for each text of a document that is too large for its row or its cell, at the value it is made of."""
    told: set[Place] = set()
    for body in bodies:
        for found in _of_body(plan, title, body):
            if found.at not in told:
                told.add(found.at)
                yield found


def _of_body(plan: Plan, title: str, body: object) -> Iterator[Finding]:
    if isinstance(body, Workbook):
        for text in _cells(body.sheets):
            if len(text) * 2 > MOST_CHARACTERS and (count := len(text.encode("utf-16-le")) // 2) > MOST_CHARACTERS:
                values = {"document": title, "text": f"{text[:_SHOWN]}…", "count": f"{count:,}"}
                yield Finding(rule=CUT, at=_origin(plan, text), values={**values, "limit": f"{MOST_CHARACTERS:,}"})
    elif isinstance(body, Document):
        yield from cut_short(plan, body)
        for block in body.blocks:
            for text in _high(block) if isinstance(block, Table) else ():
                values = {"document": title, "text": f"{text[:_SHOWN]}…"}
                yield Finding(rule=HIGHER_THAN_A_PAGE, at=_origin(plan, text), values=values)


def cut_short(plan: Plan, body: object) -> Iterator[Finding]:
    """That nothing of a document is there since its outline makes more than any document needs."""
    if isinstance(body, Document) and body.cut is True:
        yield Finding(rule=TOO_MUCH, at=Place(file=plan.outlines[body.identity.document].file))


def _cells(sheets: Iterable[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        if isinstance(sheet, Register):
            given: Iterable[Value] = (value for row in sheet.rows for value in row.values.values())
        else:
            given = (cell.value for row in sheet.rows for cell in row.cells)
        for value in given:
            if isinstance(value, str | Marked):
                yield value if isinstance(value, str) else value.text


def _high(table: Table) -> Iterator[str]:
    """The text of each cell that is higher than a page."""
    whole = sum(column.weight for column in table.columns)
    for row in table.rows:
        for share, texts in _shares(table, row):
            if sum(map(len, texts)) > _SHORT and lines_taken(texts, max(1, share / whole * _WIDTH)) > MOST_LINES:
                yield "\n".join(texts)


def _shares(table: Table, row: Row) -> Iterator[tuple[float, list[str]]]:
    """Each cell's share of the width, and its paragraphs; of cells that span rows above the shares are about right."""
    column = 0
    for cell in row.cells:
        weights = [each.weight for each in table.columns[column : column + cell.columns]]
        column += cell.columns
        yield sum(weights) or 1, [_said(spans) for spans in cell.paragraphs]


def _said(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _origin(plan: Plan, text: str) -> Place:
    """Where the longest value stands that the text is made of."""
    made_of = [each for each in plan.texts if str(each.value) in text]
    longest = max(made_of, key=lambda each: len(str(each.value)), default=None)
    return plan.identity.at.place() if longest is None else longest.place
