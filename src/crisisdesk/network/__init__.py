"""Who is linked to whom: plain values, layouts, measures, pictures and graph files."""
