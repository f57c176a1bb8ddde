"""What the admin calls django-taggit's one page."""

from django.utils.translation import gettext_lazy as _
from taggit.apps import TaggitAppConfig


class TagsConfig(TaggitAppConfig):
    """The package under a name that editors understand."""

    verbose_name = _("Tags")
