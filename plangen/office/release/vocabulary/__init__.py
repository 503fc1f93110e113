"""What a file that leaves the house is made of: the only elements, values, parts and signs that go out.

`rewriting.written_anew` builds the file from them; `strangers.strangers` finds whatever else a file holds.
"""
