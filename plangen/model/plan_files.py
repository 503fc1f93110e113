"""Which files are a plan's: one list, by which plans are read, checked, recorded and compared.

It knows paths, relative to the project with forward slashes, and bytes; nothing here looks at a disk.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

FOLDERS = ("source", "templates")
"""What a plan consists of, relative to the project."""

_READ = {
    "source": (".yaml", ".yml", ".papers"),
    "templates": (".docx", ".xlsx", ".yaml", ".md", ".docm", ".doc", ".dotx"),
}
_LEFTOVERS = re.compile(
    r"~\$.*|\.~lock.*|\.plangen-.*|.*~|.*\.(?:bak|tmp|swp|swo|orig|rej)|thumbs\.db|desktop\.ini|\.ds_store|\._.*",
    re.IGNORECASE,
)
"""How files are called that an editor, an office program, a system or a killed process left."""
_COPIES = re.compile(
    r"冲突的?(?:副本|文件|版本|拷贝)|衝突的?(?:複本|副本|檔案|版本)|[（(\[【][^）)\]】]*[冲衝]突[^）)\]】]*[）)\]】]"
    r"|conflict(?:ed|ing)?[ _-](?:copy|version)|\.sync-conflict-|[（(\[]sfconflict "
    r"|[（(\[](?:case )?conflict(?: \d+)?[）)\]]",
    re.IGNORECASE,
)
"""What a synchroniser puts into the name of a file that two people changed: a copy of one of the two."""
_PRIVATE = re.compile(r"source/drills/[^/]+/returned/.*")
_PAPERS = re.compile(r"source/revisions/[^/]+\.papers")
_KEPT_FACTS = re.compile(r"source/approvals/[^/]+\.facts")
_WORKING = re.compile(r"source/(?:approvals|incidents|issued|duties|drills)[./].*")


def is_of_plan(path: str) -> bool:
    """Whether a file belongs to the plan: neither hidden, generated nor private, nor what somebody's program left."""
    top, *rest = path.split("/")
    is_hidden = any(part.startswith(".") for part in rest)
    return top in FOLDERS and bool(rest) and not (is_hidden or is_leftover(path) or is_private(path))


def is_read(path: str) -> bool:
    """Whether plangen reads it: as a section of the source, or as a template."""
    return is_of_plan(path) and path.lower().endswith(_READ[path.partition("/")[0]])


def is_leftover(path: str) -> bool:
    """Whether it is called as only what an editor, an office program, a system or a killed process leaves."""
    return bool(_LEFTOVERS.fullmatch(path.rpartition("/")[2])) or is_conflict_copy(path)


def is_conflict_copy(path: str) -> bool:
    """Whether a synchroniser called it so, because two people had changed one file: which is right nobody knows yet."""
    return bool(_COPIES.search(path.rpartition("/")[2]))


def is_private(path: str) -> bool:
    """Whether it is a drill's returned form: never part of a revision."""
    return bool(_PRIVATE.fullmatch(path))


def is_working_record(path: str) -> bool:
    """Whether it grows between revisions by nature: approvals, incidents, what was issued, duties met, drills."""
    return bool(_WORKING.fullmatch(path))


def is_papers(path: str) -> bool:
    """Whether it notes the papers of a revision: what follows from its content and is no part of it."""
    return bool(_PAPERS.fullmatch(path))


def is_kept_facts(path: str) -> bool:
    """Whether it keeps what facts said when they were approved: approvals say by themselves what was approved."""
    return bool(_KEPT_FACTS.fullmatch(path))


def canonical(raw: bytes) -> bytes:
    """The bytes of a file, a text's line ends as line feeds: alike in every clone, copy and archive."""
    return raw if b"\0" in raw else raw.replace(b"\r\n", b"\n")


def canonical_digest(raw: bytes) -> str:
    """The SHA-256 of these bytes, in hexadecimal digits."""
    return hashlib.sha256(canonical(raw)).hexdigest()


def content_of(digests: Mapping[str, str], version: str) -> str:
    """What a version holds, as one SHA-256 over the files of the plan, less working records and its own record.

    Args:
        digests: of every file of the plan, by path.
        version: whose own record does not count; it says this very content.
    """
    own = f"source/revisions/{version}.yaml"
    names = {unicodedata.normalize("NFC", path): value for path, value in digests.items() if is_of_plan(path)}
    kept = ((path, value) for path, value in names.items() if not is_working_record(path) and not is_papers(path))
    counted = sorted((path, value) for path, value in kept if path != own)
    said = "".join(f"{path}, {value}\n" for path, value in counted)
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()  # names may be in GBK
