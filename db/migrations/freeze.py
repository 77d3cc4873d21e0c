"""Write the statements of the first migration anew from the record types; only before the first release.

Usage, in the folder of the project: .venv/bin/python db/migrations/freeze.py
"""

from pathlib import Path

from crisisdesk.store.engine import memory_engine
from crisisdesk.store.schema import create_schema, statements_of

engine = memory_engine("freeze")
with engine.begin() as connection:
    create_schema(connection)
    text = "".join(f"{statement};\n\n" for statement in statements_of(connection))
(Path(__file__).parent / "versions" / "0001_first.sql").write_text(text.rstrip("\n") + "\n", encoding="utf-8")
