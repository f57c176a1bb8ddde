"""The one Django app of the project."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    """Gathers the sub-packages; see the README's "Developers" for their order."""

    name = "insights"
    verbose_name = _("Insights")

    def ready(self) -> None:
        from insights.builder import tidying  # noqa: F401 - they connect themselves
        from insights.demos import sender
        from insights.public import redirects, share_images  # noqa: F401
        from insights.public.related import following  # noqa: F401
        from insights.public.search import listening  # noqa: F401
        from insights.sections import checks, guard  # noqa: F401
        from insights.workflow import reviews  # noqa: F401
        from mentorsite.serving import begun

        begun.connect(sender.begin, dispatch_uid="insights.demos.sender")
