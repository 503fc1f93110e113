"""How the public reaches the company in a case: what the case says itself, else what holds for all of them."""

from collections.abc import Mapping

from msgspec.structs import replace

from plangen.model.case import AnyCase
from plangen.model.communication import Contact
from plangen.model.incident import Incident
from plangen.model.plan import Plan
from plangen.model.spec import fields

CONTACT_KEYS = tuple(fields(Contact))


def facts_of(plan: Plan, case: AnyCase) -> Incident | None:
    """The facts of a case, with the company's hotline, address and so on where it has none of its own.

    Raises:
        SectionMissing: where communication.yaml could not be read.
    """
    common = _common(plan, case.incident)
    if not common:
        return case.incident
    return replace(case.incident or Incident(at=case.at), **common)


def home_of(plan: Plan, case: AnyCase, key: str) -> Incident | Contact | None:
    """The record that a case's hotline, address and so on stands in, or would be filled in."""
    contact, incident = plan.communication.contact, case.incident
    is_own = incident is not None and getattr(incident, key)
    return contact if contact is not None and not is_own else incident


def _common(plan: Plan, incident: Incident | None) -> Mapping[str, str]:
    contact = plan.communication.contact
    said = {key: getattr(contact, key) for key in CONTACT_KEYS} if contact is not None else {}
    return {key: value for key, value in said.items() if value and not (incident and getattr(incident, key))}
