"""Links of a static site: everything that points, resolved as a web server and a browser would."""
