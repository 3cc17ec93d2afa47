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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that hold slow tests or drive a browser: then no worker is left with a long one at the end."""
    long = {
        item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")
    }
    items.sort(key=lambda item: item.path not in long)
