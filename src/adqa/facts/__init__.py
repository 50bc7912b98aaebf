"""What can be measured of a creative: frozen values without opinion.

A fact model is a frozen dataclass with a `KIND` (its key in the report's `facts`) and a `VERSION` that
rises when a field changes its meaning. Facts about content are cached; facts about the delivery (names,
places) are not and never stand inside a content fact.
"""
