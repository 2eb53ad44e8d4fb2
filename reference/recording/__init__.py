"""What it takes to make a framework's own scheduler from a line, and to step it: one file a framework."""
