"""Word and Excel files as PDF, by LibreOffice: the one place that starts a program."""

import errno
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import escape

from msgspec import Struct

from plangen.errors import DiskFull, EnvironmentProblem, OfficeOld, PdfFailed, PdfHung
from plangen.office.pdf.form import canonical
from plangen.office.pdf.work_folder import profile_of, profile_option, work_folder
from plangen.stopping import put_off

OLDEST = (7, 0)
START, EACH = 90.0, 20.0  # seconds allowed for a first start on a slow machine, and for each document

_VERSION = re.compile(rb"LibreOffice\w*\s+(\d+(?:\.\d+)*)")
_VERSION_SECONDS = 20
_SCRATCH = "scratch"  # for what LibreOffice itself lays down
_PATIENCE = 3  # documents tried alone while the program has made nothing: then the fault is its own, not theirs
_EXPORT = "org.openoffice.Office.Common/Filter/PDF/Export"
_SETTINGS = (
    (_EXPORT, "ExportBookmarks", "true"),  # the outline, from the headings
    (_EXPORT, "ExportBookmarksToPDFDestination", "true"),  # where each heading stands
    (_EXPORT, "UseTaggedPDF", "true"),  # headings, tables and their heads, for readers who do not see the page
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # nothing is fetched from elsewhere
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
)
# What the user's session says of language and zone must not show in a page.
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "FC_LANG": "zh-cn", "TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp"}


class Converted(Struct, frozen=True, kw_only=True):
    """The documents as PDF by name, and a problem for each that LibreOffice could not convert."""

    pdfs: Mapping[str, bytes] = {}
    lost: tuple[EnvironmentProblem, ...] = ()


def convert(
    documents: Mapping[str, bytes],
    program: str,
    *,
    replaced: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> Converted:
    """Each document as PDF, all in one start of LibreOffice; the same bytes whatever stands beside it.

    Runs with a profile of its own, so that an open LibreOffice is not disturbed. A document that brings LibreOffice
    down takes no other along: those that came to nothing are tried again, each by itself.

    The documents go by names that end in .docx or .xlsx and stand in messages; `timeout` is in seconds for all
    together, by default as many as their number asks for; `replaced` names the font to be used for one that is missing.

    Raises:
        EnvironmentProblem: PdfHung where all together took too long, PdfFailed without the program, DiskFull.
    """
    if not documents:
        return Converted()
    settings = _settings(replaced or {})
    made = _converted(documents, program, settings, timeout or START + EACH * len(documents))
    missing = {name: raw for name, raw in documents.items() if name not in made}
    again = _alone(missing, program, settings, timeout or START + EACH, _patience(documents, made))
    found = {**made, **again.pdfs}
    return Converted(pdfs={name: found[name] for name in documents if name in found}, lost=again.lost)


def pdfs(
    documents: Mapping[str, bytes],
    program: str,
    *,
    replaced: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> Mapping[str, bytes]:
    """Each document as PDF, all of them or none; otherwise as `convert`.

    Raises:
        EnvironmentProblem: PdfHung, PdfFailed, DiskFull.
    """
    made = convert(documents, program, replaced=replaced, timeout=timeout)
    if made.lost:
        raise made.lost[0]
    return made.pdfs


def office_version(program: str) -> str:
    """What the program says of itself, such as 7.4.7.2; nothing where it does not say.

    Raises:
        EnvironmentProblem: PdfFailed, OfficeOld.
    """
    try:
        with _started([program, "--version"], stdout=subprocess.PIPE) as process:
            said = process.communicate(timeout=_VERSION_SECONDS)[0]
    except subprocess.TimeoutExpired:
        return ""  # some starters print nothing and wait; a conversion has its own limit
    except OSError as error:
        raise PdfFailed(title=program) from error
    found = _VERSION.search(said)
    if not found:
        return ""
    version = found[1].decode()
    if tuple(map(int, version.split(".")[:2])) < OLDEST:
        raise OfficeOld(version=version, oldest=".".join(map(str, OLDEST)))
    return version


def _patience(documents: Mapping[str, bytes], made: Mapping[str, bytes]) -> int:
    """How many documents may fail alone before any succeeds: one document alone was tried already."""
    if len(documents) == 1:
        return 0
    return len(documents) if made else _PATIENCE


def _alone(documents: Mapping[str, bytes], program: str, settings: str, timeout: float, patience: int) -> Converted:
    """Each document in a start of LibreOffice by itself; after so many failures, and no success, no more is started."""
    made: dict[str, bytes] = {}
    lost: list[EnvironmentProblem] = []
    for name, raw in documents.items():
        try:
            found = _converted({name: raw}, program, settings, timeout) if made or len(lost) < patience else {}
        except PdfHung as problem:
            lost.append(problem)
            continue
        made |= found
        if not found:
            lost.append(PdfFailed(title=name))
    return Converted(pdfs=made, lost=tuple(lost))


def _converted(documents: Mapping[str, bytes], program: str, settings: str, timeout: float) -> dict[str, bytes]:
    """What LibreOffice made of them; those that it could not read or did not finish are missing."""
    try:
        with work_folder() as folder:
            sources = {each: folder / f"{number}{_ending(each)}" for number, each in enumerate(documents)}
            for each, path in sources.items():
                path.write_bytes(documents[each])
            _start(program, folder, settings, list(sources.values()), timeout)
            left = {each: path.with_suffix(".pdf") for each, path in sources.items()}
            made = {each: path.read_bytes() for each, path in left.items() if path.is_file()}
    except subprocess.TimeoutExpired as error:
        raise PdfHung(title=next(iter(documents)), seconds=round(timeout)) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(path=tempfile.gettempdir()) from error
        raise PdfFailed(title=next(iter(documents))) from error
    return dict(_whole(made, documents))


def _whole(made: Mapping[str, bytes], documents: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The PDFs that are whole, in their one form."""
    for name, raw in made.items():
        if (form := canonical(raw, documents[name])) is not None:
            yield name, form


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _start(program: str, folder: Path, settings: str, sources: Sequence[Path], timeout: float) -> None:
    profile = profile_of(folder)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    (folder / _SCRATCH).mkdir()
    command = [
        program,
        profile_option(folder),
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "pdf", "--outdir", str(folder)),
        *map(str, sources),
    ]
    _run(command, folder, timeout)


def _settings(replaced: Mapping[str, str]) -> str:
    """The profile's settings: options of a filter could only be given for one kind of file at a time."""
    items = "".join(
        f'<item oor:path="/{escape(path)}"><prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}{_font_table(replaced) if replaced else ''}</oor:items>"
    )


def _font_table(replaced: Mapping[str, str]) -> str:
    """LibreOffice's own table of fonts to be used for others, on paper as well as on screen."""
    path, fuse = "/org.openoffice.Office.Common/Font/Substitution", 'oor:op="fuse"'
    pairs = "".join(
        f'<node oor:name="_{number}" oor:op="replace">'
        f'<prop oor:name="ReplaceFont" {fuse}><value>{escape(name)}</value></prop>'
        f'<prop oor:name="SubstituteFont" {fuse}><value>{escape(other)}</value></prop>'
        f'<prop oor:name="OnScreenOnly" {fuse}><value>false</value></prop>'
        f'<prop oor:name="Always" {fuse}><value>true</value></prop></node>'
        for number, (name, other) in enumerate(sorted(replaced.items()))
    )
    return (
        f'<item oor:path="{path}"><prop oor:name="Replacement" {fuse}><value>true</value></prop></item>'
        f'<item oor:path="{path}/FontPairs">{pairs}</item>'
    )


def _run(command: list[str], folder: Path, timeout: float) -> None:
    scratch = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder / _SCRATCH))
    with _started(command, env={**os.environ, **_ENVIRONMENT, **scratch}) as process:
        process.wait(timeout)


@contextmanager
def _started(
    command: list[str], *, stdout: int = subprocess.DEVNULL, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program; where it hangs or the run is stopped from outside, it is ended with the processes that it started."""
    process = None
    try:
        with put_off():
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=env,
            )
        yield process
    except BaseException:
        if process is not None:
            with put_off():
                _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
    process.wait()
