"""Whether a reader sees what the pages print: letter by letter, by what the PDF says and by its pixels."""
