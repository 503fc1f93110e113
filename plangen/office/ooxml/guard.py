"""What a Word file from a user's folder must be before anything reads it: a sound .docx of sensible size.

A file that is missing, password-protected, of the old format, with macros, damaged, or made to explode when unpacked
is a finding that says what to do; the parts of a sound one come back unpacked.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from plangen.diagnostics import ERROR, WARNING, Finding, Place, Rule, Words, rule, words
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
RULES = (MISSING, PROTECTED, DAMAGED, TOO_LARGE, NOT_WORD, MACROS, LINKED)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM = "EncryptedPackage".encode("utf-16-le")  # names of what stands in an OLE file
_ENCRYPTED = 0x1
_MAX_MB, _MAX_XML_MB = 64, 24  # a page of text takes some 30 KB of XML
_LIMITS: tuple[tuple[int, str | tuple[str, ...]], ...] = ((_MAX_XML_MB, (".xml", ".rels")), (_MAX_MB, ""))
LIMIT = _MAX_MB << 20
"""Bytes; no honest file of this trade comes near."""
_MAX_PARTS = 2000
_MAX_NAME = 255
_TYPES, _DOCUMENT = "[Content_Types].xml", "word/document.xml"
_NEEDED = {"_rels/.rels", _DOCUMENT}
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ROOT = f"{{{NAMESPACES['w']}}}document"
_MACROS = (b"macroEnabled", b"vnd.ms-office.vbaProject", b"vnd.ms-office.activeX")

_PASSWORD = words("设置了打开密码", "has a password")
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
_PACKAGES: tuple[tuple[bytes, Words], ...] = (
    (b"template.main+xml", words("是 Word 模板（.dotx）", "is a Word template (.dotx)")),
    (b"spreadsheetml", words("是 Excel 工作簿", "is an Excel workbook")),
    (b"presentationml", words("是演示文稿", "is a presentation")),
)
_ODF = words("是 OpenDocument 文件（.odt）", "is an OpenDocument file (.odt)")


class Parts(Mapping[str, bytes]):
    """The parts of a Word file by name; the XML of each is parsed at most once, for all who only read it."""

    def __init__(self, contents: Mapping[str, bytes], roots: Mapping[str, etree._Element] | None = None) -> None:
        self._contents = contents
        self._roots = dict(roots or {})

    def __getitem__(self, name: str) -> bytes:
        return self._contents[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)

    def root(self, name: str) -> etree._Element:
        """The XML of a part, an empty element where there is none: shared, so copy it before you change it."""
        if name not in self._roots:
            self._roots[name] = parsed(self._contents.get(name, b"<none/>"))
        return self._roots[name]

    def with_changes(
        self, contents: Mapping[str, bytes | None], roots: Mapping[str, etree._Element] | None = None
    ) -> "Parts":
        """The same file with these parts in place of its own, without those that are None; `roots` is their XML."""
        whole = {name: raw for name, raw in {**self._contents, **contents}.items() if raw is not None}
        kept = {name: root for name, root in self._roots.items() if name not in contents}
        return Parts(whole, {**kept, **(roots or {})})


def unpacked(raw: bytes | None, file: str) -> tuple[Mapping[str, bytes] | None, tuple[Finding, ...]]:
    """The parts of a .docx by name; None with findings where it is none, or none that may be used."""
    parts, findings = opened(raw, file)
    return None if parts is None else dict(parts), findings


def opened(raw: bytes | None, file: str) -> tuple[Parts | None, tuple[Finding, ...]]:
    """The same with the XML of its parts, as it was parsed to be looked at."""
    if raw is None:
        return None, _found(MISSING, file)
    if raw.startswith(_OLE):
        return None, _found(PROTECTED, file, what=_PASSWORD if _STREAM in raw else _OLD)
    if not raw:
        return None, _found(DAMAGED, file, problem=_EMPTY)
    for begin, what in _KINDS:
        if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(begin):
            return None, _found(NOT_WORD, file, what=what)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return _parts(package, file)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, ValueError):
        return None, _found(DAMAGED, file, problem=_NO_ZIP)


def too_large(file: str) -> tuple[Finding, ...]:
    """What is said of a file above `LIMIT`, packed or unpacked."""
    return _found(TOO_LARGE, file, limit=_MAX_MB)


def damaged(file: str, part: str) -> tuple[Finding, ...]:
    """What is said of a file with a part that is not what it should be."""
    return _problem(_BAD_PART, part, file)


def parsed(raw: bytes) -> etree._Element:
    """The XML of a part: no entity is resolved, nothing is fetched.

    Raises:
        etree.XMLSyntaxError: what is not XML.
    """
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))


def _parts(package: zipfile.ZipFile, file: str) -> tuple[Parts | None, tuple[Finding, ...]]:
    members = [info for info in package.infolist() if not info.is_dir()]
    if refused := _refused(members, file):
        return None, refused
    parts = {info.filename: _content(package, info) for info in members}
    if unfit := _unfit(parts, file):
        return None, unfit
    sound, bad = _trees(parts)
    if bad:
        return None, damaged(file, bad)
    if sound[_DOCUMENT].tag != _ROOT:
        return None, _found(NOT_WORD, file, what=_STRICT)
    targets = sorted(_linked(sound))
    return Parts(parts, sound), _found(LINKED, file, targets=targets) if targets else ()


def _trees(parts: Mapping[str, bytes]) -> tuple[Mapping[str, etree._Element], str]:
    """The parts that are XML, parsed, and the name of the first that should be and is not."""
    roots = {name: _root(content) for name, content in parts.items() if name.endswith((".xml", ".rels"))}
    bad = next((name for name, root in roots.items() if root is None), "")
    return {name: root for name, root in roots.items() if root is not None}, bad


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member as far as it may go: one byte above its declared size shows that the declaration is false."""
    with package.open(info) as member:
        return member.read(info.file_size + 1)


def _refused(members: Sequence[zipfile.ZipInfo], file: str) -> tuple[Finding, ...]:
    """What a zip says of itself that no Word file does; told before anything is unpacked."""
    if any(info.flag_bits & _ENCRYPTED for info in members):
        return _found(PROTECTED, file, what=_PASSWORD)
    if over := _exceeded(members):
        return _found(TOO_LARGE, file, limit=over)
    seen: set[str] = set()
    for info in members:
        if not _is_safe(info.filename):
            return _problem(_BAD_NAME, info.filename[:_MAX_NAME], file)
        if info.filename.lower() in seen:  # part names differ in more than case
            return _problem(_TWICE, info.filename, file)
        seen.add(info.filename.lower())
    return ()


def _exceeded(members: Sequence[zipfile.ZipInfo]) -> int:
    """The limit in MB that the unpacked parts exceed; 0 where they exceed none."""
    for limit, ends in _LIMITS:
        if sum(each.file_size for each in members if each.filename.endswith(ends)) > limit << 20:
            return limit
    return _MAX_MB if len(members) > _MAX_PARTS else 0


def _is_safe(name: str) -> bool:
    """Whether a part's name is a plain path that stays where it is unpacked."""
    return 0 < len(name) <= _MAX_NAME and not {"\\", ":"} & set(name) and not {"", ".", ".."} & set(name.split("/"))


def _unfit(parts: Mapping[str, bytes], file: str) -> tuple[Finding, ...]:
    """What keeps unpacked parts from being a Word file that may be used."""
    if _has_macros(parts):
        return _found(MACROS, file)
    if _MAIN not in parts.get(_TYPES, b"") or not parts.keys() >= _NEEDED:
        return _found(NOT_WORD, file, what=_what(parts))
    return ()


def _has_macros(parts: Mapping[str, bytes]) -> bool:
    types = parts.get(_TYPES, b"")
    return any(mark in types for mark in _MACROS) or any(name.endswith("vbaProject.bin") for name in parts)


def _what(parts: Mapping[str, bytes]) -> Words:
    """What a package is that is not a Word document."""
    types = parts.get(_TYPES, b"")
    is_odf = parts.get("mimetype", b"").startswith(b"application/vnd.oasis")
    return next((what for mark, what in _PACKAGES if mark in types), _ODF if is_odf else _OTHER)


def _linked(roots: Mapping[str, etree._Element]) -> set[str]:
    """Where a file points to by itself, without anybody following a link in its text."""
    return {
        str(each.get("Target"))
        for name, root in roots.items()
        if name.endswith(".rels")
        for each in root
        if each.get("TargetMode") == "External" and not str(each.get("Type")).endswith("/hyperlink")
    }


def _problem(problem: Words, part: str, file: str) -> tuple[Finding, ...]:
    said = words(problem.zh.format(part=part), problem.en.format(part=part))
    return _found(DAMAGED, file, problem=said)


def _root(content: bytes) -> etree._Element | None:
    """The XML where it is well-formed and without a document type, which Office never writes and attackers do."""
    try:
        root = parsed(content)
    except etree.XMLSyntaxError:
        return None
    return root if root.getroottree().docinfo.internalDTD is None else None


def _found(rule: Rule, file: str, **values: object) -> tuple[Finding, ...]:
    return (Finding(rule=rule, at=Place(file=file), values=values),)
