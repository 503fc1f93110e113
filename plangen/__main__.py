"""`python -m plangen`."""

from plangen.cli.main import main

if __name__ == "__main__":
    main()
