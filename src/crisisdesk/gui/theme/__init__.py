"""How the window looks: colours by role, type, spacing, and the one place that applies them."""
