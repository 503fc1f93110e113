"""Which file is which section: copies beside good files, several files for one thing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.diagnostics import Finding
from plangen.model.plan import SectionMissing
from plangen.model.subjects import SECTIONS
from plangen.reading.source import Known, Reading, read

ROOT = Path(__file__).parents[2]
SINGLE = [section.file for section in SECTIONS if not section.many]
MANY = [section for section in SECTIONS if section.many]
COPIES = ("{} - 副本", "{} (1)", "{}-LAPTOP", "{} (冲突副本)", "{}_old", "{}副本", "{}.conflict-20260301", "{}2")
CALENDAR = "year: {}\nsource: 通知\nconfirmed_by: 甲\nholidays: []\n"


@pytest.fixture(scope="module")
def sample() -> dict[str, bytes]:
    found = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
    hashes = "template: a\nhouse: b\ncontent: c\n"
    found["source/incidents/kettle.yaml"] = (
        "id: kettle\ntitle: 召回\nscenario: product-quality\nincident: {}\n".encode()
    )
    found["source/approvals/kettle--recall.yaml"] = b"case: kettle\nkind: recall\n"
    found["source/issued/kettle--recall.yaml"] = (
        f"case: kettle\nkind: recall\ntime: 2026-03-01 14:05\nfile: a.docx\nsha256: d\n{hashes}".encode()
    )
    found["source/duties/kettle.yaml"] = b"case: kettle\n"
    return found


@pytest.fixture(scope="module")
def known() -> Known:
    return {}  # of the sample, which is read again and again


def renamed(name: str, pattern: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/{pattern.format(file.removesuffix('.yaml'))}.yaml"


def news(found: Reading, before: Reading) -> list[Finding]:
    return [each for each in found.findings if each not in before.findings]


@given(name=st.sampled_from(SINGLE), pattern=st.sampled_from(COPIES))
def test_a_copy_beside_a_good_file_is_one_finding_and_changes_nothing_else(
    sample: dict[str, bytes], known: Known, name: str, pattern: str
) -> None:
    sample = {**sample, f"source/{name}": sample.get(f"source/{name}", b"")}
    copy = renamed(f"source/{name}", pattern)
    before, found = read(sample, known), read({**sample, copy: b"anything: {"}, known)
    (finding,) = news(found, before)
    assert (finding.code, finding.at.file) == ("S104", copy)
    assert f"source/{name}" in finding.message("zh")
    assert "是不是想写" not in finding.advice("zh")
    assert found.plan.records() == before.plan.records()
    assert found.plan.missing == before.plan.missing


@pytest.mark.parametrize("section", MANY, ids=lambda section: section.name)
@pytest.mark.parametrize("pattern", COPIES)
def test_two_files_for_one_thing_name_each_other_and_neither_counts(
    section: object, pattern: str, sample: dict[str, bytes], known: Known
) -> None:
    """Whatever a section of many files is told apart by; a new one without such a key fails here."""
    prefix, _, suffix = section.file.partition("*")  # type: ignore[attr-defined]
    name = next(each for each in sample if each.startswith(f"source/{prefix}"))
    if suffix == ".yaml":
        copy = renamed(name, pattern)
    else:
        copy = f"source/{prefix}{pattern.format(name.removeprefix(f'source/{prefix}').removesuffix(suffix))}{suffix}"
    found = read({**sample, copy: sample[name]}, known)
    (finding,) = news(found, read(sample, known))
    assert (finding.code, finding.at.file) == ("S106", copy)
    assert name in finding.message("zh")
    assert found.plan.missing == (section.name,)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("other", "codes"), [(2024, ["S106"]), (2025, [])])
def test_two_calendars_are_for_two_years(other: int, codes: list[str]) -> None:
    """Both are read where they are for two years; for one year nothing is reckoned with either."""
    files = {"source/calendars/2024.yaml": CALENDAR.format(2024), "source/calendars/a.yaml": CALENDAR.format(other)}
    found = read({name: text.encode() for name, text in files.items()})
    assert [each.code for each in found.findings if each.code != "S101"] == codes
    if codes:
        with pytest.raises(SectionMissing):
            _ = found.plan.calendars
    else:
        assert [each.year for each in found.plan.calendars] == [2024, 2025]


def test_of_two_files_the_one_that_is_called_so_is_the_right_one() -> None:
    names = ("source/calendars/2024 (1).yaml", "source/calendars/2024.yaml", "source/calendars/2.yaml")
    found = read(dict.fromkeys(names, CALENDAR.format(2024).encode()))
    findings = [each for each in found.findings if each.code == "S106"]
    assert {each.at.file for each in findings} == {names[0], names[2]}
    assert {each.message("en") for each in findings} == {"source/calendars/2024.yaml is about '2024' already"}
    assert {each.at.line for each in findings} == {1}


def test_no_advice_renames_two_files_to_one(sample: dict[str, bytes]) -> None:
    sample = {name: raw for name, raw in sample.items() if name != "source/plan.yaml"}
    copies = {"source/plan (1).yaml": b"", "source/plan.yml": sample["source/drill.yaml"], "source/Plan.yaml": b""}
    found = read({**sample, **copies}).findings
    findings = [each for each in found if each.at.file in copies and not each.at.line]
    assert sorted(each.code for each in findings) == ["S102", "S102", "S103"]
    for each in findings:
        assert each.advice("en") == (
            "Plan.yaml, plan (1).yaml, plan.yml may all be plan.yaml: compare them, keep one, and call it plan.yaml"
        )


def test_a_single_misnamed_file_is_told_its_name(sample: dict[str, bytes]) -> None:
    sample = {name: raw for name, raw in sample.items() if name != "source/plan.yaml"}
    (finding,) = read({**sample, "source/plan (1).yaml": b""}).findings
    assert finding.advice("en") == "did you mean 'plan.yaml'?"


@pytest.mark.parametrize("file", ["data-leak.yaml", "left.yaml"])
@pytest.mark.parametrize("folder", ["scenarios - 副本", "scenarios (1)", "scenarios-old"])
def test_a_copied_folder_leaves_the_good_one_readable(sample: dict[str, bytes], folder: str, file: str) -> None:
    before, found = read(sample), read({**sample, f"source/{folder}/{file}": b"id: x\n"})
    (finding,) = found.findings
    assert finding.at.file == f"source/{folder}/{file}"
    assert "移出 source/" in finding.advice("zh")
    assert found.plan.records() == before.plan.records()


def test_a_folder_whose_name_is_mistyped_is_not_taken_for_a_copy(sample: dict[str, bytes]) -> None:
    found = read({**sample, "source/scenario/flood.yaml": b"id: x\n"})
    (finding,) = found.findings
    assert finding.advice("en") == "did you mean 'scenarios/flood.yaml'?"
    assert found.plan.missing == ("scenarios",)


def test_braces_in_a_name_are_shown(sample: dict[str, bytes]) -> None:
    (finding,) = read({**sample, "source/scenario/a{b}.yaml": b"id: x\n"}).findings
    assert finding.advice("en") == "did you mean 'scenarios/a{b}.yaml'?"
