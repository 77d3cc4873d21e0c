"""Record types, values and rules: what a desk holds. No session, no files, no Qt."""
