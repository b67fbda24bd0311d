"""Figures for a monitor, as a text file that the node exporter of Prometheus picks up: written, then put in place.

That runs under an account of its own, so everybody may read the file.
"""

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tending.core.errors import SettingsError


def write(file: Path, figures: Mapping[str, float]) -> None:
    """Raises SettingsError where the library is missing, and OSError where the file cannot be written."""
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "no ordinary file")  # the new one would take the place of a device
    library = _library()
    registry = library.CollectorRegistry()
    for name, value in figures.items():
        library.Gauge(f"tending_{name}", name.replace("_", " "), registry=registry).set(value)
    making = file.with_name(f".{file.name}.making")
    making.write_bytes(library.generate_latest(registry))
    making.chmod(0o644)
    making.replace(file)


def _library() -> Any:
    try:
        import prometheus_client  # noqa: PLC0415 - an extra
    except ImportError:
        raise SettingsError(["watch.metrics_file: needs pip install 'tending[metrics]'"]) from None
    return prometheus_client
