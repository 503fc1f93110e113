"""What a document says: what stands on its paper, without what nobody sees there."""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from plangen.blocks.document import Block, Document, Heading, Inserted, Table
from plangen.blocks.identity import Identity
from plangen.blocks.template import OfPlan, Templated
from plangen.blocks.workbook import Register, Workbook
from plangen.documents.catalogue import Body, bodies
from plangen.model.dossier import DossierEntry
from plangen.model.plan import Plan
from plangen.pipeline.template_files import template_path
from plangen.workspace.manifest import digest

AnyBody = TypeVar("AnyBody", bound=Body)
_NO_DAY = datetime.date.min
_SHORT = 12


def identified_bodies(entry: DossierEntry, plan: Plan) -> Iterator[tuple[str, Body]]:
    """The files of a document with their titles, each knowing which document of which plan and edition it is."""
    for title, body in bodies(entry, plan):
        yield title, identified(body, entry.id, plan)


def identified(body: AnyBody, document: str, plan: Plan) -> AnyBody:
    """The body knowing what it is."""
    called = plan.edition.cover or plan.edition.label
    return replace(body, identity=replace(body.identity, document=document, plan=plan.identity.title, revision=called))


def fingerprint(body: Body, files: Mapping[str, bytes]) -> str:
    """Twelve hexadecimal digits of what the document says: its content, and its template where that holds wording."""
    return said_digest(body, files)[:_SHORT]


def said_digest(body: Body, files: Mapping[str, bytes]) -> str:
    """The whole digest of the same."""
    if isinstance(body, OfPlan):
        return _filled_digest(body, files, on_paper(body).identity)
    said = msgspec.json.encode(on_paper(body), order="deterministic")
    if isinstance(body, Templated):
        said += files.get(template_path(body), b"")
    return digest(said)


def words_digest(body: Body, files: Mapping[str, bytes]) -> str:
    """The digest of a body's words, whatever plan and edition it is of: of facts only those that a template names."""
    if isinstance(body, OfPlan):
        return _filled_digest(body, files, Identity())
    bare = replace(on_paper(body), identity=Identity())
    if not isinstance(bare, Templated):
        return digest(msgspec.json.encode(bare, order="deterministic"))
    # A packet that is printed already does not wait for the Office libraries.
    from plangen.office.templates.names import said_facts
    from plangen.office.templates.word_file import WordFile

    path = template_path(bare)
    template = WordFile(files.get(path), path)
    said: object = said_facts(bare, template) if template.is_sound else bare
    found = hashlib.sha256(msgspec.json.encode(said, order="deterministic"))
    found.update(files.get(path, b""))
    return found.hexdigest()


def _filled_digest(body: OfPlan, files: Mapping[str, bytes], identity: Identity) -> str:
    """The digest of an Office file that is filled in with facts of the plan: of the file, and of what it then says."""
    from plangen.pipeline.building.own_files import words_of_template

    raw = files.get(template_path(body), b"")
    said = msgspec.json.encode([body.title, identity, words_of_template(body, raw)], order="deterministic")
    return digest(said + raw)


def on_paper(body: AnyBody) -> AnyBody:
    """The body without what nobody sees on paper: file properties, owners of sections, hidden columns, keys of rows."""
    bare = replace(body, author="", subject="", created=_NO_DAY)
    if isinstance(bare, Document):
        return replace(bare, blocks=tuple(map(_seen_block, bare.blocks)))
    if isinstance(bare, Workbook):
        return replace(bare, sheets=tuple(_seen(each) if isinstance(each, Register) else each for each in bare.sheets))
    return bare


def _seen_block(block: Block) -> Block:
    """A block without its owner and its keys; of a piece, which may be large and stand there often, what tells it."""
    if isinstance(block, Heading) and block.owner:
        return replace(block, owner=UNSET)
    if isinstance(block, Table):
        return _without_keys(block)
    return replace(block, raw=hashlib.sha256(block.raw).digest()) if isinstance(block, Inserted) else block


def _without_keys(table: Table) -> Table:
    """A table without the ids of what stands in it, which only name the answers that are written there."""
    columns = tuple(replace(each, key=UNSET) for each in table.columns)
    return replace(table, key=UNSET, columns=columns, rows=tuple(replace(each, key=UNSET) for each in table.rows))


def _seen(sheet: Register) -> Register:
    """A register without its hidden columns; rows under their places instead of their keys."""
    columns = tuple(each for each in sheet.columns if not each.hidden)
    shown = {each.id for each in columns}
    rows = (
        replace(row, key="", values={key: value for key, value in row.values.items() if key in shown})
        for row in sheet.rows
    )
    return replace(sheet, columns=columns, rows=tuple(rows))
