"""What forms bear that come back: prompts, and a code on each sheet."""
