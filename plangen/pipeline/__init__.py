"""The use cases, one a file: each takes a project and returns a result that `reporting` words."""
