"""The words of a plan's forms and front pages: its own, else those that come with plangen."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from plangen.diagnostics import WARNING, Finding, Place, rule
from plangen.model.own_words import WORDING, WordedText, Wording
from plangen.model.plan import Plan
from plangen.near import did_you_mean, nearest
from plangen.pipeline.outline_files import with_outlines
from plangen.workspace.shipped import starter_folder

UNKNOWN_WORDS = rule(
    "B141",
    WARNING,
    title=("没有这一条用语", "there is no text of this name"),
    why=("名称写错的用语不起作用，印的仍是默认的那一句", "a misspelt one does nothing, and the default is printed"),
    message=("“{name}”不是可以改的用语", "'{name}' is no text that could be worded"),
    hint=("可以写的有：{known}", "there are {known}"),
)
RULES = (UNKNOWN_WORDS,)

_NEAR = 0.5


class _Wording(Mapping[str, Mapping[str, WordedText]]):
    """Words by document and key, read when the first is asked for: most commands ask for none."""

    def __init__(self, own: bytes | None) -> None:
        self._own = own
        self._read: Wording | None = None

    def __getitem__(self, document: str) -> Mapping[str, WordedText]:
        """The words of a document: the plan's own, else those that come with plangen."""
        if self._read is None:
            self._read = _merged(shipped_wording(), _read(self._own)) if self._own is not None else shipped_wording()
        return self._read[document]

    def __iter__(self) -> Iterator[str]:
        """The documents that have any."""
        return iter(shipped_wording())

    def __len__(self) -> int:
        """How many there are."""
        return len(shipped_wording())


@cache
def shipped_wording() -> Wording:
    """The words that come with plangen.

    Raises:
        EnvironmentProblem: NoStarter where the installation is incomplete.
    """
    return _read(_shipped_file())


def with_wording(plan: Plan, files: Mapping[str, bytes]) -> Plan:
    """The plan whose forms and front pages are worded as the file of its project says."""
    return plan.with_wording(_Wording(files.get(WORDING)))


def with_templates(plan: Plan, files: Mapping[str, bytes]) -> Plan:
    """The plan with the outlines, the list of documents and the words of its project, or else those of plangen."""
    return with_wording(with_outlines(plan, files), files)


def wording_proved(plan: Plan, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """What is wrong with words of the plan's own; the file that comes with plangen is known to be sound."""
    own = files.get(WORDING)
    if own is None or own == _shipped_file():
        return
    # What proves words takes long to import, and most plans keep those that come with plangen.
    from plangen.documents.outlines.worded import tag_findings
    from plangen.reading.own_words import read_wording

    wording, found = read_wording(WORDING, own)
    yield from found
    yield from _misplaced(wording)
    known = {document: {key: each for key, each in texts.items() if key in shipped_wording()[document]}
             for document, texts in wording.items() if document in shipped_wording()}  # fmt: skip
    yield from tag_findings(plan, known)


def _misplaced(wording: Wording) -> Iterator[Finding]:
    """Texts that nothing prints, and those of another shape than is printed."""
    from plangen.reading.own_words import shape_finding

    shipped = shipped_wording()
    for document, texts in wording.items():
        if document not in shipped:
            yield from (_unknown(document, shipped, each.at) for each in tuple(texts.values())[:1])
            continue
        there = shipped[document]
        for key, text in texts.items():
            if key not in there:
                yield _unknown(key, there, text.at, document)
            elif not text.stands_for(there[key], key):
                yield shape_finding(text, f"{document}.{key}", there[key])


def _unknown(name: str, known: Iterable[str], at: Place, document: str = "") -> Finding:
    hint = did_you_mean(nearest(name, known, _NEAR))
    whole = f"{document}.{name}" if document else name
    return Finding(rule=UNKNOWN_WORDS, at=at, values={"name": whole, "known": list(known)}, hint=hint)


def _merged(shipped: Wording, own: Wording) -> Wording:
    """The shipped texts, in the place of each the plan's own where that fits."""
    return {
        document: {
            key: mine
            if (mine := own.get(document, {}).get(key)) is not None and mine.stands_for(theirs, key)
            else theirs
            for key, theirs in texts.items()
        }
        for document, texts in shipped.items()
    }


@cache
def _shipped_file() -> bytes:
    return (starter_folder() / WORDING).read_bytes()


def _read(raw: bytes) -> Wording:
    from plangen.reading.own_words import read_wording  # most commands read none

    return read_wording(WORDING, raw)[0]
