"""The command line: the same services as the window, for scripts and for people without a display.

``options`` is light, so that the start of the window may look at it; ``running`` is where all begins.
"""
