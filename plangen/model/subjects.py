"""The subjects of a source: which file or folder holds each, and in what shape."""

from msgspec import Struct

from plangen.model.approval import Approvals
from plangen.model.audience import Audiences
from plangen.model.case import Case
from plangen.model.command import Command
from plangen.model.communication import Communication
from plangen.model.drill import Drill, PlanFacts
from plangen.model.evaluation import Evaluation, Improvement
from plangen.model.finding import DrillFindings
from plangen.model.injects import Injects
from plangen.model.issued import Issued
from plangen.model.legal import Deadlines, Elements, LegalSet
from plangen.model.met import MetDuties
from plangen.model.organisation import Organisation
from plangen.model.records import Calendar, Exceptions, Forms, Revision
from plangen.model.reporting import Reporting
from plangen.model.resources import Resources
from plangen.model.scenario import Scenario
from plangen.model.script import Script
from plangen.model.spec import Record
from plangen.model.timeline import Timeline


class Section(Struct, frozen=True):
    """A subject of the source: its file (or, with `many`, its folder, a file per record) and its shape."""

    name: str
    file: str  # relative to source/; "scenarios/*.yaml" where there are many, "drills/*/findings.yaml" of folders
    record: type[Record]
    many: bool = False
    required: bool = True
    usual: bool = False  # where it is not required: most plans have it, and one that does without says so
    chinese: bool = False  # its keys may be written by their titles
    key: tuple[str, ...] = ()  # with `many`: the fields that tell its records apart; no two files may agree in them


SECTIONS = (
    Section("plan", "plan.yaml", PlanFacts),
    Section("organisation", "organisation.yaml", Organisation),
    Section("drill", "drill.yaml", Drill),
    Section("scenarios", "scenarios/*.yaml", Scenario, many=True, key=("id",)),
    Section("timeline", "timeline.yaml", Timeline),
    Section("reporting", "reporting.yaml", Reporting, required=False, usual=True),
    Section("command", "command.yaml", Command, required=False, usual=True),
    Section("resources", "resources.yaml", Resources, required=False, usual=True),
    Section("communication", "communication.yaml", Communication, required=False, usual=True),
    Section("evaluation", "evaluation.yaml", Evaluation, required=False, usual=True),
    Section("improvement", "improvement.yaml", Improvement, required=False, usual=True),
    Section("forms", "forms.yaml", Forms, required=False, usual=True),
    Section("script", "script.yaml", Script, required=False),
    Section("injects", "injects/*.yaml", Injects, many=True, required=False, key=("scenario",)),
    Section("audiences", "audiences.yaml", Audiences, required=False),
    Section("revisions", "revisions/*.yaml", Revision, many=True, required=False, key=("version",)),
    Section("calendars", "calendars/*.yaml", Calendar, many=True, required=False, key=("year",)),
    Section("legal_sets", "legal/sets/*.yaml", LegalSet, many=True, required=False, key=("name",)),
    Section("elements", "legal/elements.yaml", Elements, required=False),
    Section("deadlines", "legal/deadlines.yaml", Deadlines, required=False),
    Section("exceptions", "exceptions.yaml", Exceptions, required=False),
    Section("incidents", "incidents/*.yaml", Case, many=True, required=False, chinese=True, key=("id",)),
    Section("approvals", "approvals/*.yaml", Approvals, many=True, required=False, key=("case", "kind")),
    Section("issued", "issued/*.yaml", Issued, many=True, required=False, key=("case", "kind", "time")),
    Section("duties", "duties/*.yaml", MetDuties, many=True, required=False, key=("case",)),
    Section("findings", "drills/*/findings.yaml", DrillFindings, many=True, required=False, key=("drill",)),
)
