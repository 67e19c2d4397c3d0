"""Links that leave the site: fetched politely, remembered, and told apart into dead, moved and uncertain."""
