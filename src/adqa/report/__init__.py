"""The report: findings, runs, verdicts, and the formats they are written in."""
