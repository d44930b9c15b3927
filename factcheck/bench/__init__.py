"""Evaluation runs: tasks, metrics, baselines, comparisons, and errors seeded into one's own articles."""
