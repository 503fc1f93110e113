"""What the commands cost, as ratios measured in one run: seconds differ between machines, ratios hardly.

.venv/bin/python benchmarks/measure.py

check    `plangen check` on the sample / an interpreter that only imports click, yaml and pydantic: at most 2
help     Office libraries that `plangen --help` imports: none
build    CPU seconds of a cold full build beyond importing its libraries: at most 1.5 on a two-core machine
growth   CPU of a build with ten times the scenarios and departments / of the sample: at most 10
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
OFFICE = ("docx", "docxtpl", "openpyxl", "lxml", "jinja2")
ROUNDS = 9


def cpu(code: Sequence[str], folder: Path = ROOT) -> float:
    """User and system seconds of one run of the interpreter; any exit code below 2 is fine."""
    before = os.times()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, *code], cwd=folder, env=environment, capture_output=True, check=False)
    after = os.times()
    if done.returncode > 1:
        sys.exit(done.stderr.decode())
    return after.children_user + after.children_system - before.children_user - before.children_system


def median(code: Sequence[str], folder: Path = ROOT, rounds: int = ROUNDS) -> float:
    cpu(code, folder)  # warm the file cache
    return statistics.median(cpu(code, folder) for _ in range(rounds))


def project(parent: Path, copies: int) -> Path:
    """The sample, with its departments, scenarios and their steps there `copies` times."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!todo", lambda _loader, node: f"【待填写：{node.value}】")
    Loader.yaml_implicit_resolvers = {}
    folder = parent / f"times-{copies}"
    shutil.copytree(ROOT / "source", folder / "source")
    shutil.copytree(ROOT / "templates", folder / "templates")
    trees = {path: yaml.load(path.read_text(encoding="utf-8"), Loader) for path in (folder / "source").rglob("*.yaml")}  # noqa: S506  # a SafeLoader
    ids = re.compile(r"[a-z]+(?:-[a-z]+)*")
    scenarios = {tree["id"]: tree for path, tree in trees.items() if path.parent.name == "scenarios"}
    departments = {each["id"] for each in trees[folder / "source/organisation.yaml"]["departments"]}
    steps = {s["id"] for p in trees[folder / "source/timeline.yaml"]["phases"] for s in p["steps"]}
    posts = {p["id"] for p in trees[folder / "source/organisation.yaml"]["posts"] if "department" in p}
    names = set(scenarios) | departments | steps | posts

    def renamed(tree: object, suffix: str) -> object:
        if isinstance(tree, dict):
            return {key: renamed(value, suffix) for key, value in tree.items()}
        if isinstance(tree, list):
            return [renamed(value, suffix) for value in tree]
        return f"{tree}{suffix}" if isinstance(tree, str) and ids.fullmatch(tree) and tree in names else tree

    def multiply(tree: dict[str, list[object]], key: str) -> None:
        tree[key] = [
            each for n in range(copies) for each in map(lambda e, n=n: renamed(e, f"-x{n}" if n else ""), tree[key])
        ]

    organisation, drill = trees[folder / "source/organisation.yaml"], trees[folder / "source/drill.yaml"]
    multiply(organisation, "departments")
    shared = [post for post in organisation["posts"] if "department" not in post]
    organisation["posts"] = [post for post in organisation["posts"] if "department" in post]
    multiply(organisation, "posts")
    organisation["posts"] += shared
    multiply(drill, "participants")
    multiply(drill, "scenarios")
    for phase in trees[folder / "source/timeline.yaml"]["phases"]:
        multiply(phase, "steps")
    for path, tree in trees.items():
        if path.parent.name != "scenarios":
            path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
            continue
        for n in range(copies):
            suffix = f"-x{n}" if n else ""
            text = yaml.safe_dump(renamed(tree, suffix), allow_unicode=True, sort_keys=False)
            path.with_name(f"{path.stem}{suffix}.yaml").write_text(text, encoding="utf-8")
    return folder


def fresh_build(folder: Path) -> list[str]:
    """A build that finds no output of an earlier one."""
    code = "import shutil, sys; shutil.rmtree('output', ignore_errors=True); sys.argv = ['plangen', 'build']; "
    return ["-c", f"{code}from plangen.cli.main import main; main()"] if folder else []


def main() -> None:
    base = median(["-c", "import click, yaml, pydantic"])
    check = median(["-m", "plangen", "check"])
    help_code = (
        "import sys; sys.argv = ['plangen', '--help']\ntry:\n import plangen.cli.main as m; m.main()\n"
        f"except SystemExit:\n print([name for name in {json.dumps(OFFICE)} if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", help_code], cwd=ROOT, capture_output=True, check=True)
    loaded = shown.stdout.decode().splitlines()[-1]
    with tempfile.TemporaryDirectory() as parent:
        one, ten = project(Path(parent), 1), project(Path(parent), 10)
        imports = median(["-c", f"import click, yaml, msgspec, filelock, {', '.join(OFFICE)}"])
        single, tenfold = median(fresh_build(one), one, 5), median(fresh_build(ten), ten, 3)
    print(f"check    {check / base:.2f} × importing click, yaml, pydantic   ({check:.3f} s / {base:.3f} s)   at most 2")
    print(f"help     Office libraries imported: {loaded}   none")
    print(f"build    {single - imports:.2f} s CPU beyond imports   ({single:.2f} s - {imports:.2f} s)   at most 1.5")
    print(f"growth   {tenfold / single:.2f} × for ten times the plan   ({tenfold:.2f} s / {single:.2f} s)   at most 10")


if __name__ == "__main__":
    main()
