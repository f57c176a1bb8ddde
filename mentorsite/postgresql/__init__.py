"""Django's backend for PostgreSQL, with a limit to waiting for it: the ENGINE that DATABASE_URL chooses."""
