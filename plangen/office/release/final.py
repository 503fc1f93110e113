"""The file that leaves the house: a rendered notice written anew, sealed.

What no reader would miss stays behind: statistics, numbers of editing sessions, names that somebody gave to styles,
marks and lists, data that Office attaches. What people wrote and did not settle, comments and tracked changes, and
whatever is not known to be harmless, stays for the gate to find.
"""

from plangen.office.ooxml.package import Properties, with_properties, zipped
from plangen.office.ooxml.trees import Parts
from plangen.office.release.vocabulary.rewriting import written_anew


def released(parts: Parts, properties: Properties) -> bytes:
    """The same document with these properties alone, and bytes that are the same on every machine and day."""
    return zipped(with_properties(written_anew(parts), properties))
