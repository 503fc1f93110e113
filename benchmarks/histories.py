"""Random histories of two or three people on real git, and the laws that hold in each of them, step by step.

.venv/bin/python benchmarks/histories.py [--count 500] [--steps 12] [--seed 1] [--only N] [--verbose]

1. A recorded revision never changes: whatever shows as one is what was recorded, or a finding names it.
2. One version is one content once its branches have met, or a finding names both commits.
3. Nothing is recorded that the check did not see: the plan at the commit is sound, and is what lay in the folder.
4. A number is never used twice in a line of history, nor a tag put where one stands.
5. What was put off is open until it is answered or withdrawn.
6. `build --rev` gives the same bytes as when the revision was recorded (a sample).
7. Nothing ends in an exception but what plangen has words for.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from colleagues import Clock, Person, put_findings, sharing
from histories_laws import Laws, files_in

from plangen.errors import PlangenError
from plangen.pipeline.revisions.asked.adopting import adopt_version

_CHANCES_TO_BUILD = 25  # one in so many revisions


@dataclass
class World:
    """Some people, what they recorded, and what was found wrong."""

    work: Path
    chance: random.Random
    people: list[Person]
    laws: Laws = field(default_factory=Laws)
    done: list[str] = field(default_factory=list)
    problems: Counter[str] = field(default_factory=Counter)
    number: int = 0

    def next(self) -> int:
        """A number that was not given before."""
        self.number += 1
        return self.number

    @property
    def clock(self) -> Clock:
        """The clock of everybody."""
        return self.people[0].clock

    @property
    def shared(self) -> Path:
        """The repository that all push to."""
        return self.work / "总库"


def edit(world: World, person: Person) -> None:
    person.edit(f"第{world.next()}种写法", world.chance.choice(("purposes", "venue")))


def comment(world: World, person: Person) -> None:
    path = person.folder / "source/timeline.yaml"
    path.write_bytes(path.read_bytes() + f"# 说明 {world.next()}\n".encode())


def break_plan(world: World, person: Person) -> None:
    """A plan that no longer checks, which somebody mends later."""
    path = person.folder / "source/timeline.yaml"
    raw = path.read_bytes()
    path.write_bytes(raw + b"phases: []\n")
    revise(world, person)
    path.write_bytes(raw)


def ignore(world: World, person: Person) -> None:
    """A picture of the plan that git is told to ignore, and a leftover."""
    (person.folder / ".gitignore").write_text("output/*\n*.png\n", encoding="utf-8")
    (person.folder / f"templates/图{world.next()}.png").write_bytes(b"\0png")
    (person.folder / "source/plan.yaml.bak").write_bytes(b"old")


def drill(_world: World, person: Person) -> None:
    put_findings(person.folder)


def revise(world: World, person: Person) -> None:
    has_findings = (person.folder / "source/drills").is_dir()
    said = world.chance.choice(({}, {"deferred": {"f-01": "等待"}}, {"answers": ("f-01",)})) if has_findings else {}
    before = world.laws.before(person)
    made = person.revise(**said)
    if made.commit:
        world.laws.recorded(person, made, before)
        if world.chance.randrange(_CHANCES_TO_BUILD) == 0:
            world.laws.build(person, made.version, world.work / "built")


def edit_and_revise(world: World, person: Person) -> None:
    edit(world, person)
    revise(world, person)


def collide(world: World, person: Person) -> None:
    """Two people record at the same time; one pushes, the other pulls."""
    other = next(each for each in world.people if each is not person)
    for each in (person, other):
        edit_and_revise(world, each)
        world.laws.look(each)
    push(world, person)
    pull(world, other)


def dry_run(world: World, person: Person) -> None:
    before = files_in(person.folder)
    person.revise(dry_run=True)
    world.laws.same(before, files_in(person.folder), "a dry run changed files")


def commit(world: World, person: Person) -> None:
    person.tried("add", "-A")
    person.tried("commit", "-q", "-m", f"工作 {world.next()}")


def push(_world: World, person: Person) -> None:
    person.tried("push", "-q", "--follow-tags", "origin", "HEAD:main")


def fetch(world: World, person: Person) -> None:
    person.tried("fetch", "-q", *world.chance.choice(((), ("--tags",))), "origin")


def pull(world: World, person: Person) -> None:
    commit(world, person)
    person.tried("fetch", "-q", "origin")
    _joined(world, person, "merge", "--no-edit", "origin/main")


def pull_rebase(world: World, person: Person) -> None:
    commit(world, person)
    if not person.tried("pull", "-q", "--rebase", "origin", "main")[0]:
        person.tried("rebase", "--abort")


def _joined(world: World, person: Person, *command: str) -> None:
    """Merge; in a conflict one side's files are taken, as people do."""
    if person.tried(*command)[0]:
        return
    side = world.chance.choice(("--ours", "--theirs"))
    person.tried("checkout", side, "--", ".")
    person.tried("add", "-A")
    if not person.tried("commit", "-q", "--no-edit")[0]:
        person.tried("merge", "--abort")


def branch(world: World, person: Person) -> None:
    commit(world, person)
    person.tried("switch", "-q", "-c", f"topic{world.next()}")


def merge_branch(world: World, person: Person) -> None:
    commit(world, person)
    topics = [name.strip("* ") for name in person.tried("branch", "--list", "topic*")[1].splitlines()]
    if topics and person.tried("switch", "-q", "main")[0]:
        how = world.chance.choice((("--no-edit",), ("--squash",)))
        _joined(world, person, "merge", *how, world.chance.choice(topics))
        if "--squash" in how:
            commit(world, person)


def amend(world: World, person: Person) -> None:
    person.tried("commit", "-q", "--amend", "-m", f"改写的说明 {world.next()}")


def squash(_world: World, person: Person) -> None:
    if person.tried("reset", "-q", "--soft", "HEAD~2")[0]:
        person.tried("commit", "-q", "-m", "合并提交")


def step_back(world: World, person: Person) -> None:
    person.tried("reset", "-q", "--hard", world.chance.choice(("HEAD~1", "origin/main")))


def look_back(world: World, person: Person) -> None:
    """An older version is looked at, and left again."""
    commit(world, person)
    if person.tried("switch", "-q", "--detach", "HEAD~1")[0]:
        revise(world, person)
        world.laws.look(person)
        person.tried("switch", "-q", "-")


def clone(world: World, person: Person) -> None:
    """Somebody begins anew with a clone, with tags, without, or shallow."""
    options = world.chance.choice(((), ("--no-tags",), ("--depth", "1")))
    fresh = person.clone(world.work / f"克隆{world.next()}", person.name, *options, origin=world.shared)
    _instead(world, person, fresh)


def copy(world: World, person: Person) -> None:
    fresh = person.copy(world.work / f"拷贝{world.next()}", person.name, git=True)
    _instead(world, person, fresh)


def archive(world: World, person: Person) -> None:
    """A copy without its repository: it is looked at, and goes on from its version where that is proved."""
    fresh = person.copy(world.work / f"压缩包{world.next()}", person.name)
    world.laws.look(fresh)
    fresh.git("init", "-q", "-b", "main")
    versions = sorted(path.stem for path in (fresh.folder / "source/revisions").glob("v*.yaml"))
    made = adopt_version(fresh.folder, versions[-1], world.clock.tick())
    world.laws.adopted(fresh, made)
    if made.commit:
        edit_and_revise(world, fresh)
        world.laws.look(fresh)
    shutil.rmtree(fresh.folder)


def _instead(world: World, person: Person, fresh: Person) -> None:
    world.people[world.people.index(person)] = fresh
    shutil.rmtree(person.folder)


def join(world: World, person: Person) -> None:
    """A third person."""
    if len(world.people) < 3:  # noqa: PLR2004  # as the law says
        world.people.append(person.clone(world.work / f"丙{world.next()}", "丙", origin=world.shared))


def move_tag(world: World, person: Person) -> None:
    tags = person.git("tag").split()
    if tags:
        how = world.chance.choice((("-f",), ("-f", "-a", "-m", "重做")))
        person.tried("tag", *how, world.chance.choice(tags), world.chance.choice(("HEAD", "HEAD~1")))


def drop_tag(world: World, person: Person) -> None:
    tags = person.git("tag").split()
    if tags:
        person.tried("tag", "-d", world.chance.choice(tags))


def repair(world: World, person: Person) -> None:
    world.laws.repair(person)


def killed(world: World, person: Person) -> None:
    """A revision that is killed at some moment."""
    edit(world, person)
    deadly = world.chance.randrange(1, 60)
    child = os.fork()
    if child == 0:
        sys.addaudithook(_Watch(deadly))
        _ended(person.revise)
    os.waitpid(child, 0)
    world.laws.after_kill(person)


def two_at_once(world: World, person: Person) -> None:
    edit(world, person)
    before = world.laws.before(person)
    child = os.fork()
    if child == 0:
        _ended(person.revise)
    try:
        person.revise()
    except PlangenError as error:
        world.problems[error.code] += 1
    _, status = os.waitpid(child, 0)
    world.laws.no_exception(os.waitstatus_to_exitcode(status))
    world.laws.after_two(person, before)


def _ended(work: Callable[[], object]) -> None:
    """A child's work, after which it ends."""
    try:
        work()
    except PlangenError:
        os._exit(3)
    except BaseException:  # noqa: BLE001  # the parent must not go on in the child
        traceback.print_exc()
        os._exit(70)
    os._exit(0)


class _Watch:
    """Kills the process at the nth change of the disk."""

    def __init__(self, deadly: int) -> None:
        self.left = deadly

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        flags = arguments[2] if event == "open" else 0
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or event in {"os.rename", "os.remove", "os.mkdir", "os.link"}:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


STEPS: Mapping[Callable[[World, Person], None], int] = {
    edit: 3,
    comment: 1,
    break_plan: 1,
    ignore: 1,
    drill: 1,
    revise: 3,
    edit_and_revise: 10,
    collide: 4,
    dry_run: 1,
    commit: 2,
    push: 6,
    fetch: 2,
    pull: 8,
    pull_rebase: 2,
    branch: 2,
    merge_branch: 3,
    amend: 1,
    squash: 1,
    step_back: 1,
    look_back: 1,
    clone: 2,
    copy: 1,
    archive: 1,
    join: 2,
    move_tag: 1,
    drop_tag: 1,
    repair: 2,
    killed: 1,
    two_at_once: 1,
}
"""What people do, and how often."""


def run(number: int, steps: int, seedling: Path, work: Path) -> World:
    """One history, the same one for the same number."""
    shutil.copytree(seedling, work, symlinks=True)
    chance = random.Random(number)  # noqa: S311  # no secret
    one, other = sharing_again(work)
    world = World(work=work, chance=chance, people=[one, other])
    for person in world.people:
        world.laws.begins(person)
    for _ in range(steps):
        act, person = chance.choices(list(STEPS), list(STEPS.values()))[0], chance.choice(world.people)
        world.done.append(f"{person.name}: {act.__name__}")
        try:
            act(world, person)
        except PlangenError as error:
            world.problems[error.code] += 1
        world.laws.look(person if person in world.people else world.people[-1])
    for each in world.people:
        world.laws.look(each)
    world.laws.built_again(world.people, work / "again")
    return world


def sharing_again(work: Path) -> tuple[Person, Person]:
    """The two people of a folder that was copied."""
    clock = Clock()
    clock.now = clock.now.replace(hour=10)
    one, other = (Person(name=name, folder=work / name, clock=clock) for name in ("甲", "乙"))
    for each in (one, other):
        each.git("remote", "set-url", "origin", f"file://{work / '总库'}")
    return one, other


def histories(numbers: range, steps: int, work: Path) -> Iterator[tuple[int, World]]:
    """Histories one after another, each in a folder that is taken away when the next one is asked for."""
    seedling = work / "begin"
    seedling.mkdir()
    sharing(seedling)
    for number in numbers:
        here = work / f"{number}"
        yield number, _tried(number, steps, seedling, here)
        shutil.rmtree(here, ignore_errors=True)


def _tried(number: int, steps: int, seedling: Path, here: Path) -> World:
    world = None
    try:
        world = run(number, steps, seedling, here)
    except Exception:  # noqa: BLE001  # the law is that there is none
        world = World(work=here, chance=random.Random(), people=[])  # noqa: S311
        world.laws.broken.append(traceback.format_exc())
    return world


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=500)
    options.add_argument("--steps", type=int, default=12)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--verbose", action="store_true")
    said = options.parse_args()
    broken, found, recorded, seen = 0, Counter[str](), 0, Counter[str]()
    print(f"seed {said.seed}: {said.count} histories of {said.steps} steps")
    with tempfile.TemporaryDirectory() as work:
        for number, world in histories(range(said.seed, said.seed + said.count), said.steps, Path(work)):
            recorded += len(world.laws.ledger)
            found += world.problems
            seen += world.laws.seen
            if world.laws.broken or said.verbose:
                broken += bool(world.laws.broken)
                print(f"--seed {number} --count 1 --steps {said.steps}")
                print("\n".join(("  " + each) for each in (*world.done, *world.laws.broken)))
    print(f"recorded {recorded}; findings {dict(sorted(seen.items()))}; problems {dict(sorted(found.items()))}")
    print(f"{said.count - broken} of {said.count} histories keep all laws")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
