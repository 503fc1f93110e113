"""A small plan that several people share on real git, for histories by chance and for states made on purpose."""

import atexit
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from plangen.diagnostics import Finding
from plangen.pipeline.revisions.log import log_project
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.proved.history import check_history
from plangen.pipeline.revisions.revise import Revised, revise_project

ROOT = Path(__file__).parents[1]
CHINA = datetime.timezone(datetime.timedelta(hours=8))
_TEMPLATES = ("house.docx", "layout.yaml", "information-report.docx")
_NOTICE = "notices/sms.docx"
_FINDINGS = """drill: 2026-02-10
title: 演练
findings:
  - id: f-01
    title: 复检太慢
    text: 复检用了40分钟
    source: 现场观察
    cause: 没有提醒
    measure: 增加提醒
    owner: quality-head
    due: 2026-12-24
    status: 未启动
    revises: ["timeline.phases[respond].steps[recheck]"]
"""


def make_plan(folder: Path) -> None:
    """The files of a small sound plan with a complete record of v1.0, which nobody has recorded yet."""
    shutil.copytree(ROOT / "tests/checks/base", folder / "source")
    (folder / "templates/notices").mkdir(parents=True)
    for name in _TEMPLATES:
        shutil.copy(ROOT / "templates" / name, folder / "templates")
    for name in ("recall.docx", "bulletin.docx"):
        shutil.copy(ROOT / "templates" / _NOTICE, folder / "templates/notices" / name)


def put_findings(folder: Path) -> None:
    """What a drill found: it demands a change of the plan, and each revision has to speak of it."""
    path = folder / "source/drills/2026-02-10/findings.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_FINDINGS, encoding="utf-8")


class Clock:
    """A minute passes whenever somebody looks at it; the same in every run."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=CHINA)

    def tick(self) -> datetime.datetime:
        """The time, a minute later than at the last look."""
        self.now += datetime.timedelta(minutes=1)
        return self.now


@dataclass(kw_only=True)
class Person:
    """Somebody with a folder of the plan, under git or not."""

    name: str
    folder: Path
    clock: Clock

    @cached_property
    def _environment(self) -> Mapping[str, str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        clean["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{clean.get('PATH', '')}"  # for the hook
        who = {f"GIT_{role}_NAME": self.name for role in ("AUTHOR", "COMMITTER")}
        who |= {f"GIT_{role}_EMAIL": f"{ord(self.name[0])}@example.com" for role in ("AUTHOR", "COMMITTER")}
        quiet = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": "en",
        }
        return {**clean, **who, **quiet, "GIT_EDITOR": "true", "GIT_MERGE_AUTOEDIT": "no"}

    def tried(self, *arguments: str, folder: Path | None = None) -> tuple[bool, str]:
        """Whether git did it, and all that it said."""
        time = self.clock.tick().isoformat()
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],  # noqa: S607  # as people have it
            cwd=folder or self.folder,
            env={**self._environment, "GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time},
            capture_output=True,
            check=False,
        )
        return done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        """What git said; it has to do it."""
        done, said = self.tried(*arguments, folder=folder)
        assert done, f"git {' '.join(arguments)}: {said}"
        return said

    def edit(self, text: str, place: str = "purposes") -> None:
        """Change one of two places of the plan, each in a file of its own: "purposes" or "venue"."""
        name, said = {
            "purposes": ("plan.yaml", f"purposes: [{text}]\n"),
            "venue": ("drill.yaml", f"venue: {{title: {text}}}\n"),
        }[place]
        path = self.folder / "source" / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        assert any(line.startswith(f"{place}:") for line in lines)
        new = [said if line.startswith(f"{place}:") else line for line in lines]
        path.write_text("".join(new), encoding="utf-8")

    def wanted(self, **values: object) -> WantedRevision:
        """A complete revision, but for what `values` say."""
        now = self.clock.now
        usual: dict[str, object] = {
            "reason": "other",
            "author": self.name,
            "reviewer": "李审核",
            "approver": "王批准",
            "date": now.date(),
            "effective": now.date(),
        }
        return WantedRevision(**{**usual, **values})  # type: ignore[arg-type]  # by keyword

    def revise(self, dry_run: bool = False, **values: object) -> Revised:
        """Record a revision, where that is allowed."""
        now = self.clock.tick()
        return revise_project(self.folder, self.wanted(**values), now, dry_run=dry_run)

    def first(self) -> Revised:
        """Record what the starter's own record says."""
        return revise_project(self.folder, WantedRevision(date=self.clock.now.date()), self.clock.tick())

    def recorded(self, text: str, place: str = "purposes", **values: object) -> str:
        """Change a place and record it; the version."""
        self.edit(text, place)
        made = self.revise(False, **values)
        assert made.commit, [(each.code, each.message("en")) for each in made.outcome.findings]
        return made.version

    def told(self) -> list[Finding]:
        """What `log` and `check --history` say of the history."""
        found = (*log_project(self.folder).findings, *check_history(self.folder).findings)
        every = {(each.code, each.at, each.message("en")): each for each in found}
        return [each for each in every.values() if each.code[:2] in {"G1", "G2", "G4"}]

    def codes(self) -> list[str]:
        """The codes of that, each once."""
        return sorted({each.code for each in self.told()})

    def clone(self, folder: Path, name: str, *options: str, origin: Path | None = None) -> "Person":
        """A colleague with a clone of this folder, or of another repository."""
        self.git("clone", "-q", *options, f"file://{origin or self.folder}", str(folder), folder=folder.parent)
        return Person(name=name, folder=folder, clock=self.clock)

    def copy(self, folder: Path, name: str, *, git: bool = False) -> "Person":
        """A colleague with a copy of this folder, with the repository or without."""
        passed = () if git else (".git",)
        shutil.copytree(self.folder, folder, symlinks=True, ignore=shutil.ignore_patterns(*passed, "output"))
        return Person(name=name, folder=folder, clock=self.clock)


def beginning(folder: Path, name: str = "甲") -> Person:
    """Somebody with a new plan under git, whose v1.0 is recorded."""
    return _planted(_beginning, folder, name)


def three(work: Path) -> Person:
    """Somebody with v1.0, v1.1 and v1.2 in the folder "p"."""
    return _planted(_three, work / "p", "甲")


def sharing(work: Path) -> tuple[Person, Person]:
    """Two people with clones of one repository that both push to; v1.0 is there."""
    one = _planted(_beginning, work / "甲", "甲")
    one.git("clone", "-q", "--bare", str(one.folder), str(work / "总库"), folder=work)
    one.git("remote", "add", "origin", f"file://{work / '总库'}")
    one.git("push", "-q", "--follow-tags", "-u", "origin", "main")
    return one, one.clone(work / "乙", "乙", origin=work / "总库")


def _planted(grow: Callable[[], Person], folder: Path, name: str) -> Person:
    """A copy of what was grown once."""
    seedling = grow()
    shutil.copytree(seedling.folder, folder, symlinks=True, dirs_exist_ok=True)
    clock = Clock()
    clock.now = seedling.clock.now
    return Person(name=name, folder=folder, clock=clock)


def _work_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="histories-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _beginning() -> Person:
    person = Person(name="甲", folder=_work_folder() / "p", clock=Clock())
    make_plan(person.folder)
    person.git("init", "-q", "-b", "main")
    (person.folder / ".gitattributes").write_text("*.yaml text eol=lf\n*.docx -text\n", encoding="utf-8")
    (person.folder / ".gitignore").write_text("output/*\n", encoding="utf-8")
    person.git("add", ".")
    person.git("commit", "-q", "-m", "begin")
    made = person.first()
    assert made.commit, [(each.code, each.message("en")) for each in made.outcome.findings]
    return person


@cache
def _three() -> Person:
    person = _planted(_beginning, _work_folder() / "p", "甲")
    person.recorded("第二版")
    person.recorded("第三版")
    return person
