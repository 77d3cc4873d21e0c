"""JSON: every field of every record, to be read back with the same ids."""

import json

from crisisdesk.exchange.sheet import Sheet

FORMAT = "crisisdesk-1"


def json_content(sheet: Sheet) -> bytes:
    """Write one record to a line, so that two exports compare line by line."""
    head = f'{{"format": "{FORMAT}", "exercise": {json.dumps(sheet.exercise)}, "records": ['
    lines = [
        json.dumps({"id": record.id, "type": type(record).__tablename__, **row}, ensure_ascii=False)
        for record, row in sheet.rows
    ]
    return "\n".join([head, ",\n".join(lines), "]}\n"]).encode("utf-8")
