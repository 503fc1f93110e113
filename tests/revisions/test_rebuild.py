"""Any revision is built again, byte for byte, while the folder is left as it is."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plangen.diagnostics import Severity
from plangen.errors import UsageProblem
from plangen.pipeline.building.build import build_project
from plangen.pipeline.demo import demo_history
from plangen.pipeline.revisions import rebuild
from plangen.pipeline.revisions.rebuild import Rebuilt, build_revision
from plangen.pipeline.revisions.versions import version_of
from plangen.reporting.progress import Silent

pytestmark = pytest.mark.slow

NAMES = ("plan", "notices", "complaint-form")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with four revisions."""
    return demo_history(tmp_path_factory.mktemp("history") / "演练 计划").folder


@pytest.fixture
def project(history: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(history, tmp_path / "计划", symlinks=True))


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock" and not {".cache", ".git"} & set(path.parts)
    }


def rebuilt(project: Path, name: str, output: Path, *names: str) -> Rebuilt:
    return build_revision(project, name, output, names, Silent())


def codes(made: Rebuilt) -> list[str]:
    return [each.code for each in made.built.outcome.findings if each.code.startswith("G")]


def entries(project: Path) -> Iterator[str]:
    yield from sorted(path.relative_to(project).as_posix() for path in project.rglob("*") if ".git" not in path.parts)


def test_what_was_built_then_is_built_again_byte_for_byte(project: Path, tmp_path: Path) -> None:
    assert build_project(project, NAMES, Silent()).outcome.ok(strict=False)
    then = bytes_in(project / "output")
    timeline = project / "source/timeline.yaml"
    timeline.write_text(timeline.read_text(encoding="utf-8").replace("limit: 2小时", "limit: 1小时"), encoding="utf-8")
    (project / "templates/notices/recall-notice.docx").write_bytes(b"junk")
    (project / "source/plan.yaml").write_text("title: [", encoding="utf-8")
    before, listed = bytes_in(project), list(entries(project))
    made = rebuilt(project, "v1.3", tmp_path / "旧版", *NAMES)
    assert bytes_in(tmp_path / "旧版") == then
    assert (bytes_in(project), list(entries(project))) == (before, listed)
    assert codes(made) == []
    assert made.version is not None
    assert made.version.written_by == "0.1.0"
    again = rebuilt(project, "v1.3", tmp_path / "旧版", *NAMES)
    assert again.built.published.written == ()


def test_each_revision_says_what_held_then(project: Path, tmp_path: Path) -> None:
    built = {name: rebuilt(project, name, tmp_path / name, "plan").built for name in ("v1.0", "v1.1", "v1.1~1")}
    revisions = {name: made.manifest.revision for name, made in built.items() if made.manifest}
    assert revisions == {"v1.0": "v1.0", "v1.1": "v1.1", "v1.1~1": "v1.0"}
    assert bytes_in(tmp_path / "v1.0") == bytes_in(tmp_path / "v1.1~1")
    assert bytes_in(tmp_path / "v1.0") != bytes_in(tmp_path / "v1.1")


def test_another_version_of_the_program_is_warned_of(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "VERSION", "9.0.0")
    made = rebuilt(project, "v1.0", tmp_path / "out", "complaint-form")
    assert codes(made) == ["G301"]
    said = next(each for each in made.built.outcome.findings if each.code == "G301").message("zh")
    assert said == "v1.0 由 plangen 0.1.0 记录，现在用 9.0.0 生成，文件可能与当时的不同"
    assert made.built.outcome.ok(strict=False)
    assert not made.built.outcome.ok(strict=True)


def test_a_commit_that_is_no_revision_is_said_to_be_none(project: Path, tmp_path: Path) -> None:
    made = rebuilt(project, "v1.0~1", tmp_path / "out", "complaint-form")
    assert codes(made) == ["G302"]
    assert made.built.published.written


def test_what_an_older_schema_has_that_cannot_be_read_is_named_file_by_file(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(*arguments: object, whole: bool) -> object:
        """The version as an older program wrote it: a field with another name."""
        version = version_of(*arguments, whole=whole)  # type: ignore[arg-type]  # passed on as they come
        raw = version.files.contents["source/evaluation.yaml"]
        version.files.contents["source/evaluation.yaml"] = raw.replace(b"criteria:", b"standards:")
        return version

    monkeypatch.setattr(rebuild, "version_of", older)
    made = rebuilt(project, "v1.0", tmp_path / "out")
    errors = [each for each in made.built.outcome.findings if each.severity is Severity.ERROR]
    assert {each.at.file for each in errors if each.code != "G303"} == {"source/evaluation.yaml"}
    assert any("standards" in each.message("zh") for each in errors)
    said = next(each for each in errors if each.code == "G303")
    assert "source/evaluation.yaml" in said.message("zh")
    assert "plangen 0.1.0" in said.advice("zh")
    assert not (tmp_path / "out" / "manifest.json").exists()


@pytest.mark.parametrize(("count", "named"), [(12, 12), (13, 13)])
def test_at_most_twelve_files_are_named_and_that_there_are_more(
    count: int, named: int, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, whole: bool) -> object:
        version = version_of(*arguments, whole=whole)  # type: ignore[arg-type]  # passed on as they come
        for number in range(count):
            version.files.contents[f"source/scenarios/x-{number:02d}.yaml"] = b"a: ["
        return version

    monkeypatch.setattr(rebuild, "version_of", broken)
    made = rebuilt(project, "v1.0", tmp_path / "out")
    said = next(each for each in made.built.outcome.findings if each.code == "G303").message("en")
    assert said.count(".yaml") == 12
    assert ("…" in said) is (named > 12)


@pytest.mark.parametrize("goal", ["output", "source/x", "templates", ".", "..", "output/x"])
def test_no_folder_of_the_plan_takes_an_older_version(project: Path, goal: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        rebuilt(project, "v1.0", project / goal, "plan")
    assert problem.value.code == "out-inside"


def test_a_folder_with_files_of_others_is_left_alone(project: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "信.txt").write_text("私人", encoding="utf-8")
    with pytest.raises(UsageProblem) as problem:
        rebuilt(project, "v1.0", foreign, "plan")
    assert problem.value.values["found"] == "信.txt"
    assert [path.name for path in foreign.iterdir()] == ["信.txt"]
    with pytest.raises(UsageProblem):
        rebuilt(project, "v1.0", foreign / "信.txt", "plan")


def test_a_file_edited_in_such_a_folder_is_kept(project: Path, tmp_path: Path) -> None:
    rebuilt(project, "v1.0", tmp_path / "out", "complaint-form")
    form = next((tmp_path / "out").glob("*.xlsx"))
    form.write_bytes(b"edited")
    made = rebuilt(project, "v1.1", tmp_path / "out", "complaint-form")
    assert [each.code for each in made.built.published.findings] == ["F203"]
    assert form.with_name(f"{form.stem}（手工修改）.xlsx").read_bytes() == b"edited"


@pytest.mark.skipif(os.name != "posix", reason="links need no privilege on POSIX")
def test_a_template_that_is_a_link_is_followed_in_its_own_version(project: Path, tmp_path: Path) -> None:
    from plangen.history.repository import opened

    house = project / "templates/house.docx"
    house.rename(project / "templates/real.docx")
    house.symlink_to("real.docx")
    (project / "source/circle.yaml").symlink_to("circle.yaml")
    repository, _ = opened(project)
    assert repository is not None
    with repository:
        from plangen.history.recording import Recording, record

        commit = record(
            repository,
            project,
            Recording(
                version="v9",
                message="v9",
                author="a <>",
                time=0,
                offset=0,
                record_path="source/revisions/v9.yaml",
                record=b"",
                written_by="0.1.0",
            ),
        )
        files = repository.files(commit)
    assert files["templates/house.docx"] == files["templates/real.docx"] == house.read_bytes()
    assert "source/circle.yaml" not in files
