"""The record of a campaign: what was delivered when, what was approved by whom, and what changed since."""
