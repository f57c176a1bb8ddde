"""A pytest plug-in (`-p` in pyproject.toml): the environment that tests need, before settings load.

Data goes to a throw-away folder, so that a test never touches `var/`; the URLs of services stay as given.
Translations are compiled, as at set-up.
"""

import atexit
import os
import shutil
import tempfile

from mentorsite import catalogues

if "VAR_ROOT" not in os.environ:  # pytest-xdist's workers inherit the first process's folder
    _folder = tempfile.mkdtemp(prefix="mentorsite-tests-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["VAR_ROOT"] = _folder

os.environ["DEVELOPMENT"] = "1"
os.environ["STATIC_MANIFEST"] = "0"
os.environ["SEND_MAIL"] = "0"
os.environ["COUNT_VIEWS"] = "0"
for _name in (
    "SECRET_KEY",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "DEBUG",
    "HOST",
    "PORT",
    "SITE_LANGUAGE",
    "MEDIA_ROOT",
    "STATIC_ROOT",
    "BUILT_ROOT",
):
    os.environ.pop(_name, None)

catalogues.compile_stale()
