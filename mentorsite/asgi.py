"""The ASGI application, for servers that speak ASGI; `make run` uses WSGI."""

import os

from django.core.asgi import get_asgi_application

from mentorsite import thread_end

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorsite.settings")
application = get_asgi_application()
thread_end.close_connections()
