"""`plangen notices issue`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(
        notice: str,
        project: Path,
        channels: tuple[str, ...],
        out: Path | None,
        *,
        dry_run: bool,
        as_json: bool,
        **given: str,
    ) -> int:
        from plangen.pipeline.notices.issue import Order, issue_notice
        from plangen.reporting.notices.approvals import issued_json, issued_text

        order = Order(notice=notice, channels=channels, **given)
        done = issue_notice(session.root(project), order, folder=out, dry_run=dry_run)
        ok = done.outcome.ok(strict=False)
        if as_json:
            session.write([issued_json(done, session.language, ok=ok)])
        else:
            session.write(issued_text(done, session.style()))
        return 0 if ok else 1

    return session.command(
        "issue",
        run,
        session.say(
            "发布一份真实事件的通知：审批齐全有效、内容填写完整、文件里没有修订、批注等内部信息时，"
            "写出正式文件并在 source/issued/ 记录；否则列出全部理由，不写任何文件。",
            "Issue a notice of a real incident: with approvals complete and current, nothing missing, and nothing"
            " internal in the file, write the final file and record it in source/issued/; else list every reason.",
        ),
        [
            click.Argument(["notice"], metavar=session.say("通知", "NOTICE")),
            click.Option(
                ["--time"],
                required=True,
                metavar=session.say("时间", "TIME"),
                help=session.say("发布时间，例如 2026-03-01 14:05", "when, such as 2026-03-01 14:05"),
            ),
            _option("--by", session.say("岗位", "POST"), session.say("发布岗位", "the post that issues it")),
            _option("--name", session.say("姓名", "NAME"), session.say("发布人姓名", "who issues it")),
            click.Option(
                ["--channel", "channels"],
                multiple=True,
                metavar=session.say("渠道", "CHANNEL"),
                help=session.say("发布渠道，可写多次；不写则为计划的全部渠道", "a channel, repeatable; default: all"),
            ),
            _option(
                "--correction",
                session.say("理由", "REASON"),
                session.say("更正已经发布的通知，写明理由", "correct what was issued, for this reason"),
            ),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, file_okay=False),
                metavar=session.say("文件夹", "DIR"),
                help=session.say("正式文件放在哪里，默认 output/正式发布/", "where to, default output/正式发布/"),
            ),
            click.Option(
                ["--dry-run"],
                is_flag=True,
                default=False,
                help=session.say("只检查能否发布，不写文件", "say whether it could be issued; write nothing"),
            ),
            session.json_option(),
            session.project_option(),
        ],
    )


def _option(name: str, metavar: str, text: str) -> click.Option:
    return click.Option([name], default="", metavar=metavar, help=text)
