"""`plangen demo-history`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(folder: Path | None) -> int:
        from plangen.pipeline.demo import demo_history
        from plangen.reporting.demo import demo_text

        demo = demo_history(folder)
        ok = demo.outcome.ok(strict=False)
        session.write(demo_text(demo, session.style()))
        return 0 if ok else 1

    return session.command(
        "demo-history",
        run,
        session.say(
            "造一份有四个版本的范例，供试用 log、diff、redline。不写文件夹时放在临时文件夹里。\n\n"
            "第一次演练用 v1.0；v1.1 因演练、v1.2 因法规、v1.3 因组织变动修订。",
            "Make a sample with four revisions for trying log, diff and redline, by default in a temporary folder:"
            " v1.0, then revised after a drill, for the law, and for the organisation.",
        ),
        [
            click.Argument(
                ["folder"],
                type=click.Path(path_type=Path),
                required=False,
                metavar=session.say("[文件夹]", "[DIR]"),
            )
        ],
    )
