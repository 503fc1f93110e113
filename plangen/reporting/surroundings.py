"""The text around a finding in a Word file: a paragraph may be a page long, the line that shows it is not."""

from plangen.diagnostics import Finding

_BEFORE, _LONGEST = 40, 110  # characters
_SPOKEN_OF = ("tag", "text", "name")  # the values of a finding that stand in its text


def around(finding: Finding) -> str:
    """The paragraph on one line, cut around what the finding speaks of where it is long."""
    line = " ".join(finding.at.excerpt.split())
    if len(line) <= _LONGEST:
        return line
    spoken = (" ".join(str(finding.values.get(key, "")).removesuffix("…").split()) for key in _SPOKEN_OF)
    at = next((found for each in spoken if each and (found := line.find(each)) >= 0), 0)
    begin = max(0, min(at - _BEFORE, len(line) - _LONGEST))
    cut = line[begin : begin + _LONGEST]
    return ("…" if begin else "") + cut + ("…" if begin + len(cut) < len(line) else "")
