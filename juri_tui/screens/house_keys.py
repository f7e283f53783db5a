"""The operator's keys for all that is not the clock: draw, freeze, who takes part, the stage, the board, the house."""

import secrets
from functools import partial
from typing import cast

from textual import work
from textual.reactive import var

from juri_tui.contest import State, mode_word
from juri_tui.decisions import clock, definition, result
from juri_tui.decisions.definition import Status
from juri_tui.desk import OPERATOR
from juri_tui.guidance import next_kbk
from juri_tui.lang import _, _n
from juri_tui.lease import Claim
from juri_tui.model import Kbk, Refusal
from juri_tui.records import Record
from juri_tui.screens.asking import OWN_WORDS, writes
from juri_tui.screens.draw import DrawReveal, DrawTyped
from juri_tui.screens.freeze import FreezeScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.screens.pin_keys import PinKeys
from juri_tui.store_fault import StoreFault
from juri_tui.text import clean_block

BREAK_MINUTES = (10, 15, 30, 60)
SHIFT_MINUTES = (5, 10, 15, -5)


class HouseKeys(PinKeys):
    """D, B, T, J, N, Shift+arrows, P, M, C, I, G, O, V and W."""

    muted = False
    roles = False
    cursor: var[str | None] = var(None)

    def selected(self) -> Kbk | None:
        """Where the arrows stand: on the KBK chosen by hand, else the one on the stage, else the next."""
        order = self.contest.running_order()
        if self.cursor is not None:
            return next((kbk for kbk in order if kbk.id == self.cursor), None)
        live = self.contest.live
        if live is not None:
            return self.contest.definition.kbk_by_id(live.kbk)
        return next_kbk(self.contest) or (order[-1] if order else None)

    # --- before the event ------------------------------------------------------------------------------------------

    @writes
    @work
    async def action_draw(self) -> None:
        """D: the draw, by the program before everybody's eyes, or typed from paper."""
        body = _("Undian sudah dilakukan. Mengulanginya tercatat dalam riwayat.") if self.contest.drawn else ""
        choices = (("seed", _("undi sekarang, nomor demi nomor")), ("paper", _("ketik hasil undian kertas")))
        chosen = await self.choose(_("Undian nomor urut"), choices, body)
        if chosen == "seed":
            # Recorded before it is shown: nobody can draw again because a number does not please.
            drawn = await self.ask(partial(self.juri.desk.act, definition.draw, secrets.token_hex(8)))
            if isinstance(drawn, Record):
                await self.app.push_screen_wait(DrawReveal(self.juri.desk.contest))
        elif chosen == "paper":
            numbers = await self.app.push_screen_wait(DrawTyped(self.contest))
            if numbers is not None:
                await self.ask(partial(self.juri.desk.act, definition.draw_typed, numbers), _("Undian dicatat."))

    @writes
    @work(exclusive=True, group="freeze")
    async def action_freeze(self) -> None:
        """B: freezes the rules together with the chair; where they are frozen, takes that back with a reason.

        PINs take their time, and only those made last are valid: of two presses the last one alone shows slips.
        """
        if self.contest.state is not State.SETUP:
            lawful = definition.thaw(self.contest, "?")
            if isinstance(lawful, Refusal):
                self.juri.refused(lawful)
                return
            usual = (_("kesalahan ketik"), _("perubahan kriteria"))
            reason = await self.reason(_("Cairkan aturan? Beri alasan"), usual)
            if reason:
                done = _("Aturan dicairkan. Tekan B untuk membekukan lagi.")
                await self.ask(partial(self.juri.desk.act, definition.thaw, reason), done)
            return
        lacking = definition.freeze(self.contest)
        if isinstance(lacking, Refusal):
            self.juri.refused(lacking)
            return
        chair = self.contest.definition.ketua()
        pins = await self.juri.at_desk(self._issue)
        if isinstance(pins, Refusal):
            self.juri.refused(pins)
            return
        if chair is None or not await self.app.push_screen_wait(FreezeScreen(self.contest, pins)):
            return
        why = _("Ketua dewan juri menyetujui aturan ini dengan PIN.")
        if await self.app.push_screen_wait(LockScreen(chair.id, prove_only=True, why=why)):
            await self.ask(partial(self.juri.desk.act, definition.freeze), _("Aturan dibekukan."))

    def _issue(self) -> dict[str, str] | Refusal:
        try:
            return self.juri.desk.issue_pins()
        except StoreFault as fault:
            return Refusal(fault.code, _("BELUM TERSIMPAN · {words}").format(words=fault.words))

    # --- who takes part --------------------------------------------------------------------------------------------

    @writes
    @work
    async def action_no_show(self) -> None:
        """T: the selected KBK did not come, withdrew, or is back."""
        kbk = self.selected()
        if kbk is None:
            return
        desk, live = self.juri.desk, self.contest.live
        status = self.contest.status(kbk.id)[0]
        choices = [
            ("no_show", _("tidak hadir saat dipanggil")),
            ("withdrawn", _("mengundurkan diri")),
            ("disqualified", _("didiskualifikasi")),
            ("active", _("ikut tampil lagi")),
        ]
        if live is not None and live.kbk == kbk.id:  # who has begun to perform came
            came = isinstance(clock.no_show(self.contest, kbk.id, "?", desk.now()), Refusal)
            choices = choices[1:] if came else choices
        chosen = await self.choose(
            _("{number} {kbk}").format(number=kbk.number, kbk=kbk.name), [one for one in choices if one[0] != status]
        )
        if chosen is None:
            return
        usual = {
            "no_show": (_("tidak hadir saat dipanggil"), _("terlambat lebih dari batas")),
            "withdrawn": (_("permintaan kelompok"), _("anggota sakit")),
            "disqualified": (_("melanggar tata tertib"),),
            "active": (_("sudah hadir"), _("salah catat")),
        }[chosen]
        reason = await self.reason(_("Alasan"), usual)
        if not reason:
            return
        live = self.contest.live
        free = live is None or live.kbk == kbk.id
        done = _("Dicatat: {kbk} {status}.").format(kbk=kbk.name, status=dict(choices)[chosen])
        if chosen == "no_show" and free and self.contest.state in (State.READY, State.RUNNING):
            await self.ask(partial(desk.act, clock.no_show, kbk.id, reason, desk.now()), done)
        else:
            await self.ask_or_chair(done, definition.set_status, kbk.id, cast("Status", chosen), reason)

    @writes
    @work
    async def action_absent(self) -> None:
        """J: a juri is absent from now on, or is back."""
        absent = self.contest.absent
        choices = [
            (juri.id, f"{juri.name} · " + (_("tidak hadir → hadir") if juri.id in absent else _("hadir → tidak hadir")))
            for juri in self.contest.definition.juri
        ]
        chosen = await self.choose(_("Kehadiran juri"), choices)
        if chosen is None:
            return
        usual = (_("sudah hadir"), _("salah catat")) if chosen in absent else (_("sakit"), _("tugas mendadak"))
        reason = await self.reason(_("Alasan"), usual)
        if reason:
            done = _("Kehadiran juri dicatat.")
            await self.ask_or_chair(done, definition.set_absent, chosen, chosen not in absent, reason)

    @writes
    def action_move_up(self) -> None:
        """Shift+up: the selected KBK performs one place earlier."""
        self._move(-1)

    @writes
    def action_move_down(self) -> None:
        """Shift+down: one place later."""
        self._move(1)

    @work
    async def _move(self, by: int) -> None:
        kbk = self.selected()
        order = list(self.contest.order)
        if kbk is None:
            return
        place = order.index(kbk.id)
        other = place + by
        if not 0 <= other < len(order):
            return
        order[place], order[other] = order[other], order[place]
        lawful = definition.reorder(self.contest, order, "?")
        if isinstance(lawful, Refusal):
            self.juri.refused(lawful)
            return
        title = _("Majukan {kbk}") if by < 0 else _("Mundurkan {kbk}")
        usual = (_("kelompok belum siap"), _("permintaan kelompok"), _("kendala teknis"))
        reason = await self.reason(title.format(kbk=kbk.name), usual)
        if reason:
            decide = partial(self.juri.desk.act, definition.reorder, order, reason)
            await self.ask(decide, _("Urutan tampil diubah; nomor urut tetap."))

    # --- stage, board, house ---------------------------------------------------------------------------------------

    @writes
    @work
    async def action_stage_line(self) -> None:
        """P: one line on the stage."""
        usual = (_("Mohon disimpulkan"), _("Mohon mendekat ke mikrofon"), _("Mohon tenang"))
        choices = [*((line, line) for line in usual), (OWN_WORDS, _("ketik sendiri")), ("", _("hapus pesan"))]
        chosen = await self.choose(_("Pesan di panggung"), choices, self.contest.stage_line)
        text = await self.line(_("Pesan di panggung")) if chosen == OWN_WORDS else chosen
        if text is not None:
            done = _("Pesan tampil di panggung.") if text else _("Pesan dihapus.")
            await self.ask(partial(self.juri.desk.act, clock.stage_line, text), done)

    @writes
    @work
    async def action_board_mode(self) -> None:
        """M: what the audience sees."""
        choices = (
            ("langsung", _("langsung: peringkat kelompok yang nilainya lengkap")),
            ("kemajuan", _("kemajuan: siapa sudah tampil, berapa lembar masuk")),
            ("tersembunyi", _("tersembunyi: hanya nama acara")),
            ("ditahan", _("ditahan: gambar terakhir tetap")),
            ("resmi", _("resmi: hasil terkunci")),
        )
        now = _("Sekarang: {mode}").format(mode=mode_word(self.contest.board_mode))
        lawful = [one for one in choices if not isinstance(result.set_board(self.contest, one[0]), Refusal)]
        chosen = await self.choose(_("Mode papan"), lawful, now)
        if chosen is not None:
            done = _("Mode papan: {mode}").format(mode=mode_word(chosen))
            await self.ask(partial(self.juri.desk.act, result.set_board, chosen), done)

    @writes
    @work
    async def action_note(self) -> None:
        """C: a note of the event."""
        text = await self.line(_("Catatan acara"), read=clean_block)
        if text:
            await self.ask(partial(self.juri.desk.act, result.write_note, text), _("Catatan disimpan."))

    @writes
    @work
    async def action_interval(self) -> None:
        """I: a break begins, or ends."""
        desk = self.juri.desk
        if self.contest.pause is not None:
            await self.ask(partial(desk.act, clock.end_break), _("Istirahat selesai."))
            return
        lawful = self._break_lawful(60)
        if lawful is not None:
            self.juri.refused(lawful)
            return
        planned = self.contest.definition.breaks
        choices = [
            (f"{one.length} {one.name}", f"{one.name} · " + _("{n} menit").format(n=one.length // 60))
            for one in planned
        ]
        choices += [(f"{60 * n} " + _("Istirahat"), _("{n} menit").format(n=n)) for n in BREAK_MINUTES]
        chosen = await self.choose(_("Istirahat"), [*choices, (OWN_WORDS, _("lama lain, ketik sendiri"))])
        if chosen == OWN_WORDS:
            seconds = await self.seconds(_("Istirahat"), _("Misalnya 45m atau 1h."), self._break_lawful)
            chosen = None if seconds is None else f"{seconds} " + _("Istirahat")
        if chosen is not None:
            length, _blank, name = chosen.partition(" ")
            await self.ask(partial(desk.act, clock.start_break, name, int(length)), _("Istirahat dimulai."))

    def _break_lawful(self, seconds: int) -> Refusal | None:
        found = clock.start_break(self.contest, "", seconds)
        return found if isinstance(found, Refusal) else None

    @writes
    @work
    async def action_shift(self) -> None:
        """G: the rest of the plan moves; one choice takes all of it back."""
        moved = sum(shift.seconds for shift in self.contest.shifts)
        now = moved // 60
        body = _n("Jadwal sekarang digeser {n} menit dari rencana.", now).format(n=now) if now else ""
        choices = [(str(60 * n), _("{n} menit").format(n=f"+{n}" if n > 0 else f"−{-n}")) for n in SHIFT_MINUTES]
        if moved:
            choices.append((str(-moved), _("kembali ke rencana")))
        choices.append((OWN_WORDS, _("lama lain, ketik sendiri")))
        chosen = await self.choose(_("Geser sisa jadwal"), choices, body)
        seconds = int(chosen) if chosen and chosen != OWN_WORDS else None
        if chosen == OWN_WORDS:
            hint = _("Misalnya 7m, atau -7m bila lebih awal.")
            seconds = await self.seconds(_("Geser sisa jadwal"), hint, self._shift_lawful)
        if seconds is not None:
            done = _("Jadwal digeser; G mengembalikannya.")
            await self.ask(partial(self.juri.desk.act, clock.shift, seconds), done)

    def _shift_lawful(self, seconds: int) -> Refusal | None:
        found = clock.shift(self.contest, seconds)
        return found if isinstance(found, Refusal) else None

    @work
    async def action_console(self) -> None:
        """O: takes the console over: a free one at once, a quiet one after one key, a held one with the passphrase."""
        desk = self.juri.desk
        if desk.broken_at is not None:
            self.refuse(desk.read_only())
            return
        if desk.console:
            self.refuse(_("Konsol operator sudah ada di layar ini."))
            return
        found = await self.claim(False)
        if found is Claim.QUIET:
            choices = (("yes", _("ambil alih sekarang")),)
            body = _("Konsol lain tidak memberi tanda sejak lebih dari 15 detik.")
            if not await self.choose(_("Ambil alih konsol operator"), choices, body):
                return
            found = await self.claim(True, found)
        if found is Claim.HELD:
            why = _("Konsol lain masih dipakai. Kata sandi operator untuk mengambil alih.")
            if await self.app.push_screen_wait(LockScreen(OPERATOR, prove_only=True, why=why)):
                await self.claim(True)
        if desk.console:
            self.say(_("Konsol operator sekarang di layar ini."), "done")

    async def claim(self, take_over: bool, seen: Claim = Claim.HELD, wait_ms: int | None = None) -> Claim | None:
        """What became of asking for the console as it was seen; None where the file does not answer.

        That is said to whom a key has asked; who only looks in passing (`wait_ms`) will look again.
        """
        try:
            asked = partial(self.juri.desk.claim_console, take_over, wait_ms, seen)
            return await self.juri.at_desk(asked)
        except StoreFault as fault:
            if wait_ms is None:
                self.refuse(fault.words)
            return None

    def action_roles(self) -> None:
        """R: the digits mark who of the KBK speaks, or no longer."""
        self.roles = not self.roles
        if self.roles:
            self.say(_("Angka 1–0 menandai anggota yang berbicara; angka yang sama mengakhirinya."), "done")
        else:
            self.say(_("Peran anggota ditutup; yang sudah dicatat tetap tersimpan."), "done")

    @work
    async def mark_speaker(self, member: str) -> None:
        """Records that this member speaks from the key press on."""
        await self.ask(partial(self.juri.desk.act, clock.mark_speaker, member, self.juri.desk.now()), member)

    def action_mute(self) -> None:
        """V: the bell of the marks, off and on."""
        self.muted = not self.muted
        self.say(_("Bel dibisukan. V menghidupkan lagi.") if self.muted else _("Bel dihidupkan."), "done")

    def action_test_bell(self) -> None:
        """W: one bell."""
        self.app.bell()
        self.say(_("Bel dibunyikan satu kali."), "done")
