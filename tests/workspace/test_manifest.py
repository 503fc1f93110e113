"""The manifest is read back as it was written; whatever else lies in its place is not ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.workspace.manifest import Manifest, ManifestEntry, parse, render
from plangen.workspace.naming import safe_name

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ENTRIES = st.builds(
    ManifestEntry,
    document=TEXTS,
    title=TEXTS,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    fingerprint=st.text("0123456789abcdef", min_size=12, max_size=12),
    copy=st.integers(0, 99),
)
NAMES = st.builds(
    lambda number, title, ending, folder: f"{folder}{number:02d}-{safe_name(title)}{ending}",
    st.integers(0, 999),
    TEXTS,
    st.sampled_from([".docx", ".xlsx", ".pdf", ".txt"]),
    st.sampled_from(["", "06-公开通知草稿/"]),
)
MANIFESTS = st.builds(
    Manifest,
    plangen=TEXTS,
    plan=TEXTS,
    revision=TEXTS,
    signing=TEXTS,
    files=st.dictionaries(NAMES, ENTRIES, max_size=4),
)


@given(MANIFESTS)
def test_a_manifest_is_read_back_as_it_was_written(manifest: Manifest) -> None:
    """Law: nothing of it is lost, and the same manifest gives the same bytes."""
    raw = render(manifest)
    assert parse(raw) == manifest
    assert render(manifest) == raw


@given(MANIFESTS)
def test_the_order_of_files_is_no_matter(manifest: Manifest) -> None:
    turned = replace(manifest, files=dict(reversed(manifest.files.items())))
    assert render(turned) == render(manifest)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"{}", b'{"version": 1}', b"\xff", b'{"files": []}'])
def test_what_is_no_manifest_counts_as_none(raw: bytes) -> None:
    assert parse(raw) is None
