"""What a desk officer does: verbs over a Snapshot (reads) or a Transaction (writes), for window and command line."""
