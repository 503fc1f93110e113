"""The use cases of revisions, one file each: revise, log, diff, build of an old revision."""
