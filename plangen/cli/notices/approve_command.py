"""`plangen notices approve`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(notice: str, project: Path, *, dry_run: bool, as_json: bool, **given: str) -> int:
        from plangen.pipeline.notices.approve import Wanted, approve_notice
        from plangen.reporting.notices.approvals import approved_json, approved_text

        approved = approve_notice(session.root(project), Wanted(notice=notice, **given), dry_run=dry_run)
        ok = approved.outcome.ok(strict=False)
        if as_json:
            session.write([approved_json(approved, session.language, ok=ok)])
        else:
            session.write(approved_text(approved, session.style()))
        return 0 if ok else 1

    return session.command(
        "approve",
        run,
        session.say(
            "登记一份通知的一个审批环节，写进 source/approvals/。"
            "审批只对现在这个版本有效，模板、版式、事实改动后失效。\n\n"
            "通知写“事件/通知”（kettle-2026/recall-notice），只有一份时写通知名称即可；环节、岗位写编号或名称。",
            "Record that a stage of a notice was passed, into source/approvals/. It holds for the version as it stands:"
            " a change of template, house style or facts makes it lapse.\n\n"
            "Name the notice as case/kind, or by its kind where there is one; stage and post by id or title.",
        ),
        [
            click.Argument(["notice"], metavar=session.say("通知", "NOTICE")),
            _option("--stage", session.say("环节", "STAGE"), session.say("哪个环节", "which stage")),
            _option("--by", session.say("岗位", "POST"), session.say("由哪个岗位完成", "by which post")),
            _option("--name", session.say("姓名", "NAME"), session.say("完成人姓名", "who it was")),
            _option("--date", session.say("日期", "DATE"), session.say("完成日期", "when, 2026-03-01")),
            click.Option(
                ["--note"],
                default="",
                metavar=session.say("说明", "TEXT"),
                help=session.say("说明，例如征询意见的文号", "a remark, such as the number of a reply"),
            ),
            click.Option(
                ["--dry-run"],
                is_flag=True,
                default=False,
                help=session.say("只检查能否登记，不写文件", "say whether it could be recorded; write nothing"),
            ),
            session.json_option(),
            session.project_option(),
        ],
    )


def _option(name: str, metavar: str, text: str) -> click.Option:
    return click.Option([name], required=True, metavar=metavar, help=text)
