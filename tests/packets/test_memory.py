"""What a run kept of itself is believed only where it has the shape that it is written in."""

import json
from pathlib import Path

import pytest

from plangen.pipeline.packets.memory import Memory, PackedCopy
from plangen.workspace.conversions import Conversions
from plangen.workspace.manifest import MANIFEST, digest
from tests.limits import ending

KEY = "a" * 64
ROW = PackedCopy(path="01-a.pdf", key="k", copy=1, title="t", sign="01-1", name="", pages=2, fingerprint="0" * 12)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    (tmp_path / MANIFEST).write_bytes(b"{}")
    (tmp_path / "01-a.pdf").write_bytes(b"a")
    return Memory(key=KEY, kept=Conversions(tmp_path))


def test_what_was_published_is_recalled_while_it_stands(memory: Memory, tmp_path: Path) -> None:
    memory.keep({"01-a.pdf": b"a"}, [ROW])
    held = memory.recalled(tmp_path)
    assert held is not None
    assert (held.files, held.rows) == ({"01-a.pdf": digest(b"a")}, (ROW,))
    (tmp_path / "01-a.pdf").write_bytes(b"b")
    assert memory.recalled(tmp_path) is None


@pytest.mark.parametrize(
    "said",
    [
        b"{",
        b"\xff",
        b"[]",
        b"{}",
        json.dumps({"files": {}, "rows": []}).encode(),
        json.dumps({"files": {"01-a.pdf": 1}, "rows": []}).encode(),
        json.dumps({"files": {"01-a.pdf": digest(b"a")}, "rows": [{}]}).encode(),
        json.dumps({"files": {"../01-a.pdf": digest(b"a")}, "rows": []}).encode(),
        json.dumps({"files": {"a.pdf": digest(b"a")}, "rows": []}).encode(),
    ],
)
def test_anything_else_is_made_again(memory: Memory, tmp_path: Path, said: bytes) -> None:
    memory.kept.put(KEY, "packets", said)
    with ending():
        assert memory.recalled(tmp_path) is None
