"""The whole event through the real screens, with nothing but keys: from the draw to the exported ranking."""

import csv
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from clocks import ManualClock
from contests import MARKS, Stagehand
from events import kediri
from frames import frame, until
from textual.pilot import Pilot

from juri_tui import cli
from juri_tui.app import JuriApp
from juri_tui.contest import State
from juri_tui.slot import SECOND

NAMED = {",": "comma", ".": "full_stop", " ": "space", "-": "minus"}


class Walker:
    """Somebody at the keyboard who reads the screen before going on."""

    def __init__(self, pilot: Pilot, hand: Stagehand) -> None:
        self.pilot, self.hand = pilot, hand

    async def sees(self, *words: str) -> None:
        """Waits until all of these stand on the screen."""
        await until(self.pilot, lambda: all(word in frame(self.pilot.app) for word in words))

    async def press(self, *keys: str) -> None:
        """Keys, each a second after the one before."""
        for key in keys:
            self.hand.clock.advance(SECOND)
            await self.pilot.press(key)
            await self.pilot.pause()

    async def types(self, text: str) -> None:
        """Text and Enter."""
        await self.pilot.press(*(NAMED.get(char, char) for char in text), "enter")
        await self.pilot.pause()

    async def becomes(self, state: str) -> None:
        """Waits until the screen knows the slot on the stage in this state (the last one where none is live)."""

        def reached() -> bool:
            slot = self.pilot.app.snapshot.contest.last_slot
            return slot is not None and slot.state == state

        await until(self.pilot, reached)

    async def prepare(self) -> None:
        """The draw as it came out on paper, and the freeze with the chair's PIN."""
        await self.sees("Tekan D")
        await self.press("d", "2")
        await self.sees("Hasil undian kertas")
        for number in "1234":
            await self.types(number)
        await until(self.pilot, lambda: self.hand.desk.contest.drawn)
        await self.sees("Tekan B")
        await self.press("b")
        await self.sees("Kode aturan")
        await self.press("enter")
        for juri in ("Juri Pemprov Jatim", "Juri Swasta"):
            await self.sees(f"Hanya {juri}")
            await self.press("space", "enter")
        await self.sees("Ketua dewan juri menyetujui")
        await self.types("111111")
        await until(self.pilot, lambda: self.hand.desk.contest.state is State.READY)

    async def present(self, kbk: str) -> None:
        """One presentation of 29 minutes and 9 minutes of questions."""
        await self.sees("URUTAN TAMPIL")
        for key, state, minutes in (
            ("enter", "armed", 0),
            ("space", "running", 29),
            ("enter", "ended", 0),
            ("enter", "armed", 0),
            ("space", "running", 9),
            ("enter", "ended", 0),
            ("enter", "done", 0),
        ):
            await self.press(key)
            await self.becomes(state)
            self.hand.clock.advance(minutes * 60 * SECOND)
        assert self.hand.desk.contest.performed(kbk)

    async def judge(self, juri: str, kbk: str) -> str:
        """One sheet from the cover to the receipt; returns the receipt's code as it stood on the screen."""
        await self.sees("SERAHKAN TERMINAL KEPADA JURI")
        number, pin = {"pemprov": ("1", "111111"), "swasta": ("2", "222222")}[juri]
        await self.press(number)
        await self.sees("PIN enam angka")
        await self.types(pin)
        await self.sees("Kelompok mana yang Anda nilai?", kediri().kbk_by_id(kbk).name)
        await self.press("enter")
        await self.sees("Kriteria", kediri().kbk_by_id(kbk).name)
        for mark in MARKS[juri, kbk].split():
            await self.types(mark.replace(".", ","))
        await self.sees("Semua kriteria terisi")
        await self.press("f9")
        await self.sees("Baca ulang sebelum mengirim")
        await self.press("enter")
        await self.sees("Kode tanda terima")
        code = next(
            line.strip() for line in frame(self.pilot.app).splitlines() if line.strip()[:1].isdigit() and "-" in line
        )
        await self.press("space")
        return code

    async def back_to_the_desk(self) -> None:
        """The operator takes the terminal back."""
        await self.sees("SERAHKAN TERMINAL KEPADA JURI")
        await self.press("f2")
        await self.sees("Kata sandi operator")
        await self.types("latihan")
        await self.sees("URUTAN TAMPIL")


def by_hand() -> list[tuple[str, str]]:
    """The ranking from the typed marks alone: the mean of the two totals, the higher first."""
    totals = {
        kbk.id: sum(Fraction(mark) for juri in ("pemprov", "swasta") for mark in MARKS[juri, kbk.id].split()) / 2
        for kbk in kediri().kbk
    }
    order = sorted(totals, key=lambda kbk: -totals[kbk])
    return [(kbk, f"{float(totals[kbk]):.2f}") for kbk in order]


def test_the_hand_worked_ranking_is_what_a_person_would_say() -> None:
    assert by_hand() == [("berlian", "88.00"), ("ceria", "82.25"), ("melati", "81.00"), ("cp-joss", "76.75")]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_event_from_the_draw_to_the_exported_ranking(tmp_path: Path, monkeypatch, size) -> None:
    hand = Stagehand(tmp_path / "kediri.juri", kediri(), ManualClock())
    async with JuriApp(hand.desk).run_test(size=size) as pilot:
        walker = Walker(pilot, hand)
        await walker.prepare()
        for kbk in kediri().kbk:
            await walker.present(kbk.id)
            await walker.press("f3")
            codes = [await walker.judge(juri, kbk.id) for juri in ("pemprov", "swasta")]
            sent = [hand.desk.contest.sheets[juri, kbk.id] for juri in ("pemprov", "swasta")]
            assert [code.split("-")[0] for code in codes] == [str(sheet.seq) for sheet in sent]
            await walker.back_to_the_desk()
        await walker.press("f6")
        await walker.sees("Sidang dibuka dengan PIN")
        await walker.types("111111")
        await walker.sees("Tekan S")
        await walker.press("s")
        await until(pilot, lambda: hand.desk.contest.state is State.DELIBERATION)
        await walker.sees("88,00", "82,25")
        await walker.press("k")
        await walker.sees("Kunci hasil ini?", "KBK CP JOSS")
        await walker.press("enter")
        await walker.sees("PIN ketua sekali lagi")
        await walker.types("111111")
        await until(pilot, lambda: hand.desk.contest.state is State.LOCKED)
        digest = hand.desk.contest.locked.digest
        await walker.sees(digest)

    monkeypatch.setattr(sys, "argv", ["juri", "export", str(hand.path), "--to", str(tmp_path / "hasil")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    text = (tmp_path / "hasil" / "LATIHAN-peringkat.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["kbk"], row["total"]) for row in rows] == by_hand()
    assert [row["place"] for row in rows] == ["1", "2", "3", "4"]
    assert {row["digest"] for row in rows} == {digest}
