"""`python -m plangen` and the `plangen` command: as little as possible before Ctrl-C is looked after."""

import gc
import sys


def main() -> None:
    """Run the command line and exit."""
    sys.exit(_code())


def _code() -> int:
    try:
        from plangen.stopping import Stopped, Watch
    except KeyboardInterrupt:
        return _early(130)
    watch = Watch()
    try:
        watch.start()
        watch.hold()
        from plangen.cli.main import run

        watch.release()
        try:
            return run(sys.argv[1:], watch)
        finally:
            watch.end()
            gc.freeze()  # the process ends: looking through all that a command has read would be a tenth of a check
    except (KeyboardInterrupt, Stopped):
        return _early(watch.code)


def _early(code: int) -> int:
    """While Python was still importing: nothing has been touched."""
    if sys.stderr is not None:
        sys.stderr.write("已中断 / interrupted\n")
    return code


if __name__ == "__main__":
    main()
