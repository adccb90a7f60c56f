"""Rules over crawled items: `engine` runs them, `catalogue` has all of them, one module a family holds them."""
