"""`plangen notices …` up to approval: fields, questions, templates, drafts, what the law asks."""

from pathlib import Path

import click

from plangen.cli.answering import ask_incident
from plangen.cli.console import Console
from plangen.cli.options import (
    DATE,
    DIR,
    DOCX,
    JSON,
    PROJECT,
    STRICT,
    TEXT,
    Menu,
    Parameter,
    argument,
    command,
    flag,
    option,
    path_option,
)
from plangen.cli.words import Phrase

_YES, _NO = ("是", "yes"), ("否", "no")
SCENARIO, KIND, TIME = Phrase("场景", "SCENARIO"), Phrase("通知", "KIND"), Phrase("时间", "TIME")
_HERE, _APPROVAL, _RELEASE = "plangen.cli.notices", "plangen.cli.notices_approval", "plangen.cli.notices_release"
_ACTS = "plangen.cli.notices_acts"
_RETURNED = "plangen.cli.notices_returned"

notices = Menu(
    Phrase(
        "公开通知：建立事件文件、查字段、问缺少的事实、检查模板、预览草稿、核对法定要素和时限、登记审批、查看进度、正式发布、"
        "更正和撤回、登记法定事项、列出登记簿。\n\n"
        "模板在 templates/notices/，用 Word 或 WPS 修改；事实在 source/ 的场景文件里。",
        "Notices: the file of an incident, fields, missing facts, template check, preview, statutory elements and"
        " deadlines, approval, status, issue, correction, withdrawal, duties met, register.\n\n"
        "Templates stand in templates/notices/ and are edited in Word or WPS; the facts stand in source/.",
    ),
    {  # in the order in which legal meets them
        **dict.fromkeys(("new", "fields", "questions"), _HERE),
        "answers": _RETURNED,
        **dict.fromkeys(("check", "preview", "elements"), _HERE),
        "confirm": _RETURNED,
        "deadlines": _HERE,
        **dict.fromkeys(("approve", "status", "issue"), _APPROVAL),
        **dict.fromkeys(("correct", "withdraw"), _ACTS),
        **dict.fromkeys(("duty", "register"), _RELEASE),
    },
)


def _typed(name: str, zh: str, en: str, metavar: Phrase = TEXT) -> Parameter:
    return option(name, text=Phrase(zh, en), metavar=metavar, default="")


@command(
    Phrase(
        "建立一个真实事件的事件文件，放在 source/incidents/：通知所需的每一项事实都写在里面，还不知道的写着 !todo。"
        "在终端里逐项询问没有写明的内容。\n\n"
        "场景只用来取通知种类和列出应急措施，不会照抄演练的事实；已有的文件不会被覆盖。编号不写则由程序拟定。",
        "Make the file of a real incident in source/incidents/: every fact that its notices need stands in it, as !todo"
        " with a question until it is known. A terminal is asked for what is missing.\n\n"
        "From the scenario come the kinds of notices and the names of its measures, none of the drill's facts; no file"
        " is overwritten. The id is proposed where none is given.",
    ),
    argument("case", Phrase("[编号]", "[CASE-ID]"), default=""),
    _typed("--scenario", "参照哪个场景：代号或名称", "the scenario that it follows, by id or title", SCENARIO),
    flag("--blank", text=Phrase("不参照场景，用 --kind 写明通知", "follow no scenario; name the notices with --kind")),
    _typed("--title", "事件名称，例如 电热水壶召回", "what the incident is called"),
    _typed("--date", "事件日期，例如 2026-03-01", "its day, such as 2026-03-01", DATE),
    _typed("--time", "事件时间，例如 9:10", "its hour, such as 9:10", TIME),
    _typed("--place", "事件地点", "where"),
    option(
        "--great-impact",
        text=Phrase(
            "影响重大的写“是”：多办“影响重大时”的环节；不写为否",
            "whether its impact is great, which asks for more stages",
        ),
        metavar=Phrase("是|否", "yes|no"),
        type=click.Choice([*_YES, *_NO]),
        default=None,
    ),
    option(
        "--kind",
        "kinds",
        text=Phrase(
            "要发布的通知，代号或名称，可写多次；不写则为场景的全部",
            "a kind of notice, repeatable; default: the scenario's",
        ),
        metavar=KIND,
        multiple=True,
    ),
    flag("--dry-run", text=Phrase("只显示文件内容，不写文件", "show the file; write nothing")),
    flag(
        "--interactive",
        text=Phrase("逐项询问没有写明的内容；在终端里总是询问", "ask for what is missing; a terminal is always asked"),
    ),
    JSON,
    PROJECT,
)
def new(
    console: Console,
    case: str,
    project: Path,
    *,
    scenario: str,
    blank: bool,
    title: str,
    date: str,
    time: str,
    place: str,
    great_impact: str | None,
    kinds: tuple[str, ...],
    dry_run: bool,
    interactive: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.notices.incidents.new_incident import WantedIncident, make_incident
    from plangen.reporting.notices.begun import report_incident

    if blank and scenario:
        raise click.UsageError(console.say("--scenario 和 --blank 只写一个", "give --scenario or --blank, not both"))
    wanted = WantedIncident(
        id=case,
        title=title,
        scenario=scenario,
        blank=blank,
        date=date,
        time=time,
        place=place,
        great_impact=None if great_impact is None else great_impact in _YES,
        kinds=kinds,
    )
    root = console.root(project)
    if interactive or (not as_json and console.is_watched()):
        wanted = ask_incident(console, root, wanted)
    made = make_incident(root, wanted, dry_run=dry_run)
    return console.report(report_incident(made), as_json=as_json)


@command(
    Phrase(
        "列出通知模板可以使用的全部字段：名称、含义、举例、用在哪里、各场景是否已填写。",
        "List the fields that notice templates may use: name, meaning, example, where used, filled or not.",
    ),
    path_option(
        "--sheet", text=Phrase("另写一份 Word 字段表，供打印", "also write a Word field sheet to print"), metavar=DOCX
    ),
    JSON,
    PROJECT,
)
def fields(console: Console, project: Path, *, sheet: Path | None, as_json: bool) -> int:
    from plangen.pipeline.notices.lists import list_fields
    from plangen.reporting.notices.asking import report_fields

    return console.report(report_fields(list_fields(console.root(project), sheet)), as_json=as_json)


@command(
    Phrase(
        "列出通知还缺少的事实：向哪个部门或者岗位问什么，哪些通知在等，答复写到哪个文件的哪一项；"
        "也可以写成核实单发给各部门填写。\n\n"
        "事件可写场景或者突发事件的代号或名称；不写则列出全部。由谁答复写在 communication.yaml 的 answers 里。",
        "List the facts that notices still lack, as questions to those who can answer: which notices wait,"
        " where the answer goes. Name the scenario or incident by id or title; default: all of them.",
    ),
    argument("case", Phrase("[事件]", "[CASE]"), default=""),
    option(
        "--notice",
        text=Phrase("只问一种通知所需的事实：代号或名称", "only what this kind of notice needs, by id or title"),
        metavar=Phrase("通知", "KIND"),
        default="",
    ),
    option(
        "--by",
        text=Phrase("只问一个部门或者岗位：代号或名称", "only what this department or post is asked, by id or title"),
        metavar=Phrase("部门", "PARTY"),
        default="",
    ),
    path_option(
        "--sheet",
        text=Phrase(
            "另写核实单，留有答复、依据和签字的位置：.docx 每个部门单独起页，.xlsx 每个部门一张工作表，"
            "写文件夹则每个部门一个 Word 文件；填好后用 plangen notices answers 读入",
            "also write the questions as a form: .docx with pages for each department, .xlsx with a sheet for each,"
            " or a folder for a Word file each; plangen notices answers reads it again",
        ),
        metavar=Phrase("文件或文件夹", "FILE|DIR"),
    ),
    JSON,
    PROJECT,
)
def questions(
    console: Console, case: str, project: Path, *, notice: str, by: str, sheet: Path | None, as_json: bool
) -> int:
    from plangen.pipeline.notices.lists import ask_questions
    from plangen.reporting.notices.asking import report_questions

    asked = ask_questions(console.root(project), case=case, kind=notice, by=by, sheet=sheet)
    return console.report(report_questions(asked), as_json=as_json)


@command(
    Phrase(
        "检查通知模板，一次列出全部问题：哪个模板、哪一段或者哪一格、什么问题、怎么办。不生成文件。\n\n"
        "模板可写文件名（recall-notice.docx）或通知名称；不写则检查全部。",
        "Check the notice templates and list everything that is wrong: where, what, and what to do."
        " Name templates by file or kind; all are checked when none is named.",
    ),
    argument("templates", Phrase("[模板]…", "[TEMPLATE]..."), nargs=-1),
    path_option(
        "--annotate",
        text=Phrase("另存一份模板副本，问题写成批注", "write copies of the templates with the findings as comments"),
        metavar=DIR,
        file_okay=False,
    ),
    STRICT,
    JSON,
    PROJECT,
)
def check(
    console: Console, templates: tuple[str, ...], project: Path, *, annotate: Path | None, strict: bool, as_json: bool
) -> int:
    from plangen.pipeline.notices.check import check_templates
    from plangen.reporting.notices.drafts import report_review

    reviewed = check_templates(console.root(project), templates, annotate=annotate, language=console.language)
    return console.report(report_review(reviewed, strict=strict), as_json=as_json)


@command(
    Phrase(
        "用场景的事实生成通知草稿，每页标明“草稿”，放在 output/preview/，不计入演练文件。\n\n"
        "通知可写代号（recall-notice）或名称（产品召回公告）。",
        "Draft notices with the facts of a scenario, marked as drafts on every page, into output/preview/;"
        " they are not part of the dossier. Name the kind by its id or title.",
    ),
    argument("kind", Phrase("通知", "KIND")),
    option(
        "--scenario",
        text=Phrase(
            "场景或者突发事件的代号或名称；不写则为有这种通知的每个场景",
            "the scenario or incident by id or title; default: every one that has the kind",
        ),
        metavar=Phrase("场景", "SCENARIO"),
        default="",
    ),
    path_option(
        "--out",
        text=Phrase("草稿放在哪里，默认 output/preview/", "where to, default output/preview/"),
        metavar=DIR,
        file_okay=False,
    ),
    flag("--pdf", "as_pdf", text=Phrase("另外转成 PDF（需要 LibreOffice）", "as PDF as well (needs LibreOffice)")),
    PROJECT,
)
def preview(console: Console, kind: str, project: Path, *, scenario: str, out: Path | None, as_pdf: bool) -> int:
    from plangen.pipeline.notices.preview import preview_notices
    from plangen.reporting.notices.drafts import report_preview

    previewed = preview_notices(console.root(project), kind, case=scenario, folder=out, as_pdf=as_pdf)
    return console.report(report_preview(previewed))


@command(
    Phrase(
        "核对通知的法定要素：每项要素的依据、是否经过核对、由哪个字段或者哪段文字载明，缺少什么。\n\n"
        "通知可写代号（recall-notice）、名称（产品召回公告），或者只看一个事件的（product-quality/recall-notice）；"
        "不写则为全部。",
        "Prove the statutory elements of the notices: basis, confirmed or not, covered by what, what is missing."
        " Name a kind, or one notice as CASE/KIND; default: all.",
    ),
    argument("notice", Phrase("[通知]", "[NOTICE]"), required=False, default=""),
    path_option(
        "--sheet",
        text=Phrase(
            "另写一份 Word 法定要素核对表，由法律人员填写后用 plangen notices confirm 读入",
            "also write a Word check sheet; counsel fills it in, and plangen notices confirm reads it",
        ),
        metavar=DOCX,
    ),
    STRICT,
    JSON,
    PROJECT,
)
def elements(console: Console, notice: str, project: Path, *, sheet: Path | None, strict: bool, as_json: bool) -> int:
    from plangen.pipeline.notices.lists import list_elements
    from plangen.reporting.notices.statutory import report_elements

    proved = list_elements(console.root(project), notice, sheet=sheet)
    return console.report(report_elements(proved, strict=strict), as_json=as_json)


@command(
    Phrase(
        "推算每个场景或者突发事件的法定时限：从什么时候起算、最迟什么时候、向谁、由法律人员判断的条件。\n\n"
        "事件可写代号或名称；不写则为全部。工作日按 calendars/ 的节假日安排计算。",
        "Work out the statutory deadlines of a scenario or incident: start, end, to whom, what legal has to judge."
        " Name it by id or title; default: all. Working days follow calendars/.",
    ),
    argument("case", Phrase("[事件]", "[CASE]"), required=False, default=""),
    option(
        "--as-of",
        text=Phrase(
            '按这个日期（可加时刻，如 "2024-12-12 15:00"）说明期限是否已过',
            'say which limits are past on that date, or at that moment ("2024-12-12 15:00")',
        ),
        metavar=DATE,
        default="",
    ),
    path_option(
        "--sheet",
        text=Phrase("另写一份 Word 法定时限清单", "also write the list as a Word file"),
        metavar=DOCX,
    ),
    JSON,
    PROJECT,
)
def deadlines(console: Console, case: str, project: Path, *, as_of: str, sheet: Path | None, as_json: bool) -> int:
    from plangen.pipeline.notices.lists import list_deadlines
    from plangen.reporting.notices.statutory import report_deadlines

    found = list_deadlines(console.root(project), case, as_of=as_of, sheet=sheet)
    return console.report(report_deadlines(found), as_json=as_json)
