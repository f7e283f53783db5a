"""The chair's screen: who may look, what is still missing, and the whole way from the sidang to the announcement."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from clocks import ManualClock
from contests import MARKS, Stagehand
from events import kediri
from frames import frame, same_as_golden, still, until
from textual.widgets import Input

from juri_tui.app import JuriApp
from juri_tui.contest import State
from juri_tui.decisions import definition, result
from juri_tui.desk import OPERATOR, Desk, Role
from juri_tui.records import Notes
from juri_tui.screens.deliberation import DeliberationScreen
from juri_tui.screens.lock import LockScreen
from juri_tui.slot import SECOND
from juri_tui.widgets.chair_panes import Decisions, Ranking
from juri_tui.widgets.dialogs import AskChoice, AskLine
from juri_tui.widgets.digest import DigestScreen, digest_lines

CHAIR, OTHER = "111111", "222222"
SIZES = [(80, 24), (120, 36)]
TOTALS = ("88,00", "82,25", "81,00", "76,75")


class Chair:
    """Somebody at the chair's screen, who types and waits for what comes."""

    def __init__(self, pilot) -> None:
        self.pilot, self.app = pilot, pilot.app

    @property
    def contest(self):
        return self.app.desk.contest

    @property
    def text(self) -> str:
        return frame(self.app)

    @property
    def decisions(self) -> Decisions:
        return self.app.screen.query_one(Decisions)

    async def sees(self, words: str) -> None:
        await until(self.pilot, lambda: words in self.text)

    async def on(self, kind: type) -> None:
        await until(self.pilot, lambda: type(self.app.screen) is kind)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def types(self, text: str, kind: type = AskLine) -> None:
        """Answers a question for a line: what stood in it goes."""
        await self.on(kind)
        self.app.screen.query_one(Input).value = text
        await self.press("enter")

    async def picks(self, digit: str) -> None:
        await self.on(AskChoice)
        await self.press(digit)

    async def pin(self, secret: str) -> None:
        await self.types(secret, LockScreen)

    async def sits(self) -> None:
        await self.pin(CHAIR)
        await self.on(DeliberationScreen)
        await until(self.pilot, lambda: self.app.screen.seated)
        await until(self.pilot, lambda: not self.app.screen._busy)

    async def back(self) -> None:
        await self.on(DeliberationScreen)
        await until(self.pilot, lambda: not self.app.screen._busy)


def sidang(hand: Stagehand) -> JuriApp:
    return JuriApp(Desk(hand.path, Role.KETUA, hand.clock))


def send(hand: Stagehand, juri: str, kbk: str, marks: str) -> None:
    """A sheet with marks of our own."""
    ids = [criterion.id for criterion in hand.desk.contest.definition.criterion]
    hand.sit(juri)
    hand.desk.send(juri, kbk, dict(zip(ids, marks.split(), strict=True)), Notes())
    hand.sit(OPERATOR)


def tied(hand: Stagehand) -> Stagehand:
    """Ceria and Melati end equal in everything; Melati's presentation was 1:31 over its limit."""
    hand.ready()
    for kbk in hand.desk.contest.order:
        if kbk == "melati":
            hand.arm(kbk).time("slot_started")
            hand.clock.advance((30 * 60 + 91) * SECOND)
            hand.time("slot_ended").time("slot_advanced").time("slot_started").time("slot_ended").time("slot_finished")
        else:
            hand.present(kbk)
        for juri in ("pemprov", "swasta"):
            send(hand, juri, kbk, MARKS[juri, "ceria" if kbk == "melati" else kbk])
    return hand


# --- who may look ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_cover_shows_no_number(hand, size) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.on(LockScreen)
        await chair.press("escape")
        await chair.sees("SIDANG DEWAN JURI")
        await still(pilot)
        same_as_golden(pilot.app, "sidang-tertutup")
        assert not any(total in chair.text for total in TOTALS)
        await chair.press("k", "b", "u")
        await chair.on(LockScreen)
        assert chair.contest.state is State.LOCKED
        await chair.press("escape")
        await chair.back()
        await chair.press("enter")
        await chair.pin("999999")
        await chair.sees("PIN salah.")
        await chair.sits()
        await chair.sees("88,00")


async def test_leaving_covers_it_again(hand) -> None:
    hand.event()
    hand.desk.close()
    desk = Desk(hand.path, Role.OPERATOR, hand.clock)
    desk.claim_console()
    desk.sit(OPERATOR, "latihan")
    async with JuriApp(desk).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.press("f6")
        await chair.sits()
        await chair.press("s")
        await chair.sees("88,00")
        await chair.press("f4")
        await chair.sees("Dewan juri bersidang")
        await chair.press("f6")
        await chair.on(LockScreen)
        assert "88,00" not in chair.text
        await chair.press("escape")
        await chair.sees("SIDANG DEWAN JURI")
        assert "88,00" not in chair.text
        assert not str(chair.app.screen.query_one(Ranking).content)


async def test_an_event_without_a_chair(tmp_path) -> None:
    event = kediri()
    panel = tuple(juri.model_copy(update={"role": "anggota"}) for juri in event.juri)
    hand = Stagehand(tmp_path / "k.juri", event.model_copy(update={"juri": panel}), ManualClock())
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "belum menetapkan ketua" in frame(pilot.app))
        await pilot.press("enter", "k")
        assert isinstance(pilot.app.screen, DeliberationScreen)


# --- before the sidang -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_sidang_completeness_and_no_totals(hand, size) -> None:
    hand.ready().present("ceria").judge("ceria").present("melati").mark("pemprov", "melati")
    hand.do(definition.set_status, "cp-joss", "withdrawn", "sakit")
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("menunggu nilai Juri Swasta")
        await still(pilot)
        same_as_golden(pilot.app, "sidang-menunggu")
        assert "82,25" not in chair.text
        await chair.press("enter")
        await chair.sees("Selesaikan di Meja Operator")
        await chair.press("s")
        await chair.sees("Sidang belum dapat dibuka.")
        assert chair.contest.state is State.RUNNING


# --- the whole way ---------------------------------------------------------------------------------------------------


async def test_the_whole_sidang(hand, tmp_path) -> None:
    """Tie, overtime, points, award, correction, lock, signatures, unlock, announcement, export; checked by hand."""
    tied(hand)
    async with sidang(hand).run_test(size=(200, 60)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("Tekan S untuk membuka sidang")
        await chair.press("s")
        await chair.sees("2 hal perlu diputuskan")
        await chair.press("k")
        await chair.sees("Hasil belum dapat dikunci.")

        # Overtime 1:31: 61 s beyond the grace of 30 s, so two steps of a point. The chair makes it nothing.
        await chair.press("enter")
        await chair.sees("usul −2 nilai")
        await chair.picks("3")
        await chair.types("mikrofon mati dua menit")
        await chair.sees("diputuskan 0 (mikrofon")

        # The tie at place 2: Melati first.
        await chair.back()
        await chair.press("home", "enter")
        await chair.sees("Siapa di urutan 1?")
        await chair.picks("2")
        await chair.types("hasilnya lebih luas dirasakan")
        await chair.sees("sudah diurutkan")
        await chair.sees("Tekan K untuk mengunci hasil")
        assert chair.contest.chair["melati"][0] == 1
        assert chair.contest.chair["ceria"][0] == 2

        # Points by hand for CP JOSS, the award for Berlian.
        await chair.back()
        await chair.press("n")
        await chair.picks("4")
        await chair.types("−0,5")
        await chair.types("spanduk melebihi ukuran")
        await chair.sees("−0,5 spanduk melebihi ukuran")
        await chair.back()
        box = chair.decisions
        box.highlighted = next(n for n, item in enumerate(chair.decisions.items) if item.key == "Favorit")
        await chair.press("enter")
        await chair.picks("3")
        await chair.types("pilihan penonton")
        await chair.sees("Favorit: 3 KBK Berlian")

        # Correction of the other juri's mark: witnessed by the operator, for the chair types it.
        await chair.back()
        await chair.press("c")
        await chair.picks("2")
        await chair.picks("4")
        await chair.picks("1")
        await chair.types("21")
        await chair.sees("di luar rentang")
        await chair.types("17")
        await chair.types("salah tulis")
        await chair.sees("16 menjadi 17")
        await chair.picks("1")
        await chair.pin("latihan")
        await until(pilot, lambda: chair.contest.sheets["swasta", "cp-joss"].corrected == 1)

        # The lock: what is locked is shown, the PIN is asked again, the digest is large.
        await chair.back()
        await chair.press("k")
        await chair.sees("Kunci hasil ini?")
        assert "88,00" in chair.text
        await chair.picks("1")
        await chair.pin(OTHER)
        await chair.sees("PIN salah.")
        await chair.pin(CHAIR)
        await chair.on(DigestScreen)
        locked = chair.contest.locked
        await chair.sees(locked.digest)
        await chair.press("enter")

        # By hand: Berlian (89+87)/2; Melati and Ceria (81.5+83)/2; CP JOSS (76.5+78)/2 - 0.5.
        rows = locked.result["standings"]
        assert [(row["place"], row["kbk"], Fraction(row["total_exact"])) for row in rows] == [
            ("1", "berlian", Fraction(88)),
            ("2", "melati", Fraction("82.25")),
            ("3", "ceria", Fraction("82.25")),
            ("4", "cp-joss", Fraction("76.75")),
        ]
        assert rows[0]["awards"] == ["Juara I", "Favorit"]

        # Signatures: each juri by PIN while the chair stays seated.
        await chair.back()
        await chair.press("t")
        await chair.picks("2")
        await chair.pin(OTHER)
        await chair.sees("Juri Swasta sudah menandatangani.")
        assert chair.app.desk.who == "pemprov"
        assert set(chair.contest.signed) == {"swasta"}

        # Unlock: a reason, signatures void; lock again.
        await chair.back()
        await chair.press("b")
        await chair.types("nama kantor salah")
        await until(pilot, lambda: chair.contest.state is State.DELIBERATION)
        assert chair.contest.signed == {}
        await chair.sees("Kunci pernah dibuka: nama kantor salah")
        await chair.back()
        await chair.press("k")
        await chair.picks("1")
        await chair.pin(CHAIR)
        await chair.on(DigestScreen)
        assert chair.contest.locked.digest != locked.digest
        await chair.press("enter")
        for digit, pin in (("1", CHAIR), ("1", OTHER)):
            await chair.back()
            await chair.press("t")
            await chair.picks(digit)
            await chair.pin(pin)
            await chair.back()
        await chair.sees("Tekan U untuk mengumumkan")
        await chair.press("t")
        await chair.sees("Semua juri sudah menandatangani.")

        # Announcement and export.
        await chair.back()
        await chair.press("u")
        await chair.picks("1")
        await until(pilot, lambda: chair.contest.public)
        await chair.back()
        await chair.press("e")
        await chair.types(str(tmp_path / "hasil"))
        await chair.sees("Tersimpan di")
        kept = json.loads((tmp_path / "hasil" / "LATIHAN-hasil.json").read_text(encoding="utf-8"))
        assert chair.contest.locked.digest in json.dumps(kept)
        await chair.back()
        await chair.press("b")
        await chair.types("tidak boleh")
        await chair.sees("belum diumumkan")
        assert chair.contest.state is State.ANNOUNCED


async def test_overtime_confirmed_and_changed(hand) -> None:
    tied(hand)
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("s")
        await chair.sees("hal perlu diputuskan")
        await chair.back()
        await chair.press("enter")
        await chair.picks("1")
        await chair.on(AskLine)
        assert chair.app.screen.query_one(Input).value == "sesuai aturan lewat waktu"
        await chair.press("enter")
        await until(pilot, lambda: bool(chair.contest.decided))
        assert chair.contest.decided["overtime:melati-1"].points == Decimal(-2)
        # Decided anew, with another number; the tie is gone with the two points.
        await chair.back()
        box = chair.decisions
        await until(pilot, lambda: any(item.settled for item in chair.decisions.items))
        box.highlighted = next(n for n, item in enumerate(chair.decisions.items) if item.key == "melati-1")
        await chair.press("enter")
        await chair.picks("2")
        await chair.types("−1")
        await chair.types("sebagian karena listrik padam")
        await until(pilot, lambda: chair.contest.decided["overtime:melati-1"].points == Decimal(-1))


async def test_a_tie_may_stay_shared_and_every_question_may_be_left(hand) -> None:
    tied(hand)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        before = chair.contest.seq
        for key, answers in (
            ("n", ["1"]),
            ("c", ["1", "1", "1"]),
            ("r", []),
            ("enter", ["2"]),
        ):
            await chair.press(key)
            for digit in answers:
                await chair.picks(digit)
                await pilot.pause()
            await until(pilot, lambda: not isinstance(chair.app.screen, DeliberationScreen))
            await chair.press("escape")
            await chair.back()
        assert chair.contest.seq == before
        box = chair.decisions
        box.highlighted = next(n for n, item in enumerate(chair.decisions.items) if item.topic == "tie")
        await chair.press("enter")
        await chair.picks("3")
        await chair.types("sama baiknya")
        await until(pilot, lambda: set(chair.contest.chair) == {"ceria", "melati"})
        assert {rank for rank, _why in chair.contest.chair.values()} == {1}
        assert [row.place for row in result.ranking(chair.contest).rows[1:3]] == [2, 2]


async def test_back_to_the_event_and_refused_numbers(hand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("n")
        await chair.picks("1")
        await chair.types("banyak")
        await chair.sees("bukan angka")
        await chair.press("escape")
        await chair.back()
        await chair.press("t")
        await chair.sees("Kunci hasil dulu")
        await chair.back()
        await chair.press("e")
        await chair.types(str(hand.path.parent / "x"))
        await chair.sees("Hasil belum dikunci")
        assert not (hand.path.parent / "x").exists()
        await chair.back()
        await chair.press("r")
        await chair.types("nilai Swasta tertukar")
        await chair.sees("Tekan S untuk membuka sidang")
        assert chair.contest.state is State.RUNNING
        assert "88,00" not in chair.text


async def test_what_changed_meanwhile_is_not_locked(hand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("k")
        await chair.picks("1")
        await chair.on(LockScreen)
        hand.do(result.deduct, "berlian", "-10", "dari layar lain")
        await until(pilot, lambda: bool(chair.contest.decided))
        await chair.pin(CHAIR)
        await chair.sees("Hasil berubah sejak ditampilkan")
        assert chair.contest.state is State.DELIBERATION


async def test_held_keys_open_one_question(hand) -> None:
    hand.event()
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        before = chair.contest.seq
        await chair.press(*"nnnnnnnn")
        await chair.on(AskChoice)
        await chair.press("escape")
        await chair.back()
        await chair.press(*"krkrkr", "escape", "escape", "escape")
        await chair.back()
        assert chair.contest.seq == before


# --- how it looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_frames_of_the_sidang(hand, size) -> None:
    tied(hand)
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("2 hal perlu diputuskan")
        await still(pilot)
        same_as_golden(pilot.app, "sidang-memutuskan")


@pytest.mark.parametrize("size", SIZES)
async def test_frames_of_the_locked_result(hand, size) -> None:
    hand.event().lock()
    async with sidang(hand).run_test(size=size) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.sees("Tekan T")
        kept = frame(pilot.app).replace(chair.contest.locked.digest, "SIDIK")
        assert "SIDIK" in kept
        assert "○ Juri Swasta" in kept
        assert all(total in kept for total in TOTALS[:2])


@pytest.mark.parametrize("name", ["[bold red]KBK[/]", "[@click=app.leave]x[/]", "KBK \\[", "日本語の組", "A" * 120])
async def test_hostile_names_are_only_text(tmp_path, name) -> None:
    event = kediri()
    kbk = tuple(one.model_copy(update={"name": name, "unit": name}) for one in event.kbk[:2])
    juri = tuple(one.model_copy(update={"name": name}) for one in event.juri)
    criteria = (event.criterion[0].model_copy(update={"name": name}), *event.criterion[1:])
    award = tuple(one.model_copy(update={"name": f"{name[:100]} {n}"}) for n, one in enumerate(event.award))
    event = event.model_copy(
        update={"kbk": (*kbk, *event.kbk[2:]), "juri": juri, "criterion": criteria, "award": award}
    )
    hand = tied(Stagehand(tmp_path / "k.juri", event, ManualClock()))
    hand.sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(80, 24)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        assert name[:9] in chair.text
        for keys in (("n", "1", "escape"), ("c", "1", "1", "escape"), ("enter", "escape"), ("k",)):
            await chair.press(*keys)
            await pilot.pause()
            while not isinstance(chair.app.screen, DeliberationScreen):
                await chair.press("escape")
            await chair.back()
        assert chair.contest.state is State.DELIBERATION


def test_a_digest_is_read_in_pairs() -> None:
    assert digest_lines("42-ABCD-EFGH-IJKL-MNOP-QRST") == ("42-ABCD", "EFGH-IJKL", "MNOP-QRST")
