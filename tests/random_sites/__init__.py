"""Random sites: what their truth says holds on what they serve, and an inspection of a fixed sample finds it."""
