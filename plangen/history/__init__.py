"""Revisions in git, through dulwich: no git program is needed, and nothing is added, committed or pulled unasked."""
