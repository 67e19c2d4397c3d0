"""What authors change in mkdocs.yml, held against the pages: the navigation, redirects, what is printed."""
