"""The disk: finding a project, reading its files, publishing results without ever losing what is there."""
