"""Attachments are numbered where there are several, and listed below the text under the same names."""

import datetime

from plangen.blocks.attachments import ATTACHED, attached
from plangen.blocks.document import Block, Document, Heading, HeadingForm, paragraph
from plangen.blocks.text import as_text


def attachment(name: str) -> Heading:
    return Heading(level=1, text=name, key=name, numbered=False, new_page=True, form=HeadingForm.ATTACHMENT)


def said(*blocks: Block) -> str:
    day = datetime.date(2026, 1, 1)
    made = tuple(attached(blocks))
    whole = Document(title="函", subject="", author="", header="", created=day, blocks=made)
    return as_text(whole).partition("\n\n")[2]


def test_one_attachment_has_no_number() -> None:
    assert said(paragraph("正文。"), ATTACHED, attachment("名单")) == "　　正文。\n\n　　附件：名单\n\n附件\n名单\n"


def test_several_are_numbered_in_both_places() -> None:
    text = said(ATTACHED, attachment("名单"), attachment("安排"))
    assert text == "　　附件：1. 名单\n\n　　2. 安排\n\n附件1\n名单\n\n附件2\n安排\n"


def test_without_attachments_nothing_is_listed() -> None:
    assert said(paragraph("正文。"), ATTACHED) == "　　正文。\n"
