"""The entry point: ``python -m crisisdesk`` and the command ``crisisdesk``."""

import sys

from crisisdesk import app


def main(arguments: list[str] | None = None) -> int:
    """Run the program with these arguments, or with those of the command line; returns the exit code."""
    return app.main(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
