"""Whatever has an id can be given another one, and whatever names it follows."""

from collections.abc import Iterator

import pytest

from plangen.model.case import Case
from plangen.model.document_list import DocumentChoice
from plangen.model.finding import DrillFinding
from plangen.model.kinds import KINDS
from plangen.model.renaming import RENAMABLE, renamed
from plangen.model.spec import Record, fields
from plangen.model.subjects import SECTIONS
