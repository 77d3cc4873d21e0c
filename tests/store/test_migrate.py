import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from crisisdesk import paths
from crisisdesk.model.cases import CrisisCase
from crisisdesk.store import migrate
from crisisdesk.store.engine import SCHEMA_VERSION, derive_key, memory_engine, value_of
from crisisdesk.store.schema import METADATA, create_schema, is_declared, statements_of
from crisisdesk.store.workspace import Workspace

PASSPHRASE = 'o\'Brien "quoted" ü 🚢'
STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"

def upgrade():
    with op.batch_alter_table("case") as batch:
        batch.add_column(sa.Column("mood", sa.Text(), nullable=True))
        batch.alter_column("theatre", new_column_name="stage")
    op.get_bind().exec_driver_sql("UPDATE partner SET name = 'renamed'")
    {end}
"""


@pytest.fixture
def migrated() -> Iterator[Connection]:
    """A database in memory that went through all the program's migrations."""
    engine = memory_engine("migrated")
    with engine.connect() as connection, connection.begin():
        migrate._upgrade(connection, paths.migrations())
        yield connection
    engine.dispose()


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's migrations and one more, as the next release would bring it."""
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    return Path(shutil.copytree(paths.migrations(), tmp_path / "migrations"))


def step(scripts: Path, end: str = "") -> None:
    (scripts / "versions" / "0002_mood.py").write_text(STEP.format(end=end), encoding="utf-8")


def test_the_migrations_lead_to_what_a_new_desk_has(migrated: Connection) -> None:
    engine = memory_engine("new")
    with engine.begin() as new:
        create_schema(new)
        assert statements_of(migrated) == statements_of(new), (
            "run db/migrations/freeze.py, see db/migrations/README.md"
        )
        for text in ("PRAGMA user_version", "SELECT version_num FROM alembic_version"):
            assert value_of(migrated, text) == value_of(new, text)
    engine.dispose()


def test_the_migrations_lead_to_what_the_record_types_declare(migrated: Connection) -> None:
    context = MigrationContext.configure(migrated, opts={"include_name": is_declared})

    assert compare_metadata(context, METADATA) == []


def test_a_desk_of_this_format_is_left_alone(path: Path) -> None:
    before = path.read_bytes()

    assert migrate.bring_up_to_date(path, None) is None
    assert path.read_bytes() == before


@pytest.mark.parametrize("secret", [False, True])
def test_an_older_desk_is_renewed_and_its_copy_kept(
    request: pytest.FixtureRequest, scripts: Path, secret: bool
) -> None:
    path = request.getfixturevalue("encrypted" if secret else "path")
    passphrase = PASSPHRASE if secret else None
    step(scripts)

    kept = migrate.bring_up_to_date(path, derive_key(path, passphrase), scripts=scripts)

    assert kept == path.with_name(f"{path.stem}.format-1.cdesk")
    desk = Workspace.open(kept, passphrase=passphrase, read_only=True)
    with desk.snapshot() as view:
        assert view.get(CrisisCase, "case-a").title == "Strait closed"
    desk.close()
    if not secret:
        columns = [row[1] for row in sqlite.connect(path).execute("PRAGMA table_info('case')")]
        assert {"mood", "stage"} <= set(columns)
        assert sqlite.connect(path).execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)
        assert sqlite.connect(path).execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_migration_that_fails_leaves_the_desk_as_it_was_and_the_copy(path: Path, scripts: Path) -> None:
    step(scripts, end="raise ZeroDivisionError")

    with pytest.raises(ZeroDivisionError):
        migrate.bring_up_to_date(path, None, scripts=scripts)

    desk = Workspace.open(path)
    assert desk.check().problems == ()
    desk.close()
    assert path.with_name("desk.format-1.cdesk").exists()


def test_copies_do_not_overwrite_each_other(path: Path, scripts: Path) -> None:
    step(scripts, end="raise ZeroDivisionError")
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            migrate.bring_up_to_date(path, None, scripts=scripts)

    assert sorted(p.name for p in path.parent.glob("*.format-*")) == [
        "desk.format-1.2.cdesk", "desk.format-1.3.cdesk", "desk.format-1.cdesk",
    ]  # fmt: skip


def test_no_step_goes_back() -> None:
    for script in (paths.migrations() / "versions").glob("*.py"):
        assert "raise NotImplementedError" in script.read_text(encoding="utf-8").partition("def downgrade")[2]
