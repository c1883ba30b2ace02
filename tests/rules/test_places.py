"""Inside the province, outside it, or abroad, told by the words of a place."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.places import Gazetteer, Where, parse_gazetteer, where

FILE = Path(__file__).parents[2] / "bot" / "policies" / "places.toml"
GAZETTEER = parse_gazetteer(tomllib.loads(FILE.read_text(encoding="utf-8")))

INSIDE, OUTSIDE, ABROAD, UNKNOWN = Where.INSIDE, Where.OUTSIDE, Where.ABROAD, Where.UNKNOWN
PLACES = [
    # 省内
    ("西宁", INSIDE),
    ("西宁市城中区", INSIDE),
    ("青海省西宁市", INSIDE),
    (" 德令哈 ", INSIDE),
    ("乌兰县", INSIDE),
    ("海西蒙古族藏族自治州", INSIDE),
    ("海南州共和县", INSIDE),
    ("河南县", INSIDE),
    ("河南蒙古族自治县", INSIDE),
    ("民和、循化", INSIDE),
    ("西藏路街道", INSIDE),
    ("省委党校", INSIDE),
    ("州政府", INSIDE),
    ("省内", INSIDE),
    ("Xining", INSIDE),
    ("XINING city", INSIDE),
    # 省外
    ("北京", OUTSIDE),
    ("北京市东城区", OUTSIDE),
    ("内蒙古", OUTSIDE),
    ("内蒙古自治区呼和浩特市", OUTSIDE),
    ("赴内蒙古考察", OUTSIDE),
    ("巴林左旗", OUTSIDE),
    ("新疆和田", OUTSIDE),
    ("和田", OUTSIDE),
    ("河南郑州", OUTSIDE),
    ("河南", OUTSIDE),
    ("海南省", OUTSIDE),
    ("海南三亚", OUTSIDE),
    ("阿克塞哈萨克族自治县", OUTSIDE),
    ("西宁、兰州", OUTSIDE),
    ("西宁经兰州到西安", OUTSIDE),
    ("黑山县", OUTSIDE),
    ("香港中文大学（深圳）", OUTSIDE),
    ("省外", OUTSIDE),
    ("Inner Mongolia", OUTSIDE),
    ("北京和美国际酒店", OUTSIDE),
    # 境外
    ("蒙古", ABROAD),
    ("蒙古国", ABROAD),
    ("外蒙古", ABROAD),
    ("乌兰巴托", ABROAD),
    ("香港", ABROAD),
    ("中国香港", ABROAD),
    ("我国澳门", ABROAD),
    ("台湾省", ABROAD),
    ("港澳", ABROAD),
    ("境外", ABROAD),
    ("出国", ABROAD),
    ("国外", ABROAD),
    ("赴日本东京", ABROAD),
    ("北京、东京", ABROAD),
    ("北京和东京", ABROAD),
    ("北京转机 迪拜", ABROAD),
    ("前往尼泊尔", ABROAD),
    ("黑山", ABROAD),
    ("几内亚比绍", ABROAD),
    ("Ｊａｐａｎ", ABROAD),
    ("hong  kong", ABROAD),
    ("Mongolia", ABROAD),
    ("visit to Nigeria", ABROAD),
    ("UK", ABROAD),
    # 要问一问
    ("", UNKNOWN),
    ("  、", UNKNOWN),
    ("海南", UNKNOWN),  # 海南州, or 海南省
    ("某地", UNKNOWN),
    ("蒙古族中学", UNKNOWN),
    ("朝鲜族民俗园", UNKNOWN),
    ("和美国际酒店", UNKNOWN),
    ("中国", UNKNOWN),
    ("Ukrainian Street", UNKNOWN),
    ("Chinatown", UNKNOWN),
]


@pytest.mark.parametrize(("place", "expected"), PLACES)
def test_where(place: str, expected: Where) -> None:
    assert where(place, GAZETTEER) is expected


def test_the_gazetteer_is_broad_enough() -> None:
    count = {here: list(GAZETTEER.names.values()).count(here) for here in Where}
    assert count[INSIDE] > 100
    assert count[OUTSIDE] > 350
    assert count[ABROAD] > 400
    assert GAZETTEER.longest == max(map(len, GAZETTEER.names))


def test_every_name_is_found_alone_and_after_a_verb() -> None:
    for name, here in GAZETTEER.names.items():
        assert where(name, GAZETTEER) is here
        assert where(f"赴{name}", GAZETTEER) is here


def test_a_name_in_two_tables_is_a_mistake_in_the_file() -> None:
    data: dict[str, dict[str, list[str]]] = {
        "qinghai": {"places": ["甲"]},
        "mainland": {"places": ["甲"]},
        "abroad": {"names": []},
    }
    with pytest.raises(ValueError, match="甲 is both inside and outside"):
        parse_gazetteer(data)


@given(st.text())
def test_any_words_are_somewhere_and_an_empty_gazetteer_knows_nothing(words: str) -> None:
    assert where(words, GAZETTEER) in Where
    assert where(words, Gazetteer({}, 0)) is UNKNOWN


@given(st.lists(st.sampled_from(sorted(GAZETTEER.names)), min_size=1, max_size=4))
def test_the_farthest_place_counts(names: list[str]) -> None:
    found = {GAZETTEER.names[name] for name in names}
    farthest = next(here for here in (ABROAD, OUTSIDE, INSIDE) if here in found)
    assert where("、".join(names), GAZETTEER) is farthest
