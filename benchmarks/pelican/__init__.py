"""What Pelican needs: its settings, a theme, and content with its own kind of front matter."""
