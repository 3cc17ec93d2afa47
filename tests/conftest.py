"""For all tests: properties are held however slow the machine is, and nobody's own settings take part."""

import os

import pytest
from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


@pytest.fixture(autouse=True, scope="session")
def default_settings() -> None:
    """Every test starts from the settings' defaults."""
    for name in [name for name in os.environ if name.startswith("XIANWEN_")]:
        if name != "XIANWEN_REQUIRE_BROWSER":
            del os.environ[name]
