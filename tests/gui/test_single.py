from pathlib import Path

from pytestqt.qtbot import QtBot

from crisisdesk.gui.seats import seat_name
from crisisdesk.gui.single import Seat, call_holder


def test_the_second_to_come_raises_the_first(qtbot: QtBot, tmp_path: Path):
    first, second = Seat(tmp_path / "a.cdesk", tmp_path), Seat(tmp_path / "a.cdesk", tmp_path)
    assert first.take()

    assert not second.take()
    with qtbot.waitSignal(first.called):
        assert second.call()
    first.leave()


def test_a_seat_that_was_left_is_free(tmp_path: Path, qapp):
    first, second = Seat(tmp_path / "a.cdesk", tmp_path), Seat(tmp_path / "a.cdesk", tmp_path)
    first.take()
    first.leave()

    assert second.take()
    second.leave()


def test_two_desks_have_two_seats(tmp_path: Path, qapp):
    first, second = Seat(tmp_path / "a.cdesk", tmp_path), Seat(tmp_path / "b.cdesk", tmp_path)

    assert first.take()
    assert second.take()
    first.leave()
    second.leave()


def test_every_way_to_write_a_path_is_the_same_seat(tmp_path: Path):
    (tmp_path / "in").mkdir()
    assert seat_name(tmp_path / "in" / ".." / "a.cdesk") == seat_name(tmp_path / "a.cdesk")


def test_nobody_is_called_where_nobody_sits(tmp_path: Path, qapp):
    assert not call_holder(tmp_path / "a.cdesk", tmp_path)


def test_a_folder_that_cannot_be_made_keeps_nobody_out(tmp_path: Path, qapp):
    (tmp_path / "file").touch()
    assert Seat(tmp_path / "a.cdesk", tmp_path / "file" / "open").take()


def test_the_second_to_come_names_the_record_to_go_to(qtbot: QtBot, tmp_path: Path):
    first = Seat(tmp_path / "a.cdesk", tmp_path)
    first.take()

    with qtbot.waitSignal(first.wanted) as wanted:
        assert call_holder(tmp_path / "a.cdesk", tmp_path, record_id="case-1")

    assert wanted.args == ["case-1"]
    first.leave()
