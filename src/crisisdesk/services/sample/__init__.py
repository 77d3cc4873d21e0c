"""The sample desk: an exercise about an invented crisis at sea. Its texts are data, in db/samples."""
