"""What a Word file from a user's folder must be before anything reads it: a sound .docx of sensible size.

A file that is missing, password-protected, of the old format, with macros, damaged, or made to explode when unpacked
is a finding that says what to do; the parts of a sound one come back unpacked.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree

from plangen.diagnostics import ERROR, WARNING, Finding, Place, Rule, Words, rule, words
from plangen.office.ooxml.amounts import most, overgrown
from plangen.office.ooxml.package import BROKEN, parts_of, zipped
from plangen.office.ooxml.relations import (
    DOCUMENT,
    PACKAGE_RELATIONS,
    STRICT,
    TYPES,
    Referral,
    Relations,
    is_list,
    oddities,
    part_of,
    plain_targets,
    same_name,
    xml_parts,
)
from plangen.office.ooxml.trees import NotXml, Parts, in_utf8, written
from plangen.office.ooxml.wml import NAMESPACES

MISSING = rule(
    "W101",
    ERROR,
    title=("模板不存在", "template missing"),
    why=("没有模板就无法生成相应的文件", "without the template its document cannot be made"),
    message=("找不到模板文件", "the template file does not exist"),
    hint=(
        "把模板放到这个位置，或者改正引用它的文件名",
        "put the template there, or correct the file name that refers to it",
    ),
)
PROTECTED = rule(
    "W102",
    ERROR,
    title=("文件加密或为旧格式", "file protected or of the old format"),
    why=(
        "设置了打开密码的文件和旧的 .doc 文件都无法读取",
        "a file with a password and a file of the old .doc format cannot be read",
    ),
    message=("文件{what}，无法读取", "the file {what} and cannot be read"),
    hint=(
        "在 Word 或 WPS 中打开，取消密码，另存为“Word 文档（.docx）”",
        "open it in Word or WPS, remove the password, save it as 'Word document (.docx)'",
    ),
)
DAMAGED = rule(
    "W103",
    ERROR,
    title=("文件损坏", "file damaged"),
    why=("损坏的文件不能生成可靠的文件", "nothing reliable can be made from a damaged file"),
    message=("不是有效的 Word 文件：{problem}", "not a valid Word file: {problem}"),
    hint=(
        "用 Word 或 WPS 打开并另存一份；打不开时从备份或者历史版本恢复",
        "open it in Word or WPS and save it again; if that fails, restore it from a backup or an earlier revision",
    ),
)
TOO_LARGE = rule(
    "W104",
    ERROR,
    title=("文件过大", "file too large"),
    why=(
        "异常的大文件会耗尽内存，也可能是恶意构造的压缩包",
        "a file of such size exhausts memory and may have been built to do so",
    ),
    message=("文件解压后超过 {limit} MB", "the file unpacks to more than {limit} MB"),
    hint=("压缩文件中的图片，删除无关内容", "compress the pictures in the file and delete what does not belong there"),
)
NOT_WORD = rule(
    "W105",
    ERROR,
    title=("不是 Word 文档", "not a Word document"),
    why=("模板和对比的文件必须是 .docx 文档", "templates and compared files have to be .docx documents"),
    message=("文件{what}，不是 Word 文档（.docx）", "the file {what}; it is not a Word document (.docx)"),
    hint=("在 Word 或 WPS 中另存为“Word 文档（.docx）”", "save it as 'Word document (.docx)' in Word or WPS"),
)
MACROS = rule(
    "W106",
    ERROR,
    title=("文件带宏", "file with macros"),
    why=(
        "宏会随生成的文件一起发出，收件人的电脑可能报警或者受害",
        "macros would travel with every document made from it",
    ),
    message=("文件带有宏", "the file contains macros"),
    hint=("另存为不带宏的“Word 文档（.docx）”", "save it as 'Word document (.docx)', which keeps no macros"),
)
LINKED = rule(
    "W136",
    WARNING,
    title=("模板链接到外部文件", "template linked to outside files"),
    why=(
        "通知会带着链接发出：泄露内部路径，打开时还会向外取文件",
        "the link goes out with the notice, shows internal paths and fetches what it points to",
    ),
    message=("模板链接到外部文件：{targets}", "the template is linked to outside files: {targets}"),
    hint=(
        "在“文件—信息—编辑指向文件的链接”里断开链接；附加的模板在“开发工具—文档模板”里改为 Normal.dotm",
        "break the links under 'File, Info, Edit Links'; detach a template under 'Developer, Document Template'",
    ),
)
UNUSUAL = rule(
    "W107",
    ERROR,
    title=("文件结构不合规范", "unusual structure of a file"),
    why=(
        "结构含糊的文件，不同的软件会显示不同的内容；核对过的未必是别人看到的",
        "programs show different things of an ambiguous file; what was checked need not be what others see",
    ),
    message=("文件的结构不合规范：{problem}", "the structure of the file is unusual: {problem}"),
    hint=(
        "用 Word 或 WPS 打开，另存为新的“Word 文档（.docx）”再使用",
        "open it in Word or WPS, save it under a new name as 'Word document (.docx)' and use that",
    ),
)
TOO_MUCH = rule(
    "W108",
    ERROR,
    title=("文件内容过多", "too much in a file"),
    why=(
        "内容比几千页的文件还多，处理起来会耗尽时间和内存",
        "there is more in it than in thousands of pages; working on it exhausts time and memory",
    ),
    message=("文件里的{what}", "the file holds {what}"),
    hint=(
        "删除不用的内容和样式，或者拆成几个文件；在 Word 里把正文复制到新文件也能去掉多余的样式",
        "delete what is not used, styles too, or split the file; text copied into a new file leaves styles behind",
    ),
)
RULES = (MISSING, PROTECTED, DAMAGED, TOO_LARGE, NOT_WORD, MACROS, UNUSUAL, TOO_MUCH, LINKED)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "EncryptedPackage".encode("utf-16-le")  # names of what stands in an OLE file
_ENCRYPTED = 0x1
_MAX_MB, _MAX_XML_MB = 64, 24  # a page of text takes some 30 KB of XML
_LIMITS: tuple[tuple[int, str | tuple[str, ...]], ...] = ((_MAX_XML_MB, (".xml", ".rels")), (_MAX_MB, ""))
Reading: TypeAlias = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
LIMIT = _MAX_MB << 20
"""Bytes; no honest file of this trade comes near."""
_MAX_PARTS = 2000
_MAX_NAME = 255
_NEEDED = {PACKAGE_RELATIONS, DOCUMENT}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ROOT, _BODY = (f"{{{NAMESPACES['w']}}}{name}" for name in ("document", "body"))
MACRO_TYPES = ("macroEnabled", "vnd.ms-office.vbaProject", "vnd.ms-office.activeX")
_SHOWN = 3  # oddities of one file

PASSWORD = words("设置了打开密码", "has a password")
_OLD = words("是改了扩展名的旧格式文件（.doc、.wps）", "is of an old format (.doc, .wps) under a changed ending")
_EMPTY = words("文件是空的", "it is empty")
_NO_ZIP = words("无法解压", "it cannot be unpacked")
_BAD_PART = words("部件 {part} 已损坏", "its part {part} is damaged")
_BAD_NAME = words("含有位置异常的部件 {part}", "its part {part} has an unsafe name")
_TWICE = words("部件 {part} 出现两次", "it holds the part {part} twice")
_OTHER = words("是别的格式", "is of another kind")
_STRICT = words("存成了“严格 Open XML 文档”", "was saved as 'Strict Open XML document'")
_KINDS: tuple[tuple[bytes, Words], ...] = (
    (b"{\\rtf", words("是改了扩展名的 RTF 文件", "is an RTF file under a changed ending")),
    (b"%PDF", words("是改了扩展名的 PDF 文件", "is a PDF file under a changed ending")),
    (b"<?xml", words("是改了扩展名的 XML 文件", "is an XML file under a changed ending")),
    (b"<", words("是改了扩展名的网页", "is a web page under a changed ending")),
)
_PACKAGES: tuple[tuple[str, Words], ...] = (
    ("template.main+xml", words("是 Word 模板（.dotx）", "is a Word template (.dotx)")),
    ("spreadsheetml", words("是 Excel 工作簿", "is an Excel workbook")),
    ("presentationml", words("是演示文稿", "is a presentation")),
)
_ODF = words("是 OpenDocument 文件（.odt）", "is an OpenDocument file (.odt)")


def unpacked(
    raw: bytes | None, file: str, reading: Reading = dict
) -> tuple[Mapping[str, bytes] | None, tuple[Finding, ...]]:
    """The parts of a .docx by name; None with findings where it is none, or none that may be used.

    `reading` may make a document of what is none, of a template, say, before it is judged.
    """
    parts, findings = opened(raw, file, reading)
    return None if parts is None else dict(parts), findings


def opened(raw: bytes | None, file: str, reading: Reading = dict) -> tuple[Parts | None, tuple[Finding, ...]]:
    """The same with the XML of its parts, as it was parsed to be looked at."""
    contents, findings = contents_of(raw, file)
    return (None, findings) if contents is None else _parts(contents, file, reading)


def contents_of(raw: bytes | None, file: str) -> tuple[Mapping[str, bytes] | None, tuple[Finding, ...]]:
    """What a package of any kind holds, by name; None with findings where it cannot be unpacked safely."""
    if raw is None:
        return None, _found(MISSING, file)
    if raw.startswith(_OLE):
        return None, _found(PROTECTED, file, what=PASSWORD if _STREAM in raw else _OLD)
    if not raw:
        return None, _found(DAMAGED, file, problem=_EMPTY)
    for begin, what in _KINDS:
        if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(begin):
            return None, _found(NOT_WORD, file, what=what)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return _unpacked(package, file)
    except BROKEN:
        return None, _found(DAMAGED, file, problem=_NO_ZIP)


def in_plain_form(raw: bytes) -> bytes:
    """The same file with one encoding and plain targets, as `opened` gives its parts; for who reads it by itself."""
    parts, _ = opened(raw, "")
    return raw if parts is None or dict(parts) == parts_of(raw) else zipped(parts)


def too_large(file: str) -> tuple[Finding, ...]:
    """What is said of a file above `LIMIT`, packed or unpacked."""
    return _found(TOO_LARGE, file, limit=_MAX_MB)


def damaged(file: str, part: str) -> tuple[Finding, ...]:
    """What is said of a file with a part that is not what it should be."""
    return _problem(_BAD_PART, part, file)


def _unpacked(package: zipfile.ZipFile, file: str) -> tuple[Mapping[str, bytes] | None, tuple[Finding, ...]]:
    members = [info for info in package.infolist() if not (info.filename and info.is_dir())]
    if refused := _refused(members, file):
        return None, refused
    contents, bad = _contents(package, members)
    return (contents, ()) if bad is None else (None, damaged(file, bad))


def _parts(contents: Mapping[str, bytes], file: str, reading: Reading) -> tuple[Parts | None, tuple[Finding, ...]]:
    parts = Parts(reading(contents))
    if unfit := _unfit(parts, file):
        return None, unfit
    parts, bad = _trees(parts)
    if bad is not None:
        return None, damaged(file, bad)
    if strange := _strange(parts, file):
        return None, strange
    plain = plain_targets(parts)
    changed = parts.with_changes({name: written(root) for name, root in plain.items()}, plain)
    return changed, _links(parts, file)


def _contents(package: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> tuple[Mapping[str, bytes], str | None]:
    """What is in the members, and the name of the first that cannot be unpacked."""
    contents: dict[str, bytes] = {}
    for info in members:
        try:
            contents[info.filename] = _content(package, info)
        except BROKEN:
            return contents, info.filename
    return contents, None


def _links(parts: Parts, file: str) -> tuple[Finding, ...]:
    targets = sorted(_linked(parts))
    return _found(LINKED, file, targets=targets) if targets else ()


def _strange(parts: Parts, file: str) -> tuple[Finding, ...]:
    """What keeps a package of sound parts from being one document that everybody understands alike."""
    if parts.root(DOCUMENT).tag != _ROOT or any(each.kind.startswith(STRICT) for each in _every(parts)):
        return _found(NOT_WORD, file, what=_STRICT)
    if len(parts.root(DOCUMENT).findall(_BODY)) != 1:
        return damaged(file, DOCUMENT)
    odd = tuple(dict.fromkeys(oddities(parts)))
    if odd:
        return _found(UNUSUAL, file, problem=list(odd[:_SHOWN]))
    over = next((over for name in xml_parts(parts) if (over := overgrown(parts.root(name)))), None)
    return () if over is None else _found(TOO_MUCH, file, what=over)


def _trees(parts: Parts) -> tuple[Parts, str | None]:
    """The parts, those that are XML parsed and in one encoding, and the name of the first that should be and is not."""
    roots: dict[str, etree._Element] = {}
    try:
        for bad in (TYPES, *filter(is_list, parts)):
            roots[bad] = parts.root(bad)
        for bad in xml_parts(parts):
            roots[bad] = parts.root(bad)
    except NotXml:
        return parts, bad
    return parts.with_changes({name: in_utf8(parts[name], root) for name, root in roots.items()}, roots), None


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member as far as it may go: one byte above its declared size shows that the declaration is false."""
    with package.open(info) as member:
        return member.read(info.file_size + 1)


def _refused(members: Sequence[zipfile.ZipInfo], file: str) -> tuple[Finding, ...]:
    """What a zip says of itself that no Word file does; told before anything is unpacked."""
    if any(info.flag_bits & _ENCRYPTED for info in members):
        return _found(PROTECTED, file, what=PASSWORD)
    if over := _exceeded(members):
        return _found(TOO_LARGE, file, limit=over)
    seen: set[str] = set()
    for info in members:
        if not _is_safe(info.filename):
            return _problem(_BAD_NAME, info.filename[:_MAX_NAME] or "“”", file)
        if same_name(info.filename) in seen:
            return _problem(_TWICE, info.filename, file)
        seen.add(same_name(info.filename))
    return ()


def _exceeded(members: Sequence[zipfile.ZipInfo]) -> int:
    """The limit in MB that the unpacked parts exceed; 0 where they exceed none."""
    for limit, ends in _LIMITS:
        if sum(each.file_size for each in members if each.filename.endswith(ends)) > limit << 20:
            return limit
    return _MAX_MB if len(members) > _MAX_PARTS else 0


def _is_safe(name: str) -> bool:
    """Whether a part's name is a plain path that stays where it is unpacked."""
    plain = unquote(name)
    return 0 < len(name) <= _MAX_NAME and not {"\\", ":"} & set(plain) and not {"", ".", ".."} & set(plain.split("/"))


def _unfit(parts: Parts, file: str) -> tuple[Finding, ...]:
    """What keeps unpacked parts from being a Word file that may be used."""
    types = types_of(parts)
    if any(mark in types for mark in MACRO_TYPES) or any(name.lower().endswith("vbaproject.bin") for name in parts):
        return _found(MACROS, file)
    if _MAIN not in types or not parts.keys() >= _NEEDED:
        return _found(NOT_WORD, file, what=_what(parts, types))
    over = most(parts)
    return () if over is None else _found(TOO_MUCH, file, what=over)


def types_of(parts: Parts) -> str:
    """What a package says that its parts are, as text, whatever its encoding; to look for a word in it."""
    try:
        return etree.tostring(parts.root(TYPES), encoding="unicode")
    except NotXml:
        return parts[TYPES].decode("latin-1")


def _what(parts: Mapping[str, bytes], types: str) -> Words:
    """What a package is that is not a Word document."""
    is_odf = parts.get("mimetype", b"").startswith(b"application/vnd.oasis")
    return next((what for mark, what in _PACKAGES if mark in types), _ODF if is_odf else _OTHER)


def _every(parts: Parts) -> Iterator[Referral]:
    relations = Relations(parts)
    yield from (each for name in parts if is_list(name) for each in relations.of(part_of(name)))


def _linked(parts: Parts) -> set[str]:
    """Where a file points to by itself, without anybody following a link in its text."""
    return {each.target for each in _every(parts) if each.external and each.name != "hyperlink"}


def outside(parts: Parts) -> list[str]:
    """Every address outside that a file points to, but for links in its text to what is on the web."""
    return sorted({each.target for each in _every(parts) if each.leads_outside})


def _problem(problem: Words, part: str, file: str) -> tuple[Finding, ...]:
    said = words(problem.zh.format(part=part), problem.en.format(part=part))
    return _found(DAMAGED, file, problem=said)


def _found(rule: Rule, file: str, **values: object) -> tuple[Finding, ...]:
    return (Finding(rule=rule, at=Place(file=file), values=values),)
