"""The review desk: a small local web application over the same database."""
