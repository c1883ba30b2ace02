"""Filing for somebody else 代填: the office fills in a leader's form; the leave stays his own."""

import re
from dataclasses import replace

from bot.rules.refusal import OfficeOnly
from bot.words import form as words
from bot.words.card import Card
from handlers.talk import form
from handlers.talk.turn import Reply, Turn
from storage import people

_BETWEEN = re.compile(r"[\s，,：:]+")


async def begin(turn: Turn) -> Reply:
    """代填 姓名, or with the whole line behind it. Raises OfficeOnly, Unclear or NotAsked."""
    if not turn.office:
        raise OfficeOnly
    name, line = _BETWEEN.split(f"{turn.words.strip()} ", maxsplit=1)
    if not name:
        return Reply(card=Card(title=words.FILE_FOR_WHOM.say(turn.language)))
    applicant = (await people.roster(turn.tx)).the_one(name)
    return await form.begin(replace(turn, words=line.strip(), applicant=applicant))
