"""A chain is whole exactly while nobody touched it; what is wrong with it is named with who knows better."""

from hypothesis import given
from hypothesis import strategies as st

from plangen.model.chain import BreakKind, ChainEntry, Link, Witness, breaks, links_after, said

TEXTS = st.lists(st.binary(max_size=6), min_size=2, max_size=6)


def chain(texts: list[bytes], first_chained: int = 0) -> list[ChainEntry]:
    """Entries, each naming the one before; those before `first_chained` name none, as older programs left them."""
    made: list[ChainEntry] = []
    for number, text in enumerate(texts):
        chained = [each.name for each in made[first_chained:]]
        after = said(links_after(made, chained)) if number >= first_chained else ""
        made.append(ChainEntry(name=f"v1.{number}", raw=text + after.encode(), after=after))
    return made


@given(TEXTS, st.data())
def test_a_chain_that_nobody_touched_is_whole(texts: list[bytes], data: st.DataObject) -> None:
    entries = chain(texts, data.draw(st.integers(0, len(texts))))
    assert list(breaks(entries)) == []
    unchanged = [ChainEntry(name=each.name, raw=each.raw.replace(b"\n", b"\r\n"), after=each.after) for each in entries]
    assert list(breaks([*unchanged[:-1], entries[-1]])) == [] or any(b"\r" in each or b"\0" in each for each in texts)


@given(TEXTS, st.data())
def test_every_entry_but_the_last_is_proved_by_those_behind_it(texts: list[bytes], data: st.DataObject) -> None:
    entries = chain(texts)
    at = data.draw(st.integers(0, len(entries) - 2))
    old = entries[at]
    changed = [*entries[:at], ChainEntry(name=old.name, raw=old.raw + b"x", after=old.after), *entries[at + 1 :]]
    assert [(each.kind, each.name, each.witness) for each in breaks(changed)] == [
        (BreakKind.CHANGED, old.name, entries[at + 1].name)
    ]
    cut = [*entries[:at], *entries[at + 1 :]]
    assert (BreakKind.MISSING, old.name) in [(each.kind, each.name) for each in breaks(cut)]


def test_the_last_entry_is_proved_by_other_witnesses_alone() -> None:
    entries = chain([b"a", b"b"])
    forged = [entries[0], ChainEntry(name="v1.1", raw=entries[1].raw + b"!", after=entries[1].after)]
    assert list(breaks(forged)) == []
    tag = Witness(name="tag", link=Link("v1.1", entries[1].head))
    assert [(each.kind, each.witness) for each in breaks(forged, [tag])] == [(BreakKind.CHANGED, "tag")]
    assert list(breaks(entries, [tag])) == []


def test_an_entry_that_was_put_in_between_is_named_by_nobody() -> None:
    first, second = chain([b"a", b"b"])
    stranger = ChainEntry(name="v1.05", raw=b"x")
    assert [(each.kind, each.name) for each in breaks([first, stranger, second])] == [(BreakKind.UNNAMED, "v1.05")]


def test_two_entries_that_changed_places_are_both_named() -> None:
    first, second, third = chain([b"a", b"b", b"c"])
    swapped = [
        ChainEntry(name="v1.0", raw=second.raw, after=second.after),
        ChainEntry(name="v1.1", raw=first.raw),
        third,
    ]
    assert {each.name for each in breaks(swapped)} == {"v1.0", "v1.1"}


def test_the_first_chained_entry_names_all_that_went_before_it() -> None:
    entries = chain([b"a", b"b", b"c", b"d"], first_chained=2)
    assert [each.name for each in entries[2].links] == ["v1.0", "v1.1"]
    assert [each.name for each in entries[3].links] == ["v1.2"]
