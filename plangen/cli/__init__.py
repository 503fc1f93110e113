"""The command line, a file for each area; a command is: parse, one pipeline call, report, exit code."""
