"""What a Word file from a user's folder must be before anything reads it: a sound .docx of sensible size.

A file that is missing, password-protected, of the old format, with macros, damaged, or made to explode when unpacked
is a finding that says what to do; the parts of a sound one come back unpacked.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from plangen.diagnostics import Finding, Place, Rule, Severity, words

__all__ = ["LIMIT", "RULES", "damaged", "parsed", "too_large", "unpacked"]

MISSING = Rule(
    code="W101",
    severity=Severity.ERROR,
    title=words("模板不存在", "template missing"),
    why=words("没有模板就无法生成相应的文件", "without the template its document cannot be made"),
    message=words("找不到模板文件", "the template file does not exist"),
    hint=words(
        "把模板放到这个位置，或者改正引用它的文件名",
        "put the template there, or correct the file name that refers to it",
    ),
)
PROTECTED = Rule(
    code="W102",
    severity=Severity.ERROR,
    title=words("文件加密或为旧格式", "file protected or of the old format"),
    why=words(
        "设置了打开密码的文件和旧的 .doc 文件都无法读取",
        "a file with a password and a file of the old .doc format cannot be read",
    ),
    message=words(
        "文件设置了打开密码，或者是改了扩展名的旧 .doc 文件",
        "the file has a password, or is an old .doc file with a changed ending",
    ),
    hint=words(
        "在 Word 或 WPS 中打开，取消密码，另存为“Word 文档（.docx）”",
        "open it in Word or WPS, remove the password, save it as 'Word document (.docx)'",
    ),
)
DAMAGED = Rule(
    code="W103",
    severity=Severity.ERROR,
    title=words("文件损坏", "file damaged"),
    why=words("损坏的文件不能生成可靠的文件", "nothing reliable can be made from a damaged file"),
    message=words("不是有效的 Word 文件：{problem}", "not a valid Word file: {problem}"),
    hint=words(
        "用 Word 或 WPS 打开并另存一份；打不开时从备份或者历史版本恢复",
        "open it in Word or WPS and save it anew; if that fails, restore it from a backup or an earlier revision",
    ),
)
TOO_LARGE = Rule(
    code="W104",
    severity=Severity.ERROR,
    title=words("文件过大", "file too large"),
    why=words(
        "异常的大文件会耗尽内存，也可能是恶意构造的压缩包",
        "a file of such size exhausts memory and may have been built to do so",
    ),
    message=words("文件解压后超过 {limit} MB", "the file unpacks to more than {limit} MB"),
    hint=words(
        "压缩文件中的图片，删除无关内容", "compress the pictures in the file and delete what does not belong there"
    ),
)
NOT_WORD = Rule(
    code="W105",
    severity=Severity.ERROR,
    title=words("不是 Word 文档", "not a Word document"),
    why=words("模板和对比的文件必须是 .docx 文档", "templates and compared files have to be .docx documents"),
    message=words("文件不是 Word 文档（.docx）", "the file is no Word document (.docx)"),
    hint=words("在 Word 或 WPS 中另存为“Word 文档（.docx）”", "save it as 'Word document (.docx)' in Word or WPS"),
)
MACROS = Rule(
    code="W106",
    severity=Severity.ERROR,
    title=words("文件带宏", "file with macros"),
    why=words(
        "宏会随生成的文件一起发出，收件人的电脑可能报警或者受害", "macros would travel with every document made from it"
    ),
    message=words("文件带有宏", "the file contains macros"),
    hint=words("另存为不带宏的“Word 文档（.docx）”", "save it as 'Word document (.docx)', which keeps no macros"),
)
RULES = (MISSING, PROTECTED, DAMAGED, TOO_LARGE, NOT_WORD, MACROS)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_MAX_MB = 64
LIMIT = _MAX_MB << 20
"""Bytes; no honest file of this trade comes near."""
_MAX_PARTS = 2000
_TYPES = "[Content_Types].xml"
_NEEDED = {"_rels/.rels", "word/document.xml"}
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

_NO_ZIP = words("无法解压", "it cannot be unpacked")
_BAD_PART = words("部件 {part} 已损坏", "its part {part} is damaged")


def unpacked(raw: bytes | None, file: str) -> tuple[Mapping[str, bytes] | None, tuple[Finding, ...]]:
    """The parts of a .docx by name; None with findings where it is none, or none that may be used."""
    if raw is None:
        return None, _found(MISSING, file)
    if raw.startswith(_OLE):
        return None, _found(PROTECTED, file)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return _parts(package, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        return None, _found(DAMAGED, file, problem=_NO_ZIP)


def too_large(file: str) -> tuple[Finding, ...]:
    """What is said of a file above `LIMIT`, packed or unpacked."""
    return _found(TOO_LARGE, file, limit=_MAX_MB)


def damaged(file: str, part: str) -> tuple[Finding, ...]:
    """What is said of a file with a part that is not what it should be."""
    return _found(DAMAGED, file, problem=words(_BAD_PART.zh.format(part=part), _BAD_PART.en.format(part=part)))


def parsed(raw: bytes) -> etree._Element:
    """The XML of a part: no entity is resolved, nothing is fetched.

    Raises:
        etree.XMLSyntaxError: what is no XML.
    """
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))


def _parts(package: zipfile.ZipFile, file: str) -> tuple[Mapping[str, bytes] | None, tuple[Finding, ...]]:
    members = [info for info in package.infolist() if not info.is_dir()]
    if any(info.flag_bits & _ENCRYPTED for info in members):
        return None, _found(PROTECTED, file)
    if len(members) > _MAX_PARTS or sum(info.file_size for info in members) > LIMIT:
        return None, too_large(file)
    parts: dict[str, bytes] = {}
    for info in members:
        with package.open(info) as member:
            parts[info.filename] = member.read(info.file_size + 1)
    types = parts.get(_TYPES, b"")
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in parts):
        return None, _found(MACROS, file)
    if _MAIN not in types or not parts.keys() >= _NEEDED:
        return None, _found(NOT_WORD, file)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and not _is_xml(content):
            return None, damaged(file, name)
    return parts, ()


def _is_xml(content: bytes) -> bool:
    """Well-formed and without a document type, which Office never writes and attackers do."""
    try:
        return parsed(content).getroottree().docinfo.internalDTD is None
    except etree.XMLSyntaxError:
        return False


def _found(rule: Rule, file: str, **values: object) -> tuple[Finding, ...]:
    return (Finding(rule=rule, at=Place(file=file), values=values),)
