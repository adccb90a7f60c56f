"""Coverage-guided fuzzing of everything that reads what others have written; by hand: python -m benchmarks.fuzz."""
