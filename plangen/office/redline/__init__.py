"""Redline: the difference between two Word files as native tracked changes.

    redlined = redline(old, new, author="消保办", date=datetime(2026, 4, 1, tzinfo=UTC))
    redlined.raw        the .docx, None where `findings` says why there is none
    redlined.summary    how many insertions, deletions, moves, changed tables, changes of formatting
    redline_over(old, steps, names)     over several revisions, each mark by the one that made it

Accepting all changes gives the new document, rejecting them the old one: `accept_all`, `reject_all`.
"""

from plangen.office.redline.about import is_unedited
from plangen.office.redline.engine import Redlined, Summary, accept_all, redline, reject_all
from plangen.office.redline.makers.over_steps import RedlineStep, redline_over

__all__ = ["RedlineStep", "Redlined", "Summary", "accept_all", "is_unedited", "redline", "redline_over", "reject_all"]
