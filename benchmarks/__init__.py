"""Blogs made to measure, engines that build them, and what it took them."""
