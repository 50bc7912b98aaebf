"""The campaign: what was booked, read from sheets, and how files, flights and approvals agree with it."""
