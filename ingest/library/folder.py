"""What lies in a library's folder beside its catalogue and its indexes, by name."""

from __future__ import annotations

CONVERSATIONS_NAME = "conversations.sqlite3"
USERS_NAME = "users.json"
SIGN_OUTS_NAME = "users-signed-out.json"
UPLOADS_NAME = "uploads"
# What a restored library replaced, with the time behind it.
REPLACED = "replaced-"
