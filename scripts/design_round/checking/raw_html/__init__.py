"""checking/raw_html"""
