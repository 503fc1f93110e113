"""The process record: who finds which actions on which sheet, and how times are judged."""

import datetime
from collections.abc import Mapping

import pytest

from plangen.blocks.workbook import Kind, Register, Workbook
from plangen.documents.process_record import process_record
from plangen.model.plan import Plan

from .conftest import FillIn, Form, ReadPlan
