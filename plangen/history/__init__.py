"""Revisions in git, through dulwich: no git program is needed, and nothing is added, committed or pulled unasked."""

import logging

# What dulwich has to say to developers is no word to users, and would print names as they stand.
logging.getLogger("dulwich").addHandler(logging.NullHandler())
