"""Mutations of healthy sites: each changes what it says, and an inspection of a fixed sample finds each alone."""
