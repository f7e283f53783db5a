"""What the operator's keys can not do alone: each leads to the PIN of the one who can, and to no dead end."""

from pathlib import Path

import pytest
from chair import Chair, sidang
from contests import Stagehand
from desks import Keys, program
from frames import frame, until
from preparing import Setup, setup
from real import PASSPHRASE, Real
from seat import at, station, to_sheet
from textual.widgets import Input

from juri_tui.contest import State
from juri_tui.decisions import definition, result
from juri_tui.desk import OPERATOR
from juri_tui.screens.ask_sure import AskSure
from juri_tui.screens.freeze import SlipsScreen
from juri_tui.widgets.dialogs import AskChoice, AskLine


async def asked(keys: Keys, name: str) -> None:
    """Waits until this person is asked for a secret, and not the one before."""
    await until(keys.pilot, lambda: any(str(one.render()) == name for one in keys.pilot.app.screen.query(".title")))
    await keys.dialog("LockScreen")


async def secret(keys: Keys, text: str, name: str = "Juri Pemprov Jatim") -> None:
    """Answers a question for a PIN or passphrase."""
    await asked(keys, name)
    keys.pilot.app.screen.query_one(Input).value = text
    await keys.press("enter")


async def choice(keys: Keys, digit: str) -> None:
    await keys.dialog("AskChoice")
    await keys.press(digit)


@pytest.fixture
def conferring(hand: Stagehand) -> Stagehand:
    hand.event().sit("pemprov")
    hand.do(result.open_deliberation)
    hand.sit(OPERATOR)
    return hand


@pytest.fixture
def real(tmp_path: Path):
    made = Real(tmp_path / "nyata.juri")
    made.desk.sit(OPERATOR, PASSPHRASE)
    yield made
    made.desk.close()


async def test_in_a_sidang_t_and_j_ask_the_chair(conferring: Stagehand) -> None:
    async with program(conferring.desk) as pilot:
        keys = Keys(pilot, conferring)
        before = len(keys.kinds)
        await keys.press("t")
        await choice(keys, "2")
        await choice(keys, "1")
        await secret(keys, "222222")
        await until(pilot, lambda: "PIN salah" in str(pilot.app.screen.query_one("#fault").render()))
        await keys.press("escape")
        await keys.press("j")
        await choice(keys, "2")
        await choice(keys, "1")
        await secret(keys, "111111")
        await until(pilot, lambda: len(keys.kinds) == before + 1)
        record = keys.desk.records()[-1]
        assert (record.kind, record.actor, record.payload.juri) == ("juri_absent", "ketua:pemprov", "swasta")
        await until(pilot, lambda: "Kehadiran juri dicatat" in frame(pilot.app))
        assert keys.desk.who == OPERATOR


async def test_in_a_sidang_the_board_offers_what_it_may_show(conferring: Stagehand) -> None:
    async with program(conferring.desk) as pilot:
        keys = Keys(pilot, conferring)
        await keys.press("m")
        await choice(keys, "1")
        await until(pilot, lambda: keys.kinds[-1] == "board_mode_set")
        assert keys.last.mode == "tersembunyi"


async def test_b_thaws_after_a_call_that_was_undone(hand: Stagehand) -> None:
    hand.ready().arm("ceria")
    async with program(hand.desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.refuses("b", words="selama belum ada yang tampil")
        hand.time("slot_disarmed")
        await keys.shown()
        await keys.press("b")
        await choice(keys, "1")
        await until(pilot, lambda: hand.desk.contest.state is State.SETUP)


async def test_n_gives_a_new_pin_that_only_the_juri_sees(real: Real) -> None:
    async with program(real.desk) as pilot:
        keys = Keys(pilot, real)  # type: ignore[arg-type]  (only its clock and desk are asked for)
        await keys.press("n")
        await choice(keys, "2")
        await secret(keys, PASSPHRASE, "Operator")
        await secret(keys, real.pins["pemprov"])
        await keys.dialog("SlipsScreen")
        assert not pilot.app.screen.query_one("#pin").display
        await keys.press("escape")
        assert isinstance(pilot.app.screen, SlipsScreen), "a PIN that holds already is not left unseen"
        await keys.press("space")
        shown = str(pilot.app.screen.query_one("#pin").render()).replace(" ", "")
        await keys.press("enter")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        assert real.desk.prove("swasta", shown) is None
        assert keys.kinds[-1] == "pin_reset"


async def test_n_for_the_chair_asks_another_juri_and_can_be_left(real: Real) -> None:
    async with program(real.desk) as pilot:
        keys = Keys(pilot, real)  # type: ignore[arg-type]
        before = keys.kinds
        await keys.press("n", "escape", "n")
        await choice(keys, "1")
        await secret(keys, PASSPHRASE, "Operator")
        await asked(keys, "Juri Swasta")
        await keys.press("escape")
        assert keys.kinds == before


async def test_a_rehearsal_needs_no_new_pin(hand: Stagehand) -> None:
    async with program(hand.ready().desk) as pilot:
        keys = Keys(pilot, hand)
        await keys.press("n")
        await choice(keys, "2")
        await until(pilot, lambda: "PIN latihan tetap" in keys.notice)


async def test_another_name_asks_the_chair_and_shows_the_slip(real: Real) -> None:
    async with setup(real) as keys:  # type: ignore[arg-type]
        await keys.section(2)
        await keys.press("down", "enter", "enter")
        await keys.answers("Pak Joko")
        await choice(keys, "3")
        await keys.answers(real.pins["pemprov"], "LockScreen")
        await keys.dialog("SlipsScreen")
        await keys.says("Hanya Pak Joko yang boleh melihat")
        await keys.press("space")
        shown = str(keys.pilot.app.screen.query_one("#pin").render()).replace(" ", "")
        await keys.press("enter")
        await keys.free()
        assert real.desk.prove("swasta", shown) is None
        assert real.desk.prove("swasta", real.pins["swasta"]) is not None
        assert real.desk.contest.definition.juri[1].name == "Pak Joko"


async def test_the_chair_is_handed_over_in_one_step(hand: Stagehand) -> None:
    """While he is there with his own PIN; called absent, with that of another juri."""
    hand.ready()
    async with setup(hand) as keys:
        await role(keys, 1, "111111")
        assert hand.desk.contest.definition.ketua().id == "swasta"
        hand.do(definition.set_absent, "swasta", True, "sakit")
        await keys.shown()
        await keys.press("escape")
        await role(keys, 0, "111111")
        assert hand.desk.contest.definition.ketua().id == "pemprov"


async def role(keys: Setup, place: int, pin: str) -> None:
    """Makes the n-th juri the chair."""
    await keys.section(2)
    await keys.press(*["down"] * place, "enter", "down", "down", "enter")
    await choice(keys, "1")
    await choice(keys, "3")
    await keys.answers(pin, "LockScreen")
    await keys.free()


async def test_p_sets_a_place_and_takes_it_back(hand: Stagehand) -> None:
    hand.event().sit("pemprov")
    hand.do(result.open_deliberation)
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        await chair.press("p")
        await chair.sees("menurut hitungan tetap tercetak")
        await chair.picks("3")
        await chair.on(AskChoice)
        await chair.picks("2")
        await chair.types("risalah karya orang lain")
        await chair.sees("ditetapkan juri: risalah karya")
        assert chair.contest.ruled["berlian"].place == 2
        await chair.back()
        await chair.press("p")
        await chair.picks("3")
        await chair.sees("kembali menurut hitungan")
        await chair.picks("5")
        await chair.types("keliru")
        await until(pilot, lambda: not chair.contest.ruled)


async def test_p_and_a_correction_wait_for_the_sidang_and_the_own_sheet(hand: Stagehand) -> None:
    hand.ready().present("ceria").mark("swasta", "ceria")
    async with sidang(hand).run_test(size=(120, 36)) as pilot:
        chair = Chair(pilot)
        await chair.sits()
        for key in "pn":
            await chair.press(key)
            await chair.sees("hanya dapat diambil dalam sidang")
            await chair.press("escape")
            await chair.back()
            chair.app.screen.say("", "hint")
        await chair.press("c")
        await chair.sees("Koreksi nilai: juri")
        await chair.picks("1")
        await chair.sees("Koreksi nilai: KBK")
        hand.clock.advance(10**9)
        await chair.picks("1")
        await chair.sees("Kirim dulu nilai Anda sendiri")


async def test_who_recuses_first_opens_the_judging(hand: Stagehand) -> None:
    hand.ready()
    async with station(hand).run_test(size=(120, 36)) as pilot:
        await to_sheet(pilot, 2)
        await pilot.press("f8")
        await at(pilot, AskLine)
        pilot.app.screen.query_one(Input).value = "satu kantor"
        await pilot.press("enter")
        await at(pilot, AskSure)
        hand.clock.advance(10**9)
        pilot.app.screen.dismiss(True)
        await until(pilot, lambda: hand.desk.refresh().recused)
    kinds = [record.kind for record in hand.desk.records()][-2:]
    assert kinds == ["judging_opened", "juri_recused"]
