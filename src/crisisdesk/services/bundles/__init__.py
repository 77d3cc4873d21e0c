"""Two people, no server: packing a case or a desk as a bundle, and bringing one in after a look at what differs."""
