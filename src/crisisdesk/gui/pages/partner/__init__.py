"""The page of one partner: what it belongs to, where it stands, what was promised, who can be called, what is due."""
