"""Commands that change the source itself: every file of a change at once, proved before it is written."""
