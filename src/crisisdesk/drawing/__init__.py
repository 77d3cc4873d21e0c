"""Vector pictures as plain values: made by the network, drawn by the brief, the window and the exporters."""
