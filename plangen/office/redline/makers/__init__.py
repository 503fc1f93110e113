"""Who made each mark of a redline that leads over several revisions: words are followed through all of them."""
