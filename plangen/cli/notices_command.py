"""`plangen notices …`: what legal does with notices, one command each."""

import click

from plangen.cli.session import Lazy, Session

COMMANDS = (  # in the order in which legal meets them
    *("fields", "questions", "check", "preview", "elements", "deadlines"),
    *("approve", "status", "issue"),
)


def command(session: Session) -> click.Command:
    return Lazy(
        "notices",
        session,
        modules={name: f"plangen.cli.notices.{name}_command" for name in COMMANDS},
        text=session.say(
            "公开通知：查字段、问缺少的事实、检查模板、预览草稿、核对法定要素和时限、登记审批、查看进度、正式发布。\n\n"
            "模板在 templates/notices/，用 Word 或 WPS 修改；事实在 source/ 的场景文件里。",
            "Notices: fields, missing facts, template check, preview, statutory elements and deadlines, approval,"
            " status, issue.\n\n"
            "Templates stand in templates/notices/ and are edited in Word or WPS; the facts stand in source/.",
        ),
    )
