"""The rules, one folder per family and one file per rule; see `adqa.rules.base` for how one is written."""
