"""Codes, telephone numbers and addresses: what is one to its reader and may not be torn at the end of a line."""

import re

_WORD = "[0-9A-Za-z]{1,12}"

CODE = re.compile(
    rf"(?<![0-9A-Za-z./:@-])(?=[0-9A-Za-z-]{{0,51}}[0-9]){_WORD}(?:-{_WORD}){{1,3}}(?![0-9A-Za-z/:@-])(?!\.[0-9A-Za-z])"
)
"""A code with hyphens: YL-241001, PQ-09, 0571-87654321; no part of an address of the web."""

LONG = re.compile(r"[!-~]{8,}")
"""A run that no line breaks in, so long that the line before it would be pulled apart to both margins."""
