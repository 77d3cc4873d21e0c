"""Pictures that are painted from numpy memory. Imported late: nothing before the first paint needs them."""
