"""How Persiapan asks and writes: one value, one row, a rubric, a file. A refusal stands above what was typed."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from textual.content import Content

from juri_tui import rubrics
from juri_tui.decisions.amend import AMEND
from juri_tui.decisions.panel import GRANT, agreeing
from juri_tui.desk import Unsaved
from juri_tui.event_dump import dump
from juri_tui.event_file import load
from juri_tui.files import reason_words
from juri_tui.granting import Redefined, redefine
from juri_tui.lang import _
from juri_tui.model import Refusal
from juri_tui.new_contest import rehearsal_copy
from juri_tui.pace import aside
from juri_tui.records import Record
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.asking import OWN_WORDS, AskingScreen
from juri_tui.screens.freeze import SlipsScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.rule_change import agreed
from juri_tui.seal import rules_code
from juri_tui.setup_edit import (
    Edit,
    Path,
    add,
    edited,
    fresh,
    move,
    prefilled,
    put,
    raw_of,
    remove,
    typed,
    value_at,
    with_draw,
    with_rubric,
)
from juri_tui.setup_fields import ITEMS, NOUNS, TABLES, Field, Kind
from juri_tui.setup_view import Row, choices, closed, field_at, in_words, list_for, table_of
from juri_tui.widgets.ask_text import AskText, Tell
from juri_tui.widgets.dialogs import AskLine


class SetupFlows(AskingScreen):
    """The keys of Persiapan, without its picture. `place` is where one stands."""

    place: Path
    _busy = False

    @abstractmethod
    def row(self) -> Row | None:
        """The marked row; none while the sections have the focus."""

    @abstractmethod
    def stand(self, place: Path, marked: int = 0) -> None:
        """Goes to a place, the keys on its rows."""

    # --- one thing at a time ---------------------------------------------------------------------------------------

    def begin(self, flow: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if not self._busy:
            self._busy = True
            self.run_worker(self._guarded(flow))

    async def _guarded(self, flow: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await flow()
        finally:
            self._busy = False

    def action_new_row(self) -> None:
        """N: one more row."""
        self.begin(self._new)

    def action_remove_row(self) -> None:
        """Del: the marked row goes, after a question."""
        self.begin(self._remove)

    def action_move_row(self, by: int) -> None:
        """Shift+arrows: the marked row goes up or down."""
        self.begin(partial(self._move, by))

    def action_rubric(self) -> None:
        """R: criteria and scoring of a rubric."""
        self.begin(self._rubric)

    def action_load(self) -> None:
        """I: the whole definition from an event file."""
        self.begin(self._load)

    def action_save(self) -> None:
        """E: the definition as an event file."""
        self.begin(self._save)

    def action_rehearse(self) -> None:
        """L: the definition as a rehearsal of its own."""
        self.begin(self._rehearse)

    def action_code(self) -> None:
        """K: the code that the rules would have."""
        event = self.contest.definition
        words = _(
            "Kode ini dihitung dari kriteria, penilaian, tahap waktu, lewat waktu, dan penghargaan; nama orang tidak "
            "ikut. Setiap perubahan aturan mengubahnya. Yang berlaku adalah kode saat aturan dibekukan."
        )
        self.app.push_screen(
            Tell(_("Kode aturan"), Content.assemble((rules_code(event), "bold $accent"), "\n\n", words))
        )

    # --- keeping a change ------------------------------------------------------------------------------------------

    async def keep(self, edit: Edit) -> Record | Refusal | None:
        """Writes one change; after the freeze a reason is asked, and the PIN of whoever has to agree.

        None where nothing changed or the person left.
        """
        answer = await self.juri.at_desk(partial(self._write, edit))
        reason = ""
        if isinstance(answer, Refusal) and answer.code in ("reason", GRANT):
            usual = (_("perbaikan salah ketik"), _("kelompok susulan"), _("penggantian juri"))
            reason = await self.reason(_("Aturan sudah dibekukan. Alasan perubahan"), usual) or ""
            if not reason:
                return None
            answer = await self.juri.at_desk(partial(self._write, edit, reason))
        if isinstance(answer, Refusal) and answer.code == GRANT:
            answer = await self._agreed(edit, reason, answer.words)
        if isinstance(answer, Refusal) and answer.code == AMEND:
            answer = await self._amended(edit)
        if isinstance(answer, Unsaved):
            self.juri.refused(answer)
            return None
        if not isinstance(answer, Redefined):
            return answer
        self.say(answer.lacking or _("Tersimpan."), "fault" if answer.lacking else "done")
        if answer.pins:
            await self.app.push_screen_wait(SlipsScreen(self.juri.desk.contest, answer.pins))
        return answer.record

    async def _agreed(self, edit: Edit, reason: str, words: str) -> Redefined | Refusal | None:
        """The change with the PIN of one who may agree to it."""
        contest = self.juri.desk.contest
        event = edited(contest.definition, edit)
        wanted = event if isinstance(event, Refusal) else agreeing(contest, event)
        if isinstance(wanted, Refusal):
            return wanted
        names = dict(contest.definition.pin_holders())
        who: str | None = wanted[0]
        if len(wanted) > 1:
            who = await self.choose(_("Siapa yang menyetujui?"), [(one, names[one]) for one in wanted], words)
        made: list[Redefined] = []

        def agree(one: str, pin: str) -> Refusal | None:
            answer = self._write(edit, reason, {one: pin})
            if isinstance(answer, Redefined):
                made.append(answer)
            return answer if isinstance(answer, Refusal) else None

        if who is not None:
            await self.app.push_screen_wait(LockScreen(who, why=words, ask=agree))
        return made[0] if made else None

    async def _amended(self, edit: Edit) -> Redefined | Refusal | None:
        """Other rules once sheets are there: asked for by what they change, and agreed to by two."""
        contest = self.juri.desk.contest
        event = edited(contest.definition, edit)
        if isinstance(event, Refusal):
            return event
        return await agreed(self, contest, event, partial(self._write, edit))

    def _write(
        self, edit: Edit, reason: str = "", granted: Mapping[str, str] | None = None
    ) -> Redefined | Refusal | None:
        """Runs at the desk: the change is made to the definition as it is at that moment."""
        now = self.juri.desk.contest.definition
        event = edited(now, edit)
        if isinstance(event, Refusal) or event == now:
            return event if isinstance(event, Refusal) else None
        return redefine(self.juri.desk, event, reason, granted)

    def _shut(self, path: Path) -> bool:
        """Says why this can not be changed now, where it can not."""
        refused = closed(self.contest, path)
        if refused:
            self.juri.refused(refused)
        return refused is not None

    async def _ask(self, field: Field, title: str, old: object, edit: Callable[[object], Edit]) -> Record | None:
        """Asks for a value until it can be taken or the person leaves; a refusal stands above what was typed."""
        text, fault = prefilled(field.kind, old), ""
        while True:
            answered = await self._asked(field, title, text, fault, old)
            if answered is None:
                return None
            answer = await self.keep(edit(typed(field.kind, answered)))
            if not isinstance(answer, Refusal):
                return answer
            text, fault = answered, f"▲ {answer.words}"

    async def _asked(self, field: Field, title: str, text: str, fault: str, old: object) -> str | None:
        """One question in the way of the field."""
        event = self.contest.definition
        body = "\n".join(words for words in (_(field.hint) if field.hint else "", fault) if words)
        if field.kind is Kind.BLOCK:
            return await self.app.push_screen_wait(AskText(title, body, text))
        if field.kind not in (Kind.CHOICE, Kind.REFERENCE):
            return await self.app.push_screen_wait(AskLine(title, body, text, required=False))
        offered = [*choices(event, field)]
        if field.kind is Kind.REFERENCE and field.key and field.empty != "–":
            offered.append(("", _(field.empty)))
        if field.own:
            offered.append((OWN_WORDS, _("lain, ketik sendiri")))
        if old is not None:
            body = "\n".join(
                [_("Sekarang: {value}").format(value=in_words(event, field, old)), *([body] if body else [])]
            )
        chosen = await self.choose(title, offered, body)
        return await self.line(title, value=text) if chosen == OWN_WORDS else chosen

    # --- the flows -------------------------------------------------------------------------------------------------

    async def change(self, row: Row) -> None:
        if self._shut(row.path):
            return
        field = field_at(row.path)
        if row.kind is Kind.FIXED:
            self.say(_(field.hint))
            return
        old = value_at(raw_of(self.contest.definition), row.path)
        await self._ask(field, field.label_text(), old, lambda value: partial(put, path=row.path, value=value))

    async def _new(self) -> None:
        target = list_for(self.place, self.row())
        if target is None:
            self.refuse(_("Di bagian ini tidak ada baris yang dapat ditambah."))
            return
        if self._shut(target):
            return
        table = table_of(target)
        field = ITEMS[table] if table in ITEMS else TABLES[table][0]
        title = _("Tambah {noun}: {field}").format(noun=_(NOUNS[table]), field=field.label_text())

        def edit(value: object) -> Edit:
            first = "" if value is None else value
            return lambda raw: add(raw, target, fresh(raw, target, first))

        if await self._ask(field, title, None, edit):
            last = len(value_at(raw_of(self.juri.desk.contest.definition), target)) - 1
            self.stand(target if table in ITEMS else (*target, last), last if table in ITEMS else 0)

    async def _remove(self) -> None:
        row = self.row()
        if row is None or not isinstance(row.path[-1], int):
            self.refuse(_("Pilih satu baris daftar untuk dihapus; satu nilai dikosongkan dengan Enter."))
            return
        if self._shut(row.path):
            return
        title = _("Hapus {noun} ini?").format(noun=_(NOUNS[table_of(row.path)]))
        if await self.app.push_screen_wait(AskSure(title, row.value, _("ya, hapus"), _("tidak"))):
            self._told(await self.keep(partial(remove, path=row.path)))

    async def _move(self, by: int) -> None:
        row = self.row()
        if row is None or not isinstance(row.path[-1], int) or self._shut(row.path):
            return
        answer = await self.keep(partial(move, path=row.path, by=by))
        self._told(answer)
        if isinstance(answer, Record):
            self.stand(self.place, row.path[-1] + by)

    def _told(self, answer: Record | Refusal | None) -> None:
        if isinstance(answer, Refusal):
            self.juri.refused(answer)

    async def _rubric(self) -> None:
        if self._shut(("criterion",)):
            return
        chosen = await self.choose(_("Pilih rubrik"), await asyncio.to_thread(rubrics.described))
        if chosen is None:
            return
        body = _("Semua kriteria dan cara penilaian yang sekarang diganti dengan rubrik {name}.").format(name=chosen)
        if await self.app.push_screen_wait(AskSure(_("Ganti kriteria?"), body, _("ya, ganti"), _("tidak"))):
            self._told(await self.keep(partial(with_rubric, rubric=rubrics.load_rubric(chosen))))

    async def _load(self) -> None:
        if self._shut(("event",)):
            return
        asked = await self.line(_("Impor berkas acara"), _("Jalur berkas TOML. Seluruh isi sekarang diganti."))
        if not asked:
            return
        path = FilePath(asked).expanduser()
        found = await aside(partial(load, path))
        if isinstance(found, list):
            body = "\n".join(fault.render(path.name) for fault in found)
            await self.app.push_screen_wait(Tell(_("Berkas belum dapat dipakai"), Content(body)))
            return
        body = _("{name}: {kbk} kelompok, {juri} juri, {criteria} kriteria. Seluruh isi sekarang diganti.").format(
            name=found.event.name, kbk=len(found.kbk), juri=len(found.juri), criteria=len(found.criterion)
        )
        if await self.app.push_screen_wait(AskSure(_("Impor berkas ini?"), body, _("ya, impor"), _("tidak"))):
            self._told(await self.keep(lambda _raw: raw_of(with_draw(found, self.juri.desk.contest))))

    async def _rehearse(self) -> None:
        body = _("Salinan ini berisi definisi acara yang sama, tanpa nilai, dengan PIN 111111, 222222, …")
        sure = AskSure(_("Buat berkas latihan?"), body, _("buat latihan"), _("kembali"))
        if not await self.app.push_screen_wait(sure):
            return
        made = await asyncio.to_thread(rehearsal_copy, self.juri.desk.path, self.contest.definition)
        if isinstance(made, Refusal):
            self.juri.refused(made)
        else:
            words = _("Latihan dibuat: {name}. Buka dari Beranda, atau: juri open {name}")
            self.say(words.format(name=made.name), "done")

    async def _save(self) -> None:
        usual = str(self.juri.desk.path.with_suffix(".toml"))
        asked = await self.line(_("Ekspor berkas acara"), _("Jalur berkas TOML yang dibuat."), usual)
        if not asked:
            return
        path = FilePath(asked).expanduser()
        refused = await aside(partial(_written, path, dump(self.contest.definition)))
        if refused:
            self.refuse(refused)
        else:
            self.say(_("Ditulis: {path}").format(path=path), "done")


def _written(path: FilePath, text: str) -> str:
    """Writes a new file; why it could not, or nothing. A file that is there is never overwritten."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return _("{path}: sudah ada; tidak ada yang ditimpa. Pilih nama lain.").format(path=path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path itself
        reason = reason_words(error)
        return _("{path}: tidak dapat ditulis: {reason}").format(path=path, reason=reason)
    return ""
