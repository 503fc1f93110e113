"""`plangen doctor`: what this machine has and lacks."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Words, words
from plangen.errors import EnvironmentProblem, OfficeOld, PdfFailed, PdfHung, PlangenError
from plangen.office.pdf.convert import OLDEST, office_version
from plangen.office.pdf.work_folder import work_folder
from plangen.pipeline.building.fonts import fonts_in_use
from plangen.pipeline.building.installing import INSTALL
from plangen.pipeline.building.office_program import Office, find_office
from plangen.pipeline.house import read_layout_file
from plangen.version import VERSION
from plangen.workspace.project import OUTPUT, find_root, read_files
from plangen.workspace.shipped import starter_folder

_OLDEST = (3, 11)
_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r";.*\bextra\b")
_REINSTALL = words("没有安装；请重新安装 plangen", "not installed; reinstall plangen")

_FAULTS: Mapping[type[EnvironmentProblem], Words] = {
    OfficeOld: words(
        f"版本过旧，需要 {OLDEST[0]}.{OLDEST[1]} 以上", f"too old; {OLDEST[0]}.{OLDEST[1]} or newer is needed"
    ),
    PdfHung: words("没有响应，已停止", "does not answer and was stopped"),
    PdfFailed: words(f"不能转换文件，请重新安装：{INSTALL.zh}", f"converts nothing; reinstall it: {INSTALL.en}"),
}

State = str  # "ok", "missing" (plangen cannot work), "absent" (something does less)


class Aspect(Struct, frozen=True):
    """One thing that was looked at."""

    name: Words
    state: State
    detail: Words


class Examined(Struct, frozen=True):
    """The result; fine when nothing is missing."""

    aspects: tuple[Aspect, ...]

    @property
    def ok(self) -> bool:
        """Whether plangen can work here; something that is only absent makes it do less."""
        return all(aspect.state != "missing" for aspect in self.aspects)


def examine(project: Path) -> Examined:
    """Look at Python, the libraries, the sample, the project folder, the output folder, LibreOffice, fonts."""
    return Examined((_plangen(), _python(), *examine_libraries(), _starter(), *_project(project), *_office(project)))


def examine_libraries(package: str = "plangen") -> tuple[Aspect, ...]:
    """Each library that an installed package needs when it runs, present or missing; its extras are left out.

    A package that is not installed is itself what is missing.
    """
    try:
        needed = requires(package) or ()
    except PackageNotFoundError:
        return (Aspect(_same(package), "missing", _REINSTALL),)
    names = (_NAME.match(each) for each in needed if not _EXTRA.search(each))
    return tuple(_library(name[0]) for name in names if name)


def _same(text: str) -> Words:
    return words(text, text)


def _plangen() -> Aspect:
    return Aspect(_same("plangen"), "ok", _same(VERSION))


def _python() -> Aspect:
    fine = sys.version_info[:2] >= _OLDEST
    return Aspect(_same("Python"), "ok" if fine else "missing", _same(".".join(map(str, sys.version_info[:3]))))


def _library(name: str) -> Aspect:
    try:
        return Aspect(_same(name), "ok", _same(version(name)))
    except PackageNotFoundError:
        return Aspect(_same(name), "missing", _REINSTALL)


def _starter() -> Aspect:
    name = words("范例计划", "sample plan")
    try:
        starter_folder()
    except PlangenError:
        return Aspect(name, "missing", words("找不到；请重新安装 plangen", "not found; reinstall plangen"))
    return Aspect(name, "ok", words("可用", "present"))


def _project(start: Path) -> tuple[Aspect, ...]:
    name = words("演练计划文件夹", "project folder")
    try:
        root = find_root(start)
    except PlangenError:
        return (
            Aspect(
                name, "absent", words("当前文件夹里没有；用 plangen init 新建", "none here; make one with plangen init")
            ),
        )
    output = root / OUTPUT
    writable = os.access(output if output.is_dir() else root, os.W_OK)
    detail = words("可以写入", "writable") if writable else words("没有写入权限", "no permission to write")
    return (
        Aspect(name, "ok", _same(str(root))),
        Aspect(words("输出文件夹", "output folder"), "ok" if writable else "missing", detail),
    )


def _office(start: Path) -> Iterator[Aspect]:
    """LibreOffice, and what it prints the fonts of the layout in."""
    name = _same("LibreOffice")
    root = _root(start)
    with work_folder() as folder:
        office = find_office(root or folder)
        if office is None:
            yield Aspect(
                name,
                "absent",
                words(
                    f"没有找到；生成 Word 和 Excel 不需要它，目录页码和转 PDF 需要它。安装：{INSTALL.zh}",
                    "not found; Word and Excel files are built without it, page numbers in contents lists and PDF need"
                    f" it. Install it: {INSTALL.en}",
                ),
            )
            return
        try:
            version = office_version(office.program)
            fonts = tuple(_fonts(root, office))
        except EnvironmentProblem as problem:
            yield Aspect(name, "absent", _FAULTS.get(type(problem), _FAULTS[PdfFailed]))
            return
        yield Aspect(name, "ok", _same(f"{version} {office.program}".strip()))
        yield from fonts


def _fonts(root: Path | None, office: Office) -> Iterator[Aspect]:
    layout, _ = read_layout_file(read_files(root or starter_folder()).contents)
    for use in fonts_in_use(layout, office) if layout else ():
        name = words(f"字体 {use.kind.zh}", f"font for {use.kind.en}")
        replaced = words(
            f"没有“{use.wanted}”，PDF 里用 {use.used} 代替", f"no “{use.wanted}”; PDFs have {use.used} instead"
        )
        yield Aspect(name, "ok" if use.is_wanted else "absent", _same(use.wanted) if use.is_wanted else replaced)


def _root(start: Path) -> Path | None:
    try:
        return find_root(start)
    except PlangenError:
        return None
