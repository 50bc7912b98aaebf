"""Workbooks that go back to people: their own with our columns added, or a new one."""
