"""Bringing a file of an older format up to date, after a copy of it was kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.store.copies import write_copy
from crisisdesk.store.engine import SCHEMA_VERSION, open_engine, run, value_of
from crisisdesk.store.keys import Key


def bring_up_to_date(path: Path, key: Key | None, *, scripts: Path | None = None) -> Path | None:
    """Run the migrations that a file has not seen yet, all in one transaction; return the copy kept before, if any.

    The copy lies beside the desk as ``<name>.format-<n>.cdesk``, with the same encryption. When a migration
    fails, the file is as it was. Foreign keys rest while tables are rebuilt, and are checked at the end.

    Args:
        path: The desk.
        key: Its key, if it is encrypted.
        scripts: The folder of the migrations, if not the program's own.

    Raises:
        UserError: There is no room for the copy, or the new tables do not fit together.
    """
    engine = open_engine(path, key, "write")
    try:
        with engine.connect() as connection, connection.begin():
            version = int(value_of(connection, "PRAGMA user_version"))
        if version >= SCHEMA_VERSION:
            return None
        kept = _keep_copy(engine, key, path, version)
        with _alone(engine) as connection:
            if int(value_of(connection, "PRAGMA user_version")) == version:  # nobody else was quicker
                _upgrade(connection, scripts or paths.migrations())
    finally:
        engine.dispose()
    return kept


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    with engine.execution_options(writes=True).connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            connection.invalidate()  # its settings are not those of other connections


def _upgrade(connection: Connection, scripts: Path) -> None:
    from alembic import command  # noqa: PLC0415 - a third of a second that only old files need
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if run(connection, "PRAGMA foreign_key_check").fetchone() is not None:
        raise UserError(
            "The desk could not be renewed: records refer to some that are not there; run: crisisdesk check"
        )
    run(connection, f"PRAGMA user_version={SCHEMA_VERSION}")


def _keep_copy(engine: Engine, key: Key | None, path: Path, version: int) -> Path:
    kept = path.with_name(f"{path.stem}.format-{version}{path.suffix}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.stem}.format-{version}.{number}{path.suffix}")
    write_copy(engine, key, kept)
    return kept
