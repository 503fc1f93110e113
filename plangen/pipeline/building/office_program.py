"""LibreOffice on this machine: where it is, what tells it apart from another one, conversions kept for next time."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from plangen.errors import PdfMissing
from plangen.office.house.layout import Fonts, Layout
from plangen.office.pdf.convert import Converted, convert, office_version, pdfs
from plangen.office.pdf.for_print import for_print
from plangen.workspace.conversions import Conversions, decoded, decoded_widths

VARIABLE, NONE = "PLANGEN_SOFFICE", "none"

_USUAL = (
    "C:/Program Files/LibreOffice/program/soffice.com",  # unlike soffice.exe it says its version
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FONTS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "~/.config/fontconfig",
    "/etc/fonts",
    "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/Library/Fonts",
)
_FORM = "3"  # of the PDFs that `office.pdf` makes; another one makes those kept so far worthless


class Office(Struct, frozen=True, kw_only=True):
    """LibreOffice as it stands here, with the conversions that it made before."""

    program: str
    identity: str  # of the program, its version and the fonts: with another one pages may come out otherwise
    kept: Conversions
    fonts: tuple[tuple[str, ...], ...] = ()  # for each kind of type the font wanted, then what may stand in for it

    def pdfs(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """Each document as PDF; LibreOffice starts once, and only for those that it has not converted before.

        They go by names that end in .docx or .xlsx and stand in messages.

        Raises:
            EnvironmentProblem: OfficeOld, PdfHung, PdfFailed, DiskFull.
        """
        made = self.some_pdfs(documents)
        if made.lost:  # the others are kept, so that only what is mended has to be converted again
            raise made.lost[0]
        return dict(made.pdfs)

    def some_pdfs(self, documents: Mapping[str, bytes]) -> Converted:
        """The same of those that LibreOffice can convert, and a problem for each that it cannot.

        Raises:
            EnvironmentProblem: OfficeOld, PdfHung, DiskFull; PdfFailed without the program.
        """
        keys = {name: self.key(name, raw) for name, raw in documents.items()}
        found = {key: raw for key in keys.values() if (raw := self.kept.get(key, "pdf")) is not None}
        wanted = {name: raw for name, raw in documents.items() if keys[name] not in found}
        made = Converted()
        if wanted:
            made = convert(self._copies(wanted), self.program, replaced=self._replaced())
            for name, raw in made.pdfs.items():
                found[keys[name]] = raw
                self.kept.put(keys[name], "pdf", raw)
        there = {name: found[key] for name, key in keys.items() if key in found}
        return Converted(pdfs=there, lost=made.lost)

    def kept_pdfs(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """The PDFs of those documents that were converted before; nothing is started."""
        found = {name: self.kept.get(self.key(name, raw), "pdf") for name, raw in documents.items()}
        return {name: raw for name, raw in found.items() if raw is not None}

    def set_in(self, layout: Layout) -> "Office":
        """The same program with the fonts of a layout profile, and with what may stand in for them."""
        return msgspec.structs.replace(
            self, fonts=tuple(getattr(layout.fonts, kind) for kind in Fonts.__struct_fields__)
        )

    def printed_fonts(self) -> dict[str, str]:
        """The PostScript name of what each font of `fonts` is printed in.

        Raises:
            EnvironmentProblem: as for `pdfs`.
        """
        return self._sampled()[0]

    def _sampled(self) -> tuple[dict[str, str], dict[str, float]]:
        """What each font is printed in, and how wide its digits are there."""
        from plangen.office.pdf.fonts import digit_widths, font_sample, printed_fonts

        names = list(dict.fromkeys(name for names in self.fonts for name in names))
        key = self.key("fonts.docx", "\n".join(names).encode())
        held = decoded(self.kept.get(key, "fonts"), names)
        widths = decoded_widths(self.kept.get(key, "digits"))
        if held is not None and widths is not None:
            return held, widths
        office_version(self.program)
        made = pdfs({"fonts.docx": font_sample(names)}, self.program)["fonts.docx"] if names else b""
        found, digits = (printed_fonts(names, made), digit_widths(names, made)) if names else ({}, {})
        self.kept.put(key, "fonts", msgspec.json.encode(found))
        self.kept.put(key, "digits", msgspec.json.encode(digits))
        return found, digits

    def _copies(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        digits = self._digits() if any(name.lower().endswith(".xlsx") for name in documents) else {}
        return {name: for_print(name, raw, digits) for name, raw in documents.items()}

    def _digits(self) -> dict[str, float]:
        """How wide a digit of each font is on paper, that of its stand-in where the font is missing."""
        _, digits = self._sampled()
        table = self._replaced()
        return {name: digits[other] for name in digits if (other := table.get(name, name)) in digits}

    def pdf_fonts(self) -> dict[str, str]:
        """The PostScript name of what each font of `fonts` has in PDFs, replaced ones included."""
        printed, table = self.printed_fonts(), self._replaced()
        return {name: printed[table.get(name, name)] for name in printed}

    def _replaced(self) -> dict[str, str]:
        from plangen.office.pdf.fonts import replacements

        return replacements(self.fonts, self.printed_fonts())

    def key(self, name: str, raw: bytes) -> str:
        """What a conversion of these bytes is kept under."""
        ending = PurePosixPath(name).suffix.lower()
        return hashlib.sha256(f"{self.identity}\0{self.fonts}\0{ending}\0".encode() + raw).hexdigest()


def find_office(root: Path) -> Office | None:
    """LibreOffice: where PLANGEN_SOFFICE says, on PATH, or where Windows and macOS usually have it.

    What it converts is kept in the output/ of the project at `root`.
    """
    program = _program()
    if program is None:
        return None
    return Office(program=program, identity=_identity(program), kept=Conversions(root))


def required(office: Office | None) -> Office:
    """The office itself.

    Raises:
        EnvironmentProblem: PdfMissing.
    """
    if office is None:
        raise PdfMissing
    return office


def _program() -> str | None:
    named = os.environ.get(VARIABLE)
    if named:
        return None if named == NONE else named
    return shutil.which("soffice") or next((path for path in _USUAL if Path(path).is_file()), None)


def _identity(program: str) -> str:
    """Told from files alone: starting LibreOffice to ask would cost more than a build."""
    digest = hashlib.sha256(_FORM.encode())
    here = Path(program).resolve()
    for path in (here, here.with_name("soffice.bin"), here.with_name("versionrc"), here.with_name("bootstraprc")):
        digest.update(_state(path).encode())
    for name in ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "SAL_FONTPATH"):
        digest.update(f"{name}={os.environ.get(name, '')}\n".encode())
    for folder in (*map(Path, _FONTS), *_named_font_folders()):
        for path in _files(folder.expanduser()):
            digest.update(_state(path).encode())
    return digest.hexdigest()


def _named_font_folders() -> Iterator[Path]:
    for name in ("FONTCONFIG_FILE", "FONTCONFIG_PATH"):
        if os.environ.get(name):
            yield Path(os.environ[name])


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield Path(base, name)


def _state(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return f"{path}\n"
    return f"{path} {found.st_size} {found.st_mtime_ns}\n"
