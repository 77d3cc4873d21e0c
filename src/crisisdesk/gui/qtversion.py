"""Which Qt the window refuses to start on."""

from crisisdesk.errors import UserError

_FIRST_BROKEN = (6, 12)
_FIRST_IMMUNE_PYTHON = (3, 12)


def refuse_broken_qt(version: str, python: tuple[int, int]) -> None:
    """Refuse a PySide6 that ends this Python after a few thousand calls.

    From 6.12.0 on, each call that returns nothing takes a reference from
    ``None``; before Python 3.12, where ``None`` became immortal, the process
    dies of it sooner or later, and with it what was being typed. Later versions
    are refused too, until one is shown to be sound by ``tests/test_qt_pin.py``.

    Args:
        version: ``PySide6.__version__``, such as ``"6.11.3"``.
        python: The first two numbers of ``sys.version_info``.

    Raises:
        UserError: The two do not go together.
    """
    major, minor = version.split(".")[:2]
    if (int(major), int(minor)) >= _FIRST_BROKEN and python < _FIRST_IMMUNE_PYTHON:
        raise UserError(
            f"PySide6 {version} makes Python {python[0]}.{python[1]} crash: start the program with "
            "python3 desk.py, which installs PySide6 6.11.3, or use Python 3.12 or later."
        )
