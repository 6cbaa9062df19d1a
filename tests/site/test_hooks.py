"""Every dotted path the app's hooks name leads somewhere."""

import pytest

from anshang_app import hooks


def dotted(value) -> list[str]:
	"""All paths into the app inside a hook's value, however nested."""
	if isinstance(value, str):
		is_path = value.startswith("anshang_app.") and " " not in value and "/" not in value
		return [value] if is_path else []
	parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else []
	return [path for part in parts for path in dotted(part)]


PATHS = sorted(
	{path for name in vars(hooks) if not name.startswith("_") for path in dotted(getattr(hooks, name))}
)


def test_the_hooks_name_paths_into_the_app():
	assert "anshang_app.setup.install.plant" in PATHS
	assert "anshang_app.progress_tracking.sweep.light" in PATHS


@pytest.mark.parametrize("path", PATHS)
def test_a_path_of_the_hooks_resolves(path, db, frappe_site):
	assert callable(frappe_site.get_attr(path))
