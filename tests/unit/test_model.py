"""The definition itself: immutable, exact, the same after a trip through JSON, and easy to ask."""

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError

from juri_tui.event_file import load
from juri_tui.model import Award, Break, Criterion, Event, Juri, Kbk, Level, Phase
from juri_tui.rubrics import DEMO_EVENT


def demo() -> Event:
    event = load(DEMO_EVENT)
    assert isinstance(event, Event), event
    return event.model_copy(update={"breaks": (Break(after="melati", name="ISHOMA", length=3600),)})


@pytest.mark.parametrize("by_alias", [True, False])
def test_json_and_back(by_alias: bool) -> None:
    event = demo()
    assert Event.model_validate_json(event.model_dump_json(by_alias=by_alias)) == event


def test_decimals_are_text_in_json_and_never_floats() -> None:
    criterion = Criterion(id="a", name="A", step=Decimal("0.10"))
    assert '"step":"0.1"' in criterion.model_dump_json()
    with pytest.raises(ValidationError):
        Criterion(id="a", name="A", step=0.1)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="bukan angka"):
        Criterion(id="a", name="A", max=Decimal("NaN"))
    with pytest.raises(ValidationError, match="bukan angka"):
        Criterion(id="a", name="A", max=Decimal("1E+10"))


def test_nothing_changes_and_nothing_is_added() -> None:
    event = demo()
    with pytest.raises(ValidationError, match="frozen"):
        event.kbk[0].number = 9  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Award(name="A", plaec=1)  # type: ignore[call-arg]


def test_times_and_dates_carry_no_more_than_is_meant() -> None:
    with pytest.raises(ValidationError, match="bukan jam"):
        Kbk(id="k", name="K", number=1, planned=dt.time(9, tzinfo=dt.UTC))
    assert Kbk(id="k", name="K", number=1, planned=dt.time(9, 30)).planned == dt.time(9, 30)


def test_defaults_that_depend_on_another_field() -> None:
    assert Phase(id="p", name="P", length=200).warn == (60,)
    assert Phase(id="p", name="P", length=200, warn=()).warn == ()
    assert Juri(id="j", name="J", role="pendamping").weight == 0
    assert Juri(id="j", name="J").weight == 1


def test_asking_by_id() -> None:
    event = demo()
    assert event.kbk_by_id("cp-joss").name == "KBK CP JOSS"
    assert event.juri_by_id("swasta").name == "Juri Swasta"
    assert event.criterion_by_id("hasil").max == 20
    with pytest.raises(KeyError, match="melatii"):
        event.kbk_by_id("melatii")


def test_the_chair() -> None:
    event = demo()
    chair = event.ketua()
    assert chair is not None
    assert chair.id == "pemprov"
    assert event.model_copy(update={"juri": event.juri[1:]}).ketua() is None


def test_the_criteria_of_a_juri_come_in_the_order_of_the_definition() -> None:
    event = demo()
    field = Juri(id="lapangan", name="L", criteria=("hasil", "masalah"))
    event = event.model_copy(update={"juri": (*event.juri, field)})
    assert event.criteria_of("swasta") == event.criterion
    assert [criterion.id for criterion in event.criteria_of("lapangan")] == ["masalah", "hasil"]


def test_a_level_is_made_by_its_field_name_too() -> None:
    assert Level(from_=Decimal(5), text="x") == Level.model_validate({"from": Decimal(5), "text": "x"})
