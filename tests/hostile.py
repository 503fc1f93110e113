"""Plans that come from somebody who means ill: links, pipes, manifests, caches, journals and names in a plan's folder.

Each is made in a folder beside another one, which holds what is none of plangen's business. Whatever is run on the
plan, that one stays as it is.
"""

import datetime
import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plangen.disk.inside import prove_inside
from plangen.errors import PlangenError
from tests.limits import ending

ROOT = Path(__file__).parents[1]
_DATE = datetime.date(2026, 1, 5)
_NOW = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)

_FOLDERS = (
    *("output", "output/.cache", "output/.new", "output/packets", "output/preview", "output/正式发布", "修订"),
    *("output/06-公开通知草稿", "source/approvals", "source/issued", "source/revisions", "source/.schema"),
    *(".git", ".git/objects", ".git/objects/pack", ".git/objects/aa", ".git/refs", ".git/refs/tags", ".git/refs/heads"),
    *(".git/info", ".git/logs", "templates/notices", ".vscode"),
)
_FILES = (
    *("output/manifest.json", "output/.lock", "output/.written", "output/12-签到表.docx", "output/.new/manifest.json"),
    *("页.html", "修订/页.html", "templates/house.docx", "source/.schema/plan.schema.json", ".gitignore"),
    *("source/revisions/v1.0.yaml", "source/.gitattributes", ".git/config", ".git/HEAD", ".git/index"),
    *(".git/packed-refs", ".git/plangen-revision.json", ".git/plangen-revision.lock", ".git/info/exclude"),
    *(".git/refs/heads/main", ".git/refs/tags/v0.9", ".git/logs/HEAD", ".git/commondir", "output/.plangen-abcd_123"),
    *("source/approvals/product-quality--recall-notice.yaml", "source/.plangen-abcd_123", ".plangen-abcd_123.d"),
)
_OUTSIDE = ("notes.txt", "letters/01-letter.docx", "letters/film.mp4", f"letters/{'a' * 64}.pdf", "manifest.json")


@dataclass(frozen=True)
class HostileProject:
    """What was done to a plan's folder, and how to do it."""

    name: str
    tricks: tuple[Callable[[Path, Path], None], ...]
    commands: tuple[str, ...]

    def make(self, place: Path) -> tuple[Path, Path]:
        """The plan and what lies outside of it, both in a new folder."""
        plan, away = place / "plan", place / "away"
        for name in _OUTSIDE:
            (away / name).parent.mkdir(parents=True, exist_ok=True)
            (away / name).write_bytes(b"theirs " * 40)
        for part in ("source", "templates"):
            shutil.copytree(ROOT / part, plan / part)
        _repository(plan)
        _repository(away)
        for trick in self.tricks:
            trick(plan, away)
        return plan, away


def hostile_projects(seed: int, count: int) -> Iterator[HostileProject]:
    """So many of them, the same for the same seed; the first ones do each thing once."""
    chance = random.Random(seed)
    every = list(_tricks())
    chance.shuffle(every)
    for number in range(count):
        more = chance.randrange(3) if number >= len(every) else 0
        chosen = (every[number % len(every)], *chance.sample(every, more))
        commands = tuple(chance.sample(sorted(COMMANDS), 2))
        names = " + ".join(name for name, _ in chosen)
        yield HostileProject(name=names, tricks=tuple(trick for _, trick in chosen), commands=commands)


def attacked(project: HostileProject, place: Path) -> list[str]:
    """What went wrong when its commands were run: touched outside, not ended in words. Nothing of it may be there."""
    plan, away = project.make(place)
    before, wrong = _state(away), []
    for name in project.commands:
        try:
            with ending():
                COMMANDS[name](plan)
        except PlangenError:
            pass
        except Exception as error:  # noqa: BLE001  # whatever it is, it is a fault to be told
            wrong.append(f"{name}: {type(error).__name__}: {error}")
    after = _state(away)
    return wrong + [
        f"touched: {path}" for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)
    ]


class _Silent:
    def step(self, name: str, number: int, total: int) -> None:
        pass

    def done(self) -> None:
        pass


def _build(plan: Path) -> None:
    from plangen.pipeline.building.build import build_project

    build_project(plan, ("sign-in",), _Silent())


def _notices(plan: Path) -> None:
    from plangen.pipeline.building.build import build_project

    build_project(plan, ("public-notices",), _Silent())


def _approve(plan: Path) -> None:
    from plangen.pipeline.notices.approve import WantedApproval, approve_notice

    wanted = WantedApproval(
        notice="product-quality/recall-notice",
        stage="draft",
        by="legal-head",
        name="张三",
        date="2024-12-12",
        result="同意",
    )
    approve_notice(plan, wanted, datetime.datetime(2024, 12, 12, 9, tzinfo=datetime.UTC))


def _preview(plan: Path) -> None:
    from plangen.pipeline.notices.preview import preview_notices

    preview_notices(plan, "recall-notice", case="product-quality")


def _house(plan: Path) -> None:
    from plangen.pipeline.house import renew_house
    from plangen.pipeline.schema import write_schemas

    write_schemas(plan)
    renew_house(plan, force=True)


def _revise(plan: Path) -> None:
    from plangen.pipeline.revisions.proposal import WantedRevision
    from plangen.pipeline.revisions.revise import revise_project

    revise_project(plan, WantedRevision(date=_DATE, author="甲", reviewer="乙", approver="丙", effective=_DATE), _NOW)


def _record(plan: Path) -> None:
    from plangen.history.recording import Recording, record, recover
    from plangen.history.repository import opened

    repository, _ = opened(plan)
    if repository is None:
        return
    with repository:
        recover(repository, plan)
        wanted = Recording(
            version="v1.1",
            message="v1.1",
            author="a <>",
            time=0,
            offset=0,
            record_path="source/revisions/v1.1.yaml",
            record=b"version: v1.1\n",
            written_by="0",
        )
        if repository.branch:
            record(repository, plan, wanted)


def _diff(plan: Path) -> None:
    from plangen.pipeline.revisions.diff import Orders, WebPage, diff_project

    page = WebPage(path=plan / "修订/页.html", render=lambda _: "<p>页</p>")
    diff_project(plan, orders=Orders(page=page, table=plan / "修订/表.docx"))


def _track(plan: Path) -> None:
    from plangen.pipeline.init import track_project

    track_project(plan, _NOW, hook=True, add=True)


COMMANDS: dict[str, Callable[[Path], None]] = {
    "approve": _approve,
    "build": _build,
    "build notices": _notices,
    "diff": _diff,
    "house": _house,
    "init --git": _track,
    "preview": _preview,
    "record": _record,
    "revise": _revise,
}


def _tricks() -> Iterator[tuple[str, Callable[[Path, Path], None]]]:
    for path in _FOLDERS:
        for target in ("letters", "", ".git"):
            yield f"{path} -> away/{target}", _Link(path, target)
    for path in _FILES:
        for target in ("notes.txt", "nothing"):
            yield f"{path} -> away/{target}", _Link(path, target)
        yield f"{path} a device", _Link(path, "/dev/zero")
        yield f"{path} a pipe", _Pipe(path)
        yield f"{path} a folder", _Folder(path)
    for name in (f"../../away/{_OUTSIDE[0]}", "正式发布/01-x.docx", "01-x/../../../away/notes.txt", "/etc/hostname"):
        yield f"manifest names {name}", _Manifest("output", name)
        yield f"stage names {name}", _Manifest("output/.new", name)
    for said in ("../../away/notes.txt", "../away/x.yaml", "{away}/notes.txt", "source/plan.yaml"):
        yield f"journal says {said}", _Journal(said)
    yield ".git leads to another repository", _GitFile("{away}/.git")
    yield ".git leads to a work tree of another repository", _GitFile("{away}/.git/worktrees/x")
    yield "settings name another work tree", _Settings("[core]\n\tworktree = {away}\n")
    yield "settings name hooks elsewhere", _Settings("[core]\n\thooksPath = {away}/letters\n")
    yield "settings include a device", _Settings("[include]\n\tpath = /dev/zero\n")


@dataclass(frozen=True)
class _Link:
    path: str
    target: str

    def __call__(self, plan: Path, away: Path) -> None:
        goal = _cleared(plan, self.path)
        if goal is not None:
            goal.symlink_to(away / self.target)  # an absolute target stays what it is


@dataclass(frozen=True)
class _Pipe:
    path: str

    def __call__(self, plan: Path, away: Path) -> None:
        goal = _cleared(plan, self.path)
        if goal is not None:
            os.mkfifo(goal)


@dataclass(frozen=True)
class _Folder:
    path: str

    def __call__(self, plan: Path, away: Path) -> None:
        goal = _cleared(plan, self.path)
        if goal is not None:
            goal.mkdir()
            (goal / "link").symlink_to(away)


@dataclass(frozen=True)
class _Manifest:
    folder: str
    name: str

    def __call__(self, plan: Path, away: Path) -> None:
        goal = _cleared(plan, f"{self.folder}/manifest.json")
        if goal is None:
            return
        sha256 = hashlib.sha256((away / _OUTSIDE[0]).read_bytes()).hexdigest()
        entry = {"document": "sign-in", "title": "x", "sha256": sha256, "fingerprint": "0" * 12}
        said = {"version": 1, "plangen": "1", "plan": "p", "revision": "v", "files": {self.name: entry}}
        goal.write_text(json.dumps(said), encoding="utf-8")


@dataclass(frozen=True)
class _Journal:
    path: str

    def __call__(self, plan: Path, away: Path) -> None:
        goal = _cleared(plan, ".git/plangen-revision.json")
        if goal is not None:
            said = {"version": "v1.0", "record_path": self.path.format(away=away), "objects": ["../../../away/notes"]}
            goal.write_text(json.dumps(said), encoding="utf-8")


@dataclass(frozen=True)
class _GitFile:
    leads: str

    def __call__(self, plan: Path, away: Path) -> None:
        goal = _cleared(plan, ".git")
        if goal is not None:
            goal.write_text(f"gitdir: {self.leads.format(away=away)}\n", encoding="utf-8")


@dataclass(frozen=True)
class _Settings:
    text: str

    def __call__(self, plan: Path, away: Path) -> None:
        goal = _cleared(plan, ".git/config")
        if goal is not None:
            goal.write_text(self.text.format(away=away), encoding="utf-8")


def _cleared(plan: Path, path: str) -> Path | None:
    """The place for a trick, with nothing in it; None where another trick has made it lie elsewhere."""
    goal = plan / path
    try:
        prove_inside(plan, goal)
        goal.parent.mkdir(parents=True, exist_ok=True)
    except (PlangenError, OSError):
        return None
    if goal.is_dir() and not goal.is_symlink():
        shutil.rmtree(goal)
    else:
        goal.unlink(missing_ok=True)
    return goal


def _repository(folder: Path) -> None:
    from plangen.history.founding import found

    found(folder, time=0, offset=0, owner=("张三", "z@example.com"))


def _state(folder: Path) -> dict[str, tuple[object, ...]]:
    """Everything in a folder: bytes, kinds, modes, and when it was changed."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(folder.rglob("*")):
        at = path.lstat()
        raw = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[path.relative_to(folder).as_posix()] = (at.st_mode, at.st_mtime_ns, at.st_nlink, raw)
    return found
