"""A project read for one command: each template is opened once, however many notices are made from it."""

from functools import cached_property

from plangen.diagnostics import Finding
from plangen.model.plan import Plan
from plangen.office.templates.filling import Filling
from plangen.office.templates.locked import Passage, read_passages
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.check import Study
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.template_files import HOUSE, LOCKED
from plangen.reading.plain import read_values


class Run:
    """What the notices of one command share. Nothing in it changes while the command runs."""

    def __init__(self, project: Study) -> None:
        self.project = project
        self._templates: dict[str, WordFile] = {}
        self._fillings: dict[str, Filling] = {}

    @property
    def plan(self) -> Plan:
        """The plan of the project."""
        return self.project.plan

    def template(self, file: str) -> WordFile:
        """The Word file at this path of the project, which need not be there."""
        if file not in self._templates:
            self._templates[file] = WordFile(self.project.files.contents.get(file), file)
        return self._templates[file]

    def filling(self, draft: NoticeDraft) -> Filling:
        """The template of a notice with the facts of its case.

        Raises:
            SectionMissing: as `NoticeDraft.job`.
        """
        if draft.name not in self._fillings:
            self._fillings[draft.name] = Filling(self.template(draft.file), draft.job.context, self.house)
        return self._fillings[draft.name]

    @property
    def house(self) -> WordFile:
        """The house template."""
        return self.template(HOUSE)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that may not be edited, with their approved texts; none where locked.yaml is not there."""
        return self._locked[0]

    @property
    def passage_findings(self) -> tuple[Finding, ...]:
        """What is wrong in locked.yaml."""
        return self._locked[1]

    @cached_property
    def _locked(self) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
        contents = self.project.files.contents
        if LOCKED not in contents:
            return (), ()
        values, _, findings = read_values(LOCKED, contents[LOCKED], "locked")
        passages, found = read_passages(values or {}, LOCKED)
        return passages, (*findings, *found)
