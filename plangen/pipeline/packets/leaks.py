"""The leak test: a finished packet is searched for what its holder must not know."""

from collections.abc import Iterator

from plangen.diagnostics import Finding, Place, Words
from plangen.documents.packets.secrets import Secrets
from plangen.office.pdf.search import carried, passages
from plangen.pipeline.packets.rules import CARRIED, LEAK


def leaks(path: str, raw: bytes, secrets: Secrets) -> Iterator[Finding]:
    """What a packet tells that it must not: of each secret the first place, and what paper would not show."""
    for kind in carried(raw):
        yield Finding(rule=CARRIED, at=Place(file=path), values={"kind": kind})
    told: set[Words] = set()
    for passage in passages(raw):
        for phrase, what in secrets.told(passage.text):
            if what not in told:
                told.add(what)
                values = {"where": passage.where, "what": what, "phrase": phrase}
                yield Finding(rule=LEAK, at=Place(file=path, spot=passage.where), values=values)
