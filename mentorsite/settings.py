"""Settings, fed by the environment. Production is the default; `make run` and the tests ask for development.

Variables: SECRET_KEY, SECRET_KEY_FALLBACKS, SITE_URL, ALLOWED_HOSTS, DATABASE_URL, CACHE_URL, EMAIL_URL, SEARCH_URL,
FROM_EMAIL, SEND_MAIL, MEDIA_ROOT, MEDIA_RENDITIONS, STATIC_ROOT, BUILT_ROOT, VAR_ROOT, HOST, PORT, DEVELOPMENT,
DEBUG, BEHIND_PROXY, PROXY_COUNT, COUNT_VIEWS, HSTS_SUBDOMAINS, STATIC_MANIFEST, SITE_LANGUAGE, TIME_ZONE, LOG_LEVEL,
WEBHOOK_ALLOW_PRIVATE.
See README.md, "Operators".
"""

from pathlib import Path
from urllib.parse import urlsplit

from mentorsite.environment import (
    Env,
    cache,
    choice,
    data_folder,
    database,
    flag,
    languages,
    listen,
    mail,
    search,
    secret_key,
    site_language,
    site_url,
    whole_number,
)

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

DEVELOPMENT = flag(env, "DEVELOPMENT")  # permits made-up values; DEBUG stays off
DEBUG = flag(env, "DEBUG")
VAR_ROOT = data_folder(env, "VAR_ROOT", BASE_DIR / "var", mode=0o700)  # the database and the kept key: nobody else's

SECRET_KEY = secret_key(env, development=DEVELOPMENT, var=VAR_ROOT)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
LISTEN_HOST, LISTEN_PORT = listen(env)
SITE_URL = site_url(env, development=DEVELOPMENT)
HTTPS = SITE_URL.startswith("https:")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname, "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "mentorsite.admin_site.StrictAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.redirects",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_prose_editor",
    "modelsearch",
    "mentorsite.tags.TagsConfig",
    "insights",
]
MIDDLEWARE = [
    "mentorsite.patience.Patience",
    "mentorsite.headers.ResponseHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mentorsite.methods.AllowedMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "insights.public.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mentorsite.time_zone.AdminTimeZone",
    "mentorsite.language.AdminLanguage",
    "insights.public.middleware.AddressMiddleware",
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that widgets may have templates of ours
ROOT_URLCONF = "mentorsite.urls"
WSGI_APPLICATION = "mentorsite.wsgi.application"
ASGI_APPLICATION = "mentorsite.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mentorsite.time_zone.named",
            ],
        },
    },
]

DATABASES = {"default": database(env, VAR_ROOT)}
CACHES = {"default": cache(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MODELSEARCH_BACKENDS = {"default": search(env)}

EMAIL = mail(env)
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL.get("EMAIL_HOST", "localhost")
EMAIL_PORT = EMAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = EMAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
SEND_MAIL = flag(env, "SEND_MAIL", True)  # off: only `manage.py send_mail` empties the outbox
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", f"site@{urlsplit(SITE_URL).hostname}")

WEBHOOK_ALLOW_PRIVATE = flag(env, "WEBHOOK_ALLOW_PRIVATE")  # a customer system within our own network

SITE_ID = 1  # django.contrib.redirects asks for it; absolute addresses come from SITE_URL

CATALOGUES = BASE_DIR / "insights" / "locale"
LOCALE_PATHS = [CATALOGUES]  # our words for what other apps say too
LANGUAGES = languages(CATALOGUES)
LANGUAGE_CODE = site_language(env, LANGUAGES)
LANGUAGE_COOKIE_NAME = "language"  # of the admin only: what an editor chose
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = "mentorsite.formats"
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

STATIC_MANIFEST = flag(env, "STATIC_MANIFEST", True)  # off: no collectstatic needed, as the tests like it
STATIC_URL = "/static/"
STATIC_ROOT = data_folder(env, "STATIC_ROOT", VAR_ROOT / "static")
BUILT_ROOT = data_folder(env, "BUILT_ROOT", VAR_ROOT / "built")  # what set-up makes: the subset fonts
STATICFILES_DIRS = [BASE_DIR / "static", BUILT_ROOT]
MEDIA_URL = "/media/"
MEDIA_ROOT = data_folder(env, "MEDIA_ROOT", VAR_ROOT / "media")
# Who makes the sizes of a picture: the request that stores it, or `manage.py make_renditions --waiting` afterwards.
MEDIA_RENDITIONS = choice(env, "MEDIA_RENDITIONS", "request", "command")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60

COOKIE_PREFIX = "__Host-" if HTTPS else ""  # browsers then refuse the cookie from anywhere but this host over TLS
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^(livez|readyz)$"]  # asked from within, before any proxy
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = flag(env, "HSTS_SUBDOMAINS")
SILENCED_SYSTEM_CHECKS = [
    "security.W005",
    "security.W021",
]  # HSTS for subdomains and preload: only on purpose
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag(env, "BEHIND_PROXY") else None
PROXY_COUNT = whole_number(env, "PROXY_COUNT", 1 if SECURE_PROXY_SSL_HEADER else 0)  # ours, between visitors and us
COUNT_VIEWS = flag(env, "COUNT_VIEWS", True)  # off: nobody counts how often an article is read
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "mentorsite.discretion.NoTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_tokens"]}},
    "loggers": {name: {"filters": ["no_tokens"]} for name in ("django.request", "django.security")},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
DEFAULT_EXCEPTION_REPORTER = "mentorsite.discretion.Reporter"
TAGGIT_CASE_INSENSITIVE = True
