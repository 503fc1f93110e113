"""Coverage below a floor fails, at the floor it does not."""

from typing import Any

import floors
import pytest


def summary(lines: int, branches: int) -> dict[str, Any]:
    """Of a file with 1,000 lines and 1,000 branches, so many run."""
    counts = {"num_statements": 1000, "covered_lines": lines, "num_branches": 1000, "covered_branches": branches}
    return {"summary": counts}


def failures(**files: dict[str, Any]) -> list[str]:
    report = {"files": {f"plangen/{name}/x.py": found for name, found in files.items()}}
    return list(floors.below_floors(floors.packages(report)))


@pytest.mark.parametrize(
    ("lines", "branches", "named"),
    [
        (950, 900, []),
        (949, 900, ["lines: 94.9 %"]),
        (950, 899, ["branches: 89.9 %", "branches of model: 89.9 %"]),
        (899, 900, ["lines: 89.9 %", "lines of model: 89.9 %"]),
    ],
)
def test_each_floor_holds_from_the_number_that_it_names(lines: int, branches: int, named: list[str]) -> None:
    found = [failure.partition(",")[0] for failure in failures(model=summary(lines, branches))]
    assert sorted(found) == sorted(named)


def test_a_package_cannot_hide_behind_the_others() -> None:
    found = failures(model=summary(1000, 1000), office=summary(1000, 1000), cli=summary(899, 1000))
    assert found == ["lines of cli: 89.9 %, at least 90 % are wanted"]
    found = failures(model=summary(1000, 1000), office=summary(1000, 1000), cli=summary(1000, 899))
    assert found == ["branches of cli: 89.9 %, at least 90 % are wanted"]


def test_files_count_for_the_folder_below_plangen_and_for_the_whole() -> None:
    report = {
        "files": {
            "plangen/office/pdf/text.py": summary(1000, 0),
            "plangen/office/rules.py": summary(500, 0),
            "plangen/near.py": summary(0, 0),
        }
    }
    found = floors.packages(report)
    assert {name: covered.of_lines for name, covered in found.items()} == {
        "office": 75.0,
        "(ground)": 0.0,
        "plangen": 50.0,
    }
    assert [line.split()[0] for line in floors.table(found)] == ["package", "(ground)", "office", "plangen"]
