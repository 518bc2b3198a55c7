"""The live server: keeps the site built while its author writes."""
