"""Bringing a file of an older format up to date, after a copy of it was kept."""

from pathlib import Path

from sqlalchemy import Engine

from crisisdesk import paths
from crisisdesk.store.engine import SCHEMA_VERSION


def bring_up_to_date(engine: Engine, path: Path) -> Path | None:
    """Run the migrations that a file has not seen yet, all in one transaction; return the copy kept before, if any.

    The copy lies beside the desk as ``<name>.format-<n>.cdesk``, with the same encryption.
    """
    with engine.connect() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if version == SCHEMA_VERSION:
        return None
    kept = _keep_copy(engine, path, version)
    from alembic import command  # noqa: PLC0415 - a third of a second that only old files need
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    with engine.execution_options(writes=True).connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    return kept


def _keep_copy(engine: Engine, path: Path, version: int) -> Path:
    kept = path.with_name(f"{path.stem}.format-{version}{path.suffix}")
    for number in range(2, 1000):
        if not kept.exists():
            break
        kept = path.with_name(f"{path.stem}.format-{version}.{number}{path.suffix}")
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(kept),))
    finally:
        raw.close()
    paths.sync_folder(kept.parent)
    return kept
