"""Public notices and the sheets that help to write them: fields, questions, elements, deadlines."""
