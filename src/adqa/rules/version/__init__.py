"""Rules of the family `version`."""
