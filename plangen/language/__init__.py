"""The language of templates and outlines: fields, choices and repetitions, read, checked and carried out."""
