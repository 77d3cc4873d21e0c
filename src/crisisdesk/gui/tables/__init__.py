"""Tables that stay fast at a million rows: rows come by the page, ready to show, and are drawn by hand."""
