"""The brief: a document of plain values, laid out and written as PDF."""
