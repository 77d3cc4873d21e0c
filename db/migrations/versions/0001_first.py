"""The first format: record tables, journal, catalogue, kept files, search index."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    statements = Path(__file__).with_name("0001_first.sql").read_text(encoding="utf-8")
    for statement in statements.split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    raise NotImplementedError("A desk never goes back to an older format; its kept copy does.")
