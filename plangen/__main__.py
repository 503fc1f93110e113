"""`python -m plangen` and the `plangen` command: as little as possible before Ctrl-C is looked after."""

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit."""
    try:
        from plangen.cli.main import main as run

        try:
            run()
        finally:
            gc.freeze()  # the process ends: looking through all that a command has read would be a tenth of a check
    except KeyboardInterrupt:  # while Python was still importing: nothing has been touched
        sys.stderr.write("已中断 / interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
