"""The look: the layout profile, the house template made from it, and what writers take from that template."""
