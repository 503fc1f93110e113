"""Word and Excel files as lines of text, for people who compare versions with git."""

from plangen.office.readable.file import cells, readable

__all__ = ["cells", "readable"]
