"""Rules of the family `campaign`."""
