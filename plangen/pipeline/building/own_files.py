"""Office files of the owner's own, filled in with facts of the plan: by the kind of file."""

from collections.abc import Mapping

from plangen.blocks.template import OfPlan
from plangen.office.templates.render import words_of
from plangen.office.templates.word_file import WordFile


def words_of_template(body: OfPlan, raw: bytes) -> Mapping[str, str]:
    """What such a file says once it is filled in, by part."""
    return words_of(body, WordFile(raw, body.template))
