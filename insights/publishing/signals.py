"""What everything else listens to; `insight` is the working copy.

`switched`, `deleted` and `recovered` are sent within the transaction, for what must happen with it or not at all.
`switched` tells what the address was and is: `before` and `after` are slugs, empty when readers find nothing.
`published` and `scheduled` (with `version`) and `unpublished` are sent after the transaction has been committed;
a listener that fails is logged and harms nobody.
`related_changed` tells of which insights (`insights`, ids of working copies) the pages may end with other related ones.
"""

from django.dispatch import Signal

switched = Signal()
deleted = Signal()
recovered = Signal()
published = Signal()
scheduled = Signal()
unpublished = Signal()
related_changed = Signal()
