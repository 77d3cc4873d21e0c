"""Files in and out: CSV, JSON, workbooks, and the formats of others."""
