"""What a file says of itself where no reader sees it: which document, of which plan, in which revision."""

from collections.abc import Mapping

from msgspec import Struct


class Identity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Properties of a file; what is empty is left out.

    The fields stand in alphabetical order: fingerprints are taken of them as they are encoded.
    """

    code: str = ""  # what the code on its sheets says; none has one where they do not come back
    document: str = ""  # its id in the dossier, or what else it is
    fingerprint: str = ""  # of what it says
    incident: str = ""  # the real incident, and the kind of notice, that it was written for
    notice: str = ""
    plan: str = ""  # the title of the plan
    revision: str = ""
    scenario: str = ""

    def properties(self) -> Mapping[str, str]:
        """What is known, by name."""
        told = (name for name in self.__struct_fields__ if name != "code")  # which the sheets show themselves
        return {name: value for name in told if (value := getattr(self, name))}
