"""What a run was made on: machine, versions, the program's own files, and the memory it takes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import sys
from importlib import metadata
from pathlib import Path

PACKAGES = ("factcheck", "numpy", "openvino", "torch", "transformers", "sentence-transformers", "spacy", "datasets")


def machine() -> dict[str, str | int]:
    """Processor, cores that this process may use, memory in GB and operating system; no names of hosts or people."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "memory_gb": _memory_gb(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions() -> dict[str, str]:
    """Python's version and those of the packages that figures depend on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def code_sha256() -> str:
    """Of factcheck's own files: predictions of another state of the program are not continued."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    others = {"bench", "cli", "report", "serve", "__pycache__"}
    for file in sorted(package.rglob("*")):
        inner = file.relative_to(package)
        if file.is_file() and not others & set(inner.parts):
            digest.update(inner.as_posix().encode())
            digest.update(file.read_bytes())
    calibration = package.parent / "models" / "calibration.json"
    if calibration.is_file():
        digest.update(calibration.read_bytes())
    return digest.hexdigest()


def wait_asleep() -> None:
    """Let threads of torch that wait for others sleep; call it before torch is imported.

    Otherwise they spin, and where other programs want the cores too, fp32 takes two to three times as long as it need.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def forget_peak() -> None:
    """Start the count of `peak_mb` anew, where the system can."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_mb() -> int:
    """The most memory that this process has held since `forget_peak`, or in all where the system cannot forget."""
    with contextlib.suppress(OSError):
        if found := re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii")):
            return int(found[1]) // 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 2**20


def _processor() -> str:
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
        return found[1].strip() if found else platform.processor() or platform.machine()
    except OSError:
        return platform.processor() or platform.machine()


def _memory_gb() -> int:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except (AttributeError, ValueError, OSError):
        return 0
