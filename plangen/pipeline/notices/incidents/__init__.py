"""`plangen notices new`: the file of a real incident, with everything still to be found out named in it."""
