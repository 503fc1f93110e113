"""The command line: one file per command; parse, one pipeline call, report, exit code."""
