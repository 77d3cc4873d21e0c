"""The Calls page: who can be called now, hotlines, posts, the duty roster, engagements, and the sheet of a call."""
