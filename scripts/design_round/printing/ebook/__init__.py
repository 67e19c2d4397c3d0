"""The whole guide as an EPUB: `pages` makes chapters well-formed, `package` puts them into the container."""
