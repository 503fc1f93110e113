"""`plangen notices elements`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(notice: str, project: Path, sheet: Path | None, *, strict: bool, as_json: bool) -> int:
        from plangen.pipeline.notices.lists import list_elements
        from plangen.reporting.notices.elements import elements_json, elements_text

        proved = list_elements(session.root(project), notice, sheet=sheet)
        ok = proved.outcome.ok(strict=strict)
        if as_json:
            session.write([elements_json(proved, session.language, ok=ok)])
        else:
            session.write(elements_text(proved, session.style()))
        return 0 if ok else 1

    return session.command(
        "elements",
        run,
        session.say(
            "核对通知的法定要素：每项要素的依据、是否经法务核对、由哪个字段或者哪段文字载明，缺少什么。\n\n"
            "通知可写代号（recall-notice）、名称（产品召回公告），或者只看一个事件的（product-quality/recall-notice）；"
            "不写则为全部。",
            "Prove the statutory elements of the notices: basis, confirmed or not, covered by what, what is missing."
            " Name a kind, or one notice as CASE/KIND; default: all.",
        ),
        [
            click.Argument(["notice"], required=False, default="", metavar=session.say("[通知]", "[NOTICE]")),
            click.Option(
                ["--sheet"],
                type=click.Path(path_type=Path),
                metavar=session.say("文件.docx", "FILE.docx"),
                help=session.say(
                    "另写一份 Word 法定要素核对表，供法务签字", "also write a Word check sheet for legal to sign"
                ),
            ),
            session.strict_option(),
            session.json_option(),
            session.project_option(),
        ],
    )
