"""Redline: the difference between two Word files as native tracked changes.

    redlined = redline(old, new, author="消保办", date=datetime(2026, 4, 1, tzinfo=UTC))
    redlined.raw        the .docx, None where `findings` says why there is none
    redlined.summary    how many insertions, deletions, moves, changed tables, changes of formatting

Accepting all changes gives the new document, rejecting them the old one: `accept_all`, `reject_all`.
"""

from plangen.office.redline.about import is_unedited
from plangen.office.redline.engine import Redlined, Summary, accept_all, redline, reject_all

__all__ = ["Redlined", "Summary", "accept_all", "is_unedited", "redline", "reject_all"]
