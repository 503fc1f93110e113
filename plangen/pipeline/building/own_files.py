"""Office files of the owner's own, filled in with facts of the plan: by the kind of file."""

from collections.abc import Mapping

from plangen.blocks.template import OfPlan


def words_of_template(body: OfPlan, raw: bytes) -> Mapping[str, str]:
    """What such a file says once it is filled in, by part."""
    if body.template.endswith(".xlsx"):
        from plangen.office.excel.template_file import ExcelFile
        from plangen.office.excel.template_fill import words_of_excel

        return words_of_excel(body, ExcelFile(raw, body.template))
    from plangen.office.templates.render import words_of
    from plangen.office.templates.word_file import WordFile

    return words_of(body, WordFile(raw, body.template))
