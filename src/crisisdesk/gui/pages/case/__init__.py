"""The parts of the case desk: header, quick-log line, time-line and tabs."""
