"""Dates in German, as Django writes them but shorter beside times, with a comma before them."""

MONTH_DAY_FORMAT = "j. M"
DATETIME_FORMAT = "j. F Y, H:i"
SHORT_DATETIME_FORMAT = "d.m.Y, H:i"
