"""The WSGI application that granian (or any other server) runs."""

import os

from django.core.wsgi import get_wsgi_application

from mentorsite import thread_end
from mentorsite.limits import limited

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorsite.settings")
application = limited(get_wsgi_application())
thread_end.close_connections()
