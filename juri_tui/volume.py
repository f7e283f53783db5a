"""The disk under a file: whether it is a network share, and how much room is left."""

import re
import shutil
import sys
from pathlib import Path

# SQLite's write-ahead log needs memory shared between processes and locks that work; these give neither for certain.
_NETWORK = re.compile(
    r"nfs4?|cifs|smb[23]|smbfs|9p|afs|ceph|glusterfs|lustre|ocfs2|gfs2|gpfs|beegfs|davfs2?|ncpfs|coda|vboxsf|vmhgfs|prl_fs"
    r"|fuse\.(sshfs|rclone|gvfsd-fuse|davfs2?|s3fs|glusterfs|ceph|vmhgfs-fuse|google-drive-ocamlfuse|onedriver|gcsfuse)"
)
_PLUGGED = re.compile(r"/media/[^/]+(?:/[^/]+)?|/run/media/[^/]+/[^/]+|/mnt/[^/]+")
MOUNTS = Path("/proc/self/mounts")
LOW_SPACE = 200 * 1024 * 1024
"""Bytes below which the operator is warned: a contest needs 20 MB, the rest is for papers and the system."""


def network_kind(path: Path, mounts: Path = MOUNTS) -> str | None:
    """The type of the network file system that holds `path`, None for a local disk or where it can not be told.

    Linux reads `mounts`; elsewhere only UNC paths (`\\\\server\\share`) are recognised.
    """
    place = path.absolute().resolve()
    if place.drive.startswith("\\\\"):
        return "unc"
    try:
        lines = mounts.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    # Of two mounts on one point the later one is the one in use.
    deepest, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        point = Path(_unescaped(fields[1]))
        if len(point.parts) >= deepest and place.is_relative_to(point):
            deepest, kind = len(point.parts), fields[2]
    return kind if _NETWORK.fullmatch(kind) else None


def sticks(mounts: Path = MOUNTS) -> list[Path]:
    """Where disks that can be plugged in are mounted now: where each system mounts them, sorted; none where it can not
    be told."""
    if sys.platform == "win32":
        return [drive for letter in "DEFGHIJKLMNOPQRSTUVWXYZ" if (drive := Path(f"{letter}:\\")).is_dir()]
    if sys.platform == "darwin":
        return sorted(path for path in Path("/Volumes").glob("*") if path.is_mount())
    try:
        lines = mounts.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    points = [(Path(_unescaped(fields[1])), fields[2]) for line in lines if len(fields := line.split(" ")) > 2]
    return sorted({point for point, kind in points if _PLUGGED.fullmatch(str(point)) and not _NETWORK.fullmatch(kind)})


def _unescaped(field: str) -> str:
    for code, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, char)
    return field


def free_bytes(path: Path) -> int:
    """Bytes free on the disk that holds `path`; raises OSError."""
    return shutil.disk_usage(path if path.is_dir() else path.absolute().parent).free
