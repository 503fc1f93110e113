"""`plangen notices questions`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(case: str, project: Path, notice: str, sheet: Path | None, *, as_json: bool) -> int:
        from plangen.pipeline.notices.lists import ask_questions
        from plangen.reporting.notices.questions import questions_json, questions_text

        asked = ask_questions(session.root(project), case=case, kind=notice, sheet=sheet)
        ok = asked.outcome.ok(strict=False)
        if as_json:
            session.write([questions_json(asked, session.language, ok=ok)])
        else:
            session.write(questions_text(asked, session.style()))
        return 0 if ok else 1

    return session.command(
        "questions",
        run,
        session.say(
            "列出通知还缺少的事实：向哪个部门或者岗位问什么，哪些通知在等，答复写到哪个文件的哪一项。\n\n"
            "事件可写场景或者突发事件的代号或名称；不写则列出全部。由谁答复写在 communication.yaml 的 answers 里。",
            "List the facts that notices still lack, as questions to whoever can answer: which notices wait,"
            " where the answer goes. Name the scenario or incident by id or title; default: all of them.",
        ),
        [
            click.Argument(["case"], default="", metavar=session.say("[事件]", "[CASE]")),
            click.Option(
                ["--notice"],
                default="",
                metavar=session.say("通知", "KIND"),
                help=session.say(
                    "只问一种通知所需的事实：代号或名称", "only what this kind of notice needs, by id or title"
                ),
            ),
            click.Option(
                ["--sheet"],
                type=click.Path(path_type=Path),
                metavar=session.say("文件.docx", "FILE.docx"),
                help=session.say(
                    "另写一份 Word 核实单，每个部门一份，留有答复和签字的位置",
                    "also write Word sheets, one for each department, with room for answers and signatures",
                ),
            ),
            session.json_option(),
            session.project_option(),
        ],
    )
