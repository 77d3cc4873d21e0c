"""Forms that follow from the declaration of a record type: an editor for each kind of field, checked as it is left."""
