import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from crisisdesk.errors import CancelledError, UserError
from crisisdesk.exchange.csv_in import CELL_LIMIT
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.store.workspace import Workspace

Take = Callable[..., Report]


def names(workspace: Workspace) -> list[str]:
    with workspace.snapshot() as view:
        return sorted(person.name for person in view.all(Person))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_separator_is_understood(take: Take, workspace: Workspace, separator: str) -> None:
    take(f'name{separator}rank\n"Okafor, J.; jr."{separator}Colonel\n')

    assert names(workspace) == ["Okafor, J.; jr."]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a mark"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_out_and_said(
    take: Take, workspace: Workspace, encoding: str, said: str
) -> None:
    report = take("name,rank\nZoë Ångström,Colonel\n".encode(encoding))

    assert report.encoding == said
    assert names(workspace) == ["Zoë Ångström"]


def test_importing_twice_changes_nothing(take: Take, workspace: Workspace) -> None:
    text = "name,rank\nJ. Okafor,Colonel\nM. Lindqvist,Major\n"
    take(text)
    again = take(text)

    assert (again.taken, again.changed, again.unchanged, again.revision) == (0, 0, 2, 0)
    assert len(names(workspace)) == 2


def test_a_row_with_a_known_id_updates_only_its_columns(take: Take, workspace: Workspace) -> None:
    take("id,name,rank,languages\nperson-1,J. Okafor,Colonel,English\n")
    report = take("id,rank\nperson-1,General\n")

    with workspace.snapshot() as view:
        person = view.get(Person, "person-1")
    assert (report.changed, person.rank, person.languages) == (1, "General", "English")


def test_one_import_is_one_revision_that_undo_takes_back(take: Take, workspace: Workspace) -> None:
    take("name\n" + "".join(f"Officer {number}\n" for number in range(2_500)))

    workspace.undo()

    assert names(workspace) == []


def test_each_bad_row_is_refused_with_its_number_and_reason(take: Take, workspace: Workspace) -> None:
    report = take(
        "title,phase,severity,opened_at,lead_desk\n"
        "Good,watch,watch,,\n"
        ",watch,watch,,\n"
        "Bad phase,boiling,watch,,\n"
        "Bad moment,watch,watch,yesterday,\n"
        "Bad partner,watch,watch,,Nowhere\n"
        "Too,many,cells,in,this,row\n",
        "cases.csv",
    )

    assert report.taken == 1
    assert [refusal.row for refusal in report.refused] == [3, 4, 5, 6, 7]
    assert "boiling" in report.refused[1].reason
    with workspace.snapshot() as view:
        assert view.count(CrisisCase) == 1


def test_labels_short_names_and_captions_are_understood(take: Take, workspace: Workspace) -> None:
    take("Title,Organisation,accredited to,Kind\nDuty officer,US-STATE,France,Duty officer\n", "posts.csv")

    with workspace.snapshot() as view:
        [post] = view.all(Post)
    assert (post.partner_id, post.host_id, post.kind) == ("partner-US-STATE", "partner-FRA", "duty_officer")


def test_rows_may_refer_to_later_rows_of_the_same_file(take: Take, workspace: Workspace) -> None:
    report = take(
        "type,id,title,name,post_id,person_id\n"
        "incumbency,,,,post-1,person-1\n"
        "post,post-1,Duty officer,,,\n"
        "person,person-1,,J. Okafor,,\n",
        "mixed.csv",
    )

    assert report.refused == []
    with workspace.snapshot() as view:
        assert view.count(Incumbency) == 1


def test_records_that_refer_to_each_other_come_in_together(take: Take, workspace: Workspace) -> None:
    report = take("id,title,deputy\npost-1,One,post-2\npost-2,Two,post-1\npost-3,Three,post-4\n", "posts.csv")

    assert report.taken == 2
    assert [refusal.row for refusal in report.refused] == [4]


def test_what_refers_to_a_refused_row_is_refused_as_well(take: Take, workspace: Workspace) -> None:
    report = take("id,title,deputy,rhythm_days\npost-1,One,post-2,\npost-2,Two,,-3\n", "posts.csv")

    assert sorted(refusal.row for refusal in report.refused) == [2, 3]
    with workspace.snapshot() as view:
        assert view.count(Post) == 0


def test_the_type_is_found_by_column_file_name_or_header(take: Take) -> None:
    assert take("type,name\nperson,A. Bell\n", "x.csv").taken == 1
    assert take("name\nB. Bell\n", "People.csv").taken == 1
    assert take("member_id,group_id,status\nFRA,NATO,observer\n", "x.csv").taken == 1
    with pytest.raises(UserError, match="--type"):
        take("name\nC. Bell\n", "x.csv")


def test_columns_that_mean_nothing_are_named(take: Take) -> None:
    assert take("name,shoe size\nA. Bell,42\n").ignored == ("shoe size",)
    with pytest.raises(UserError, match="none of its columns"):
        take("colour,shoe size\nred,42\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ('name,rank\n"A. Bell,Major\n', "row 2: a quote is opened"),
        ('name,rank\nA. Bell,Major\n"B" Bell,Major\n', "row 3: a quote closes"),
        ("name,name\nA,B\n", "twice"),
        (f"name\n{'x' * (CELL_LIMIT + 1)}\n", "row 2: a cell is longer"),
    ],
)
def test_a_broken_file_is_refused_with_its_row(take: Take, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        take(text)


def test_zeros_among_text_are_said_to_be_no_text(take: Take) -> None:
    with pytest.raises(UserError, match="not text"):
        take("name\nA\0B\n")


def test_entries_of_a_log_are_never_changed_by_an_import(take: Take, workspace: Workspace) -> None:
    take("id,title\ncase-1,Strait\n", "cases.csv")
    take("id,case,text\nlog_entry-1,case-1,Two ships\n", "log.csv")

    report = take("id,case,text\nlog_entry-1,case-1,Three ships\n", "log.csv")

    assert "never edited" in report.refused[0].reason


def test_cancelling_keeps_nothing(take: Take, workspace: Workspace) -> None:
    def stop(done: int, _total: int, _text: str, /) -> None:
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        take("name\n" + "Somebody\n" * 2_000, progress=stop)

    assert names(workspace) == []


def test_a_long_prose_cell_comes_through_whole(take: Take, workspace: Workspace) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["name", "notes"], ["Long", "word " * 39_000]])

    assert take(out.getvalue(), "partners.csv", record_type=Partner).refused == []


def test_an_empty_cell_empties_a_field(take: Take, workspace: Workspace) -> None:
    take("id,name,rank\nperson-1,A. Bell,Major\n")
    take("id,name,rank\nperson-1,A. Bell,\n")

    with workspace.snapshot() as view:
        assert view.get(Person, "person-1").rank == ""


def test_an_id_of_another_type_is_refused(take: Take, workspace: Workspace) -> None:
    report: Any = take("id,name\npartner-FRA,A. Bell\n", record_type=Person)

    assert "belongs to a partner" in report.refused[0].reason
