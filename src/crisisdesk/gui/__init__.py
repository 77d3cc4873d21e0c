"""The window: Qt Widgets over a desk. Nothing below it knows that it exists."""
