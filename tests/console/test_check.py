"""`run_bot.py check`: what the operator sees, and the exit code."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.rules.places import Where, where
from bot.settings import DEMO_CITY, REGULATION, Settings, read_settings
from handlers.console.check import check
from handlers.console.city import CityFaults, load_city

TODAY = date(2026, 11, 24)


def chosen(**environ: str) -> Settings:
    return read_settings(environ, Path("no-such-config.toml"))


def city(folder: Path, officials: Callable[[str], str], departments: str = "") -> Path:
    """The demo city with one table changed."""
    shutil.copytree(DEMO_CITY, folder / "city")
    people = folder / "city" / "officials.csv"
    people.write_text(officials(people.read_text("utf-8")), "utf-8")
    if departments:
        (folder / "city" / "departments.csv").write_text(departments, "utf-8")
    return folder / "city"


def test_the_demo_city_is_summed_up() -> None:
    code, lines = check(chosen(), TODAY, "zh")
    assert code == 0
    assert lines == [
        "规定：格尔木市人民政府关于加强政府自身建设的若干规定（golmud-2018，2018-03-22 起）",
        "名册：112 人，31 个部门",
        (
            "职级：市长 1，常务副市长 1，副市长 6，部门主要领导 31，部门其他领导 62，"
            "市政府办公室 3，上级机关 3，联络员 5"
        ),
        "审批链：4 条",
        "已填 telegram_id：0 人，其余用一次性链接绑定",
        "规定与名册相符，可以启动。",
    ]


def test_in_english_too_with_the_chats_counted(tmp_path: Path) -> None:
    roster = city(tmp_path, lambda text: text.replace("mayor,,8001,", "mayor,,8001,12345"))
    code, lines = check(chosen(ROSTER=str(roster)), TODAY, "en")
    assert code == 0
    assert lines[1] == "Roster: 112 officials, 31 departments"
    assert lines[4] == "With a telegram_id: 1; the others are bound by a one-time link"
    assert lines[-1] == "Regulation and roster agree; ready to start."


def test_a_wrong_policy_is_told_by_sentence(tmp_path: Path) -> None:
    policy = tmp_path / "own.toml"
    policy.write_text(REGULATION.read_text("utf-8").replace('["supervisor"]', '["boss"]'), "utf-8")
    code, lines = check(chosen(POLICY=str(policy)), TODAY, "zh")
    assert code == 1
    assert lines[0].startswith("own.toml：第 4 段 [[route]] 的“boss”不认识")
    assert lines[1:] == ["共 1 处要改，改好后再运行一次 check。"]


def test_a_wrong_roster_is_told_by_row(tmp_path: Path) -> None:
    roster = city(
        tmp_path, lambda text: text.replace(",mayor,", ",boss,").replace("zw,州委", "zw,")
    )
    code, lines = check(chosen(ROSTER=str(roster)), TODAY, "en")
    assert code == 1
    assert lines[0].startswith('officials.csv, row 2: the rank "boss" is not known')
    assert lines[1].startswith("officials.csv, row 13: ")
    assert lines[2] == "2 to mend; then run check again."


def test_a_city_out_of_order_is_told_with_the_fix(tmp_path: Path) -> None:
    roster = city(
        tmp_path,
        lambda text: "\n".join(row for row in text.splitlines() if not row.startswith("zzf,")),
        "department,supervisor\n教育局,fsz5\n",
    )
    code, lines = check(chosen(ROSTER=str(roster)), TODAY, "zh")
    assert code == 1
    assert len(lines) == 30 + 1 + 1  # departments without a supervisor, 州政府, the count
    assert "审批链要找“州政府”，名册里却没有：请在人员表里添加一行。" in lines
    assert "“水利局”没有分管领导：请在分工表（departments.csv）里填上分管副市长。" in lines
    assert lines[-1] == "共 31 处要改，改好后再运行一次 check。"


def test_the_start_is_stopped_by_the_same_sentences(tmp_path: Path) -> None:
    settings = chosen(ROSTER=str(tmp_path))
    with pytest.raises(CityFaults) as stopped:
        load_city(settings, TODAY)
    _, lines = check(settings, TODAY, "en")
    assert stopped.value.sentences("en") == lines[:-1]
    assert "officials.csv" in lines[0]


def test_a_city_is_its_regulation_its_people_and_its_map() -> None:
    golmud = load_city(chosen(), TODAY)
    assert golmud.policy.id == "golmud-2018"
    assert golmud.roster.officials["sz"].post.rank == "mayor"
    assert where("西宁", golmud.gazetteer) is Where.INSIDE
