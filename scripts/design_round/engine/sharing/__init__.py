"""What a page tells machines about itself: structured data, a card for shared links, the feed of what is new."""
