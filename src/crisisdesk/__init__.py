"""CrisisDesk: one laptop, one file, the whole desk."""

__version__ = "0.1.0"
