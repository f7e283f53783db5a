"""A board of 300 KBK is computed beside the painting: nothing waits for it, and pictures never queue."""

import threading

from contests import Stagehand
from frames import frame, until

from juri_tui.app import JuriApp
from juri_tui.board_view import Picture, picture
from juri_tui.desk import Desk, Role
from juri_tui.screens import board


async def test_what_comes_while_a_picture_is_made_makes_one_more(hand: Stagehand, monkeypatch) -> None:
    hand.ready()
    gate, made = threading.Event(), []

    def slow(*args: object) -> Picture:
        made.append(threading.current_thread())
        gate.wait(10)
        return picture(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(board, "picture", slow)
    async with JuriApp(Desk(hand.path, Role.BOARD, hand.clock)).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: made)
        screen = pilot.app.screen
        assert isinstance(screen, board.BoardScreen)
        for _again in range(5):
            screen.refresh_picture()
            await pilot.pause(0.02)  # the loop goes on meanwhile: this would stand still
        assert len(made) == 1
        gate.set()
        await until(pilot, lambda: "SEMENTARA, 0 dari 4 KBK" in frame(pilot.app))
        await until(pilot, lambda: len(made) == 2)
        await pilot.pause(0.1)
        assert len(made) == 2
        assert threading.main_thread() not in made
