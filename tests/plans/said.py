"""What stands in a plan's files and in what is built of it, each text with its place."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from lxml import etree
from msgspec import Struct, to_builtins

_OFFICE = {".docx", ".xlsx"}
_WHOLE = {"p", "si", "is", "comment"}  # elements that are read in one, however many runs their text is cut into
_NAMING = {"facts", "covered_by", "passages"}  # keys of the source whose values are names of fields, no texts
_TAG = re.compile(r"<!--.*?-->|\{\{.*?\}\}|\{%.*?%\}|\{#.*?\}|〔.*?〕", re.DOTALL)


class Said(Struct, frozen=True, kw_only=True):
    """A text, and where it stands: the file, and in an Office file the part."""

    file: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.text}"


def said_in(folder: Path) -> Iterator[Said]:
    """Every text of every file below a folder, and the names of the files; hidden folders are passed over."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        if not name.startswith("."):
            yield Said(file=name, place="file name", text=name)
            yield from said_of(name, path.read_bytes())


def said_of(name: str, raw: bytes) -> Iterator[Said]:
    """Every text of one file: of an Office file all parts, attributes and properties; else line by line."""
    if Path(name).suffix in _OFFICE:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            for part in package.namelist():
                yield from _of_part(name, part, package.read(part))
    else:
        lines = raw.decode("utf-8").splitlines()
        yield from (Said(file=name, place=f"line {at}", text=line) for at, line in enumerate(lines, start=1))


def said_by(name: str, body: object) -> Iterator[Said]:
    """Every text of a document or workbook that is not written yet."""
    strings = _strings(to_builtins(body))
    yield from (Said(file=name, place=".".join(path), text=text) for path, text in strings)


def written_in(folder: Path) -> frozenset[str]:
    """What a plan's owner has written: values of the source, and of templates what stands between the tags."""
    pieces = (piece for said in said_in(folder / "templates") for piece in _TAG.split(said.text))
    whole = [_TAG.sub("\n", path.read_text(encoding="utf-8")) for path in (folder / "templates").rglob("*.md")]
    lines = (line for text in whole for line in text.splitlines())
    of_markdown = {said.text for said in said_in(folder / "templates") if said.file.endswith(".md")}
    texts = (each.strip("　 #+>|-") for each in (*values_of(folder / "source"), *lines, *pieces))
    return frozenset(each for each in texts if each) - of_markdown


def values_of(folder: Path) -> Iterator[str]:
    """Every text that the YAML files below a folder give as a value; names of fields are none.

    Dates and numbers as they are written; what is to be filled in by its words.
    """
    for path in sorted(folder.rglob("*.yaml")):
        strings = _strings(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
        yield from (text for keys, text in strings if not _NAMING.intersection(keys))


def _of_part(name: str, part: str, raw: bytes) -> Iterator[Said]:
    if not part.endswith((".xml", ".rels", ".vml")):
        return
    for element in etree.fromstring(raw).iter(etree.Element):
        whole = etree.QName(element).localname in _WHOLE
        own = "".join(map(str, element.itertext())) if whole else element.text or ""
        texts: Iterable[str] = (own, element.tail or "", *map(str, element.attrib.values()))
        yield from (Said(file=name, place=part, text=text) for text in texts if text.strip())


def _strings(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _strings(each, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for at, each in enumerate(value):
            yield from _strings(each, (*path, str(at)))
