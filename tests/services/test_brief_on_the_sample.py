"""Every kind of brief on the sample desk."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest

from crisisdesk.briefing.profiles import PROFILES, Profile
from crisisdesk.briefing.sections import section_named
from crisisdesk.model.channels import Call
from crisisdesk.services.brief_order import BriefMade
from crisisdesk.services.briefs import make_brief
from crisisdesk.services.demo import sample_desk
from crisisdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, str]]:
    path = tmp_path_factory.mktemp("sample") / "sample.cdesk"
    desk, case_id = sample_desk(path, clock=lambda: NOW, actor="officer")
    yield desk, case_id
    desk.close()


@pytest.fixture(scope="module", params=PROFILES, ids=[profile.name for profile in PROFILES])
def profile(request: pytest.FixtureRequest) -> Profile:
    return request.param


@pytest.fixture(scope="module")
def about(profile: Profile, sample: tuple[Workspace, str]) -> Mapping[str, str]:
    """What the kind of brief is told beside the case."""
    desk, case_id = sample
    with desk.snapshot() as view:
        post = next(call.post_id for call in view.all(Call, Call.case_id == case_id) if call.post_id)
    return {"partner": {"partner_id": "partner-GBR"}, "post": {"post_id": post}}.get(profile.about, {})


@pytest.fixture(scope="module")
def made(
    profile: Profile, about: Mapping[str, str], sample: tuple[Workspace, str]
) -> tuple[Profile, BriefMade]:
    return profile, make_brief(*sample, profile=profile.name, **about)


def test_it_is_as_long_as_it_may_be(made: tuple[Profile, BriefMade]) -> None:
    profile, brief = made

    assert brief.warnings == ()
    assert not profile.pages or brief.pages <= profile.pages
    assert brief.pages <= 14


def test_every_page_carries_banner_and_stamp_above_and_below(made: tuple[Profile, BriefMade]) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made[1].pdf)).pages]

    assert all(text.count(made[1].banner) >= 2 for text in pages)
    assert all(text.count("EXERCISE\u2003EXERCISE") + text.count("EXERCISE EXERCISE") >= 2 for text in pages)


def test_every_section_has_its_bookmark_and_its_tags(made: tuple[Profile, BriefMade]) -> None:
    profile, brief = made
    with pikepdf.open(io.BytesIO(brief.pdf)) as opened, opened.open_outline() as outline:
        titles = {item.title for item in outline.root}
        tagged = opened.Root.MarkInfo.Marked
        kinds = {str(one.get("/S")) for one in opened.objects if isinstance(one, pikepdf.Dictionary)}

    told = {section_named(name).title for name in brief.sections} - {""}
    assert tagged
    assert {"/Document", "/Sect", "/H1", "/P"} <= kinds
    assert profile.pages == 1 or len(told & titles) >= len(titles - {"Nothing to report"})


def test_nothing_is_said_of_what_there_is_nothing_of_under_a_heading_of_its_own(
    made: tuple[Profile, BriefMade],
) -> None:
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made[1].pdf)).pages)

    assert text.count("is recorded in this case.") == text.partition("Nothing to report")[2].count(
        "is recorded in this case."
    )


def test_the_same_desk_gives_the_same_bytes(
    made: tuple[Profile, BriefMade], sample: tuple[Workspace, str], about: Mapping[str, str]
) -> None:
    again = make_brief(*sample, profile=made[0].name, **about)

    assert again.pdf == made[1].pdf


def test_the_file_is_sound_and_holds_its_fonts(made: tuple[Profile, BriefMade]) -> None:
    with pikepdf.open(io.BytesIO(made[1].pdf)) as opened:
        fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one]

        assert opened.check_pdf_syntax() == []
        assert fonts
        assert all("/FontFile2" in one.FontDescriptor for one in fonts)


def test_its_text_is_read_in_the_order_of_its_sections(made: tuple[Profile, BriefMade]) -> None:
    text = " ".join(
        " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(made[1].pdf)).pages).split()
    )
    with pikepdf.open(io.BytesIO(made[1].pdf)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]

    places = [0]
    for title in titles:
        places.append(text.find(title, places[-1]))
    assert -1 not in places
