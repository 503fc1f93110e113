"""`plangen explain`."""

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(code: str | None) -> int:
        from plangen.pipeline.explain import all_rules, rule_called
        from plangen.reporting.rules import rule_line, rule_text

        style = session.style()
        if code is None:
            session.write(rule_line(rule, style) for rule in all_rules())
        else:
            session.write(rule_text(rule_called(code), style))
        return 0

    return session.command(
        "explain",
        run,
        session.say(
            "说明一条检查规则：查什么、为什么、错误和正确的例子。不写代码则列出全部规则。",
            "Explain a rule: what, why, a bad and a good example. Without a code, list all rules.",
        ),
        [
            click.Argument(["code"], required=False, default=None, metavar=session.say("[代码]", "[CODE]")),
        ],
    )
