"""请假函: three authorities, three letters."""

import pytest

from bot.words.papers import numbered
from tests.papers.made import letter_to, words_of


@pytest.mark.parametrize("authority", ["州委", "州政府", "市委"])
def test_a_letter_is_laid_out_as_letters_are(authority: str) -> None:
    lines = [line for line in words_of(letter_to(authority)).split("\n") if line]
    assert lines == [
        "关于赵刚（市长）外出请假的函",
        f"{authority}：",
        (
            "因赴国家发展改革委汇报工作，赵刚（市长）拟于2026年12月1日（星期二）上午至"
            "12月3日（星期四）下午赴北京，共3天。"
        ),
        (
            "随行人员：科教科科长、驾驶员。外出期间，市政府工作由钱进（常务副市长）代为主持。"
            "外出期间联系电话：8021。"
        ),
        (
            "根据《格尔木市人民政府关于加强政府自身建设的若干规定》第十七条"
            "“市长出差按规定向州委、州政府和市委请假”，现致函请假，请予批准。"
        ),
        "附件：1. 会议通知.pdf",
        "　　　2. 邀请函.jpg",
        "格尔木市人民政府",
        "2026年11月24日",
    ]


def test_one_attachment_has_no_number() -> None:
    assert numbered(["通知.pdf"]) == ["附件：通知.pdf"]
