"""The one thing to know about each screen: said on its first opening on this machine, and never again.

What was read is kept as lines of a small file beside the contests. A folder that can not be read or written only means
that a hint comes again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from juri_tui.lang import N_, _

KEPT = "petunjuk-terbaca.txt"
AWAY = "escape"
"""The key that sends every hint away."""
LIMIT = 4096
"""So many bytes of the file are read: it holds a handful of words, whatever somebody else may have put there."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One sentence, and the keys that it names: whoever presses one of them has understood."""

    sentence: str
    keys: frozenset[str]

    def words(self) -> str:
        """The sentence in the language spoken."""
        return _(self.sentence)


HINTS: Mapping[str, Hint] = {
    "operator": Hint(
        N_("Spasi menjalankan waktu, Enter mengakhiri tahap, F1 bantuan."), frozenset({"space", "enter", "f1"})
    ),
    "setup": Hint(
        N_("Enter membuka atau mengubah baris; setiap isian langsung tersimpan."), frozenset({"enter", "f1"})
    ),
    "cover": Hint(N_("Angka di depan nama membuka lembar nilai juri itu, dengan PIN."), frozenset("123456789")),
    "sheet": Hint(
        N_("Ketik nilai lalu Enter; baru terkirim setelah F9 dan baca ulang."), frozenset({"enter", "f9", "f1"})
    ),
    "deliberation": Hint(
        N_("Enter membuka yang terpilih; hasil baru resmi setelah K dan tanda tangan."), frozenset({"enter", "k"})
    ),
    "ceremony": Hint(
        N_("Spasi menyebut penghargaan, Spasi lagi menampilkan pemenangnya; U menarik."), frozenset({"space", "u"})
    ),
    "history": Hint(N_("Enter menampilkan acara seperti pada saat catatan itu."), frozenset({"enter"})),
    "print": Hint(N_("A menyimpan semua berkas sekaligus, Enter hanya yang terpilih."), frozenset({"a", "enter"})),
}
"""By the name of the screen's commands (`commands.SCREENS`); papan and panggung are for the audience: none there."""


def read_hints(folder: Path) -> frozenset[str]:
    """The screens whose hint was read on this machine; none where the folder can not tell."""
    try:
        with (folder / KEPT).open("rb") as file:
            raw = file.read(LIMIT)
    except OSError:
        return frozenset()
    return frozenset(raw.decode("utf-8", "replace").split())


def remember(folder: Path, name: str) -> None:
    """Keeps that the hint of this screen was read, as far as the folder can be written."""
    try:
        with (folder / KEPT).open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
    except OSError:
        return  # it comes once more, no harm
