"""The only place with an engine or a session: the file, its journal, its index, its past."""
