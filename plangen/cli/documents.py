"""`build`, `proof`, `outline`, `preview`: the documents, how pages come out, what texts are made from and say."""

from pathlib import Path

import click

from plangen.cli.console import Console
from plangen.cli.options import DIR, JSON, PROJECT, STRICT, argument, command, flag, option, path_option
from plangen.cli.words import Phrase

_DOCUMENTS = argument("documents", Phrase("[文件]…", "[DOCUMENT]..."), nargs=-1)


@command(
    Phrase(
        "检查计划并生成文件到 output/。不写文件名则生成全部；有错误时不生成任何文件。\n\n"
        "文件名可写编号（1）、代号（plan）或名称（演练计划）。--rev 生成以前记录的版本，不动现在的文件。",
        "Check the plan and build documents into output/: all of them, or those named by id, number or title."
        " With errors nothing is written. --rev builds an older version and leaves the files here alone.",
    ),
    _DOCUMENTS,
    flag(
        "--pdf",
        "as_pdf",
        text=Phrase("每个文件旁边再放一份 PDF（需要 LibreOffice）", "a PDF beside each document (needs LibreOffice)"),
    ),
    flag(
        "--strict-fonts",
        text=Phrase(
            "同 --pdf，但缺少版式要用的字体时不生成", "as --pdf, but only with the fonts that the layout wants"
        ),
    ),
    option(
        "--rev",
        text=Phrase("生成哪个版本，如 v1.0；要写 --out", "an older version, e.g. v1.0; needs --out"),
        metavar=Phrase("版本", "REV"),
        default="",
    ),
    path_option(
        "--out",
        text=Phrase("以前的版本放进哪个文件夹", "the folder for an older version"),
        metavar=DIR,
    ),
    option(
        "--for",
        "signing",
        text=Phrase(
            "送批稿：记录之前，按将要记录的版本打印，供签批", "for signature: what is to be recorded as this version"
        ),
        metavar=Phrase("版本", "REV"),
        default="",
    ),
    STRICT,
    JSON,
    PROJECT,
)
def build(
    console: Console,
    documents: tuple[str, ...],
    project: Path,
    *,
    rev: str,
    out: Path | None,
    signing: str,
    as_pdf: bool,
    strict_fonts: bool,
    strict: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.building.build import build_project
    from plangen.pipeline.building.composing import Paper
    from plangen.pipeline.building.office_program import find_office
    from plangen.reporting.builds import report_build, report_rebuild

    if bool(rev) is (out is None):
        raise click.UsageError(console.say("--rev 和 --out 要一起写", "--rev and --out go together"))
    if rev and signing:
        raise click.UsageError(console.say("--rev 和 --for 不能一起写", "--rev and --for exclude each other"))
    root, progress = console.root(project), console.progress()
    paper = Paper(office=find_office(root), as_pdf=as_pdf or strict_fonts, strict_fonts=strict_fonts)
    if out is None:
        built = build_project(root, documents, progress, strict=strict, paper=paper, signing=signing)
        return console.report(report_build(built, strict=strict), as_json=as_json)

    from plangen.pipeline.revisions.rebuild import build_revision

    rebuilt = build_revision(root, rev, out, documents, progress, strict=strict, paper=paper)
    return console.report(report_rebuild(rebuilt, out.as_posix(), strict=strict), as_json=as_json)


@command(
    Phrase(
        "逐页检查版面：版心、行数和字数、页码、标题、表头、避头尾；核对文件里的文字是否都印在纸上"
        "（需要 LibreOffice）。\n\n"
        "文件名可写编号、代号或名称，不写则检查全部文件，表格文件只核对文字；不改动 output/ 里的文件。",
        "Measure every page against the layout: type area, lines and characters, page numbers, headings, table"
        " heads, line breaks; see whether all that a file says is on its pages (needs LibreOffice). Of spreadsheets"
        " only the words are looked at. Nothing in output/ is changed.",
    ),
    _DOCUMENTS,
    STRICT,
    JSON,
    PROJECT,
)
def proof(console: Console, documents: tuple[str, ...], project: Path, *, strict: bool, as_json: bool) -> int:
    from plangen.pipeline.building.proof import proof_project
    from plangen.reporting.builds import report_proof

    proofs = proof_project(console.root(project), documents, console.progress())
    return console.report(report_proof(proofs, strict=strict), as_json=as_json)


@command(
    Phrase(
        "大纲：文件的标题、次序和句子写在哪里，能放什么内容、用什么字段。\n\n"
        "不写文件名则列出全部大纲；写一个则显示它的目录树、可用的内容和字段。大纲放在 templates/outlines/，直接修改。",
        "Outlines: where the titles, the order and the sentences of a document are written, what it can have generated"
        " and which fields its texts may name. They lie in templates/outlines/; edit them there.",
    ),
    _DOCUMENTS,
    flag("--fields", text=Phrase("列出全部字段，不只是用到的", "all fields, not only those used")),
    flag(
        "--compare",
        text=Phrase("与默认大纲对照，列出缺少的章节和内容", "what the outline that comes with plangen has more"),
    ),
    option(
        "--take",
        "keys",
        text=Phrase("同 --compare，并取用这一节（可写多次）", "as --compare, and take this section over (repeatable)"),
        metavar=Phrase("编号", "KEY"),
        multiple=True,
    ),
    flag("--copy", text=Phrase("把默认大纲放进 templates/outlines/，供修改", "copy the shipped outline, to edit it")),
    JSON,
    PROJECT,
)
def outline(
    console: Console,
    documents: tuple[str, ...],
    project: Path,
    *,
    fields: bool,
    compare: bool,
    keys: tuple[str, ...],
    copy: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.outlining.opened import lay_open
    from plangen.pipeline.outlining.taking_over import compare_outline, copy_outline
    from plangen.reporting.outlines import report_comparison, report_copy, report_outlines

    root = console.root(project)
    if copy or compare or keys:
        if len(documents) != 1 or (copy and (compare or keys)):
            raise click.UsageError(
                console.say(
                    "--copy、--compare、--take 一次写一个文件", "--copy, --compare and --take want one document"
                )
            )
        if copy:
            return console.report(report_copy(copy_outline(root, documents[0])), as_json=as_json)
        return console.report(report_comparison(compare_outline(root, documents[0], keys)), as_json=as_json)
    return console.report(report_outlines(lay_open(root, documents), with_fields=fields), as_json=as_json)


@command(
    Phrase(
        "在屏幕上看一章的文字：改大纲时，不必每次生成文件。\n\n"
        "文件名可写编号、代号或名称；章节写标题的编号，plangen outline 列出；不写则显示整份文件。有错误时只列出错误。",
        "Show one chapter as text, without building anything. Name the document by id, number or title and the"
        " section by the key of its heading, which plangen outline lists; without one the whole document is shown."
        " Where the plan has errors only they are shown.",
    ),
    argument("document", Phrase("文件", "DOCUMENT")),
    argument("section", Phrase("[章节编号]", "[SECTION]"), default=""),
    JSON,
    PROJECT,
)
def preview(console: Console, document: str, section: str, project: Path, *, as_json: bool) -> int:
    from plangen.pipeline.outlining.chapter import chapter_of
    from plangen.reporting.outlines import report_chapter

    made = chapter_of(console.root(project), document, section)
    return console.report(report_chapter(made), as_json=as_json)
