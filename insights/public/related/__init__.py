"""Related insights: what suits a page is worked out when something is published, never when it is read."""
