"""A case or a desk as one file for another laptop.

A bundle is a ZIP file with a manifest, the records and the journal of these records as canonical JSON lines, the kept
files under their digests, and a seal over the manifest. The manifest holds the SHA-256 of every other member, so its
own digest stands for the whole. The journal holds every digest of the desk's chain: what belongs to the bundle is told
in full, and what does not is told by its seal alone, so that the chain can be followed and nothing else is given away.
"""
