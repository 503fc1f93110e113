"""Format-neutral documents and workbooks: what stands between what a document says and how Office writes it."""
