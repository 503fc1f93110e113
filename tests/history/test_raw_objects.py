"""Looking into a tree of git's finds what taking it apart finds."""

from collections.abc import Callable
from pathlib import Path

from dulwich.objects import Tree
from hypothesis import given
from hypothesis import strategies as st

from plangen.history.raw_objects import sha_in_tree
from plangen.history.recording import Recording, record
from plangen.history.repository import Repository

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]

NAMES = st.binary(min_size=1, max_size=12).filter(lambda name: not set(b"/\0") & set(name))


ENTRIES = st.tuples(st.sampled_from([0o100644, 0o100755, 0o40000, 0o120000]), st.binary(min_size=20, max_size=20))


@given(st.dictionaries(NAMES, ENTRIES), NAMES)
def test_an_entry_is_found_as_dulwich_finds_it(entries: dict[bytes, tuple[int, bytes]], other: bytes) -> None:
    """Law, for every name that is there and for one that need not be."""
    tree = Tree()
    for name, (mode, sha) in entries.items():
        tree.add(name, mode, sha.hex().encode())  # type: ignore[arg-type]
    raw = tree.as_raw_string()
    for name in (*entries, other):
        assert sha_in_tree(raw, name) == (tree[name][1] if name in entries else None)


def test_a_name_within_the_digits_of_an_object_is_none() -> None:
    raw = b"100644 a\0" + b"x plan\0".ljust(20, b"y") + b"100644 plan\0" + b"z" * 20
    assert sha_in_tree(raw, b"plan") == (b"z" * 20).hex().encode()
    assert sha_in_tree(raw[:-1], b"plan") is None


def test_records_are_found_alike_in_loose_and_in_packed_objects(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    commits = [record(of(project), project, recording(f"v1.{number}")) for number in range(3)]
    paths = ["source/revisions/v1.1.yaml", "source/plan.yaml", "source/none.yaml", "source/plan.yaml/x", "source"]
    loose = [of(project).content_at(commit, path) for commit in commits for path in paths]
    repository("gc", "-q", "--prune=now")
    assert [of(project).content_at(commit, path) for commit in commits for path in paths] == loose
    assert loose[:5] == [None, "title: 甲\n".encode(), None, None, None]
    assert loose[5] == b"version: v1.1\n"
