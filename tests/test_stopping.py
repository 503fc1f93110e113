"""Signals: the first one unwinds the run, whatever comes during the clean-up or a swap waits or is let go."""

import signal
import time
from collections.abc import Iterator

import pytest

from plangen.stopping import SIGNALS, Stopped, Watch, put_off


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """What the process does on signals is as before when a test ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.unraisablehook", lambda _lost: None)
        before = {number: signal.getsignal(number) for number in SIGNALS}
        yield
        for number, handler in before.items():
            signal.signal(number, handler)


def listening() -> Watch:
    watch = Watch()
    watch.start()
    return watch


@pytest.mark.parametrize("number", SIGNALS)
def test_each_signal_stops_the_run_with_the_code_that_shells_give_it(number: int) -> None:
    watch = listening()
    with pytest.raises(Stopped):
        signal.raise_signal(number)
    assert (watch.came, watch.code) == (number, 128 + number)


def test_a_second_signal_does_not_break_the_clean_up() -> None:
    watch, cleared = listening(), []

    def working() -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGINT)
            cleared.append("all")

    with pytest.raises(Stopped):
        working()
    assert (cleared, watch.code) == (["all"], 143)


def test_what_comes_while_modules_are_imported_is_raised_afterwards() -> None:
    watch = listening()
    watch.hold()
    signal.raise_signal(signal.SIGTERM)
    with pytest.raises(Stopped):
        watch.release()


def test_what_comes_when_all_is_done_changes_nothing() -> None:
    watch = listening()
    watch.end()
    signal.raise_signal(signal.SIGINT)
    assert watch.came == 0


def test_a_signal_that_the_starter_ignores_stays_ignored() -> None:
    """`nohup plangen packet &` goes on when the terminal is closed."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    listening()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN


@pytest.mark.parametrize("number", SIGNALS)
def test_what_must_not_be_left_half_done_is_done_first(number: int) -> None:
    listening()
    steps = []

    def swap() -> None:
        with put_off():
            steps.append("first")
            signal.raise_signal(number)
            steps.append("second")

    with pytest.raises(Stopped):
        swap()
    assert steps == ["first", "second"]


@pytest.mark.parametrize(("number", "ends_in"), [(signal.SIGTERM, Stopped), (0, OSError)])
def test_an_error_in_what_was_put_off_gives_way_to_the_signal(number: int, ends_in: type[BaseException]) -> None:
    listening()

    def failing() -> None:
        with put_off():
            if number:
                signal.raise_signal(number)
            raise OSError

    with pytest.raises(ends_in):
        failing()


def test_without_a_watch_ctrl_c_is_pythons_own() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def pressed() -> None:
        with put_off():
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        pressed()


def test_a_signal_that_python_drops_is_raised_again() -> None:
    """What is raised while an object is cleared away is lost otherwise, and the run would go on."""

    class Cleared:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGTERM)

    def clearing() -> None:
        Cleared()
        for _ in range(3000):
            time.sleep(0.01)

    watch = listening()
    with pytest.raises(Stopped):
        clearing()
    assert watch.code == 143
