"""The keys of the second disk: which folder keeps journal and standby copy, and a whole copy now."""

from functools import partial
from pathlib import Path

from textual import work

from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.pace import aside
from juri_tui.screens.asking import OWN_WORDS, AskingScreen
from juri_tui.second_disk import Chosen
from juri_tui.store_fault import StoreFault
from juri_tui.volume import free_bytes, sticks

NONE = "none"


class DiskKeys(AskingScreen):
    """F and E. A stick that hangs holds up its own question, and neither the clock nor what others write."""

    @work(exclusive=True, group="disk")
    async def action_mirror(self) -> None:
        """F: the folder of journal and standby copy, from now on."""
        desk = self.juri.desk
        if desk.read_only():
            self.refuse(desk.read_only())
            return
        now = await aside(self._chosen)
        body = _("Setiap catatan dan salinan acara disimpan juga di sini, sebaiknya di disk USB.")
        if now:
            body += "\n" + _("Sekarang: {folder}").format(folder=now.folder)
        folder: Path | None = None
        fault = ""
        while folder is None:
            picked = await self._folder(_("Disk cadangan"), fault or body, now, none=now is not None)
            if picked is None:
                return
            folder = Path(picked) if picked != NONE else None
            refused = await aside(partial(desk.set_mirror, folder))
            if refused is None and folder is None:
                self.say(_("Tanpa disk cadangan: semua hanya ada di disk ini."), "fault")
                return
            if refused is not None:
                folder, fault = None, f"▲ {refused.words}"
        taken = await aside(self._chosen)
        if taken and not taken.apart:
            words = _("{folder} dipakai, tetapi di disk yang sama: bila disk itu rusak, cadangan ikut hilang.")
            self.say(words.format(folder=folder), "fault")
        else:
            self.say(_("Cadangan disimpan di {folder}.").format(folder=folder), "done")

    @work(exclusive=True, group="disk")
    async def action_copy_now(self) -> None:
        """E: a whole, verified copy into a folder, now."""
        now = await aside(self._chosen)
        picked = await self._folder(_("Salinan sekarang"), _("Salinan lengkap yang diperiksa. Ke folder mana?"), now)
        if picked is None:
            return
        self.say(_("Menyalin ke {folder} ...").format(folder=picked))
        made = await aside(partial(self.juri.desk.copy_to, Path(picked)))
        if isinstance(made, Refusal):
            self.juri.refused(made)
        else:
            self.say(_("Salinan: {path}").format(path=made), "done")

    def _chosen(self) -> Chosen | None:
        """What was chosen before; none where the file does not answer, which is said when it is chosen again."""
        try:
            return self.juri.desk.mirror()
        except StoreFault:
            return None

    async def _folder(self, title: str, body: str, now: Chosen | None, *, none: bool = False) -> str | None:
        """A disk that is plugged in, or a typed folder; NONE for no disk at all, where `none` offers it."""
        choices = await aside(_disks)
        choices.append((OWN_WORDS, _("folder lain, ketik jalurnya")))
        if none:
            choices.append((NONE, _("tanpa disk cadangan")))
        picked = await self.choose(title, choices, body)
        if picked != OWN_WORDS:
            return picked
        typed = await self.line(title, _("Jalur folder"), str(now.folder) if now else "")
        return str(Path(typed).expanduser()) if typed else None


def _disks() -> list[tuple[str, str]]:
    """The disks that are plugged in, each with the room it has; one that does not answer is left out."""
    found = []
    for place in sticks():
        try:
            left = free_bytes(place)
        except OSError:
            continue
        words = _("{name} · sisa {gb} GB · {folder}").format(name=place.name or place, gb=left // 10**9, folder=place)
        found.append((str(place), words))
    return found
