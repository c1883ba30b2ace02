"""Evidence 佐证: photos and files about an item, sent with a report or in reply to its card."""

from dataclasses import replace
from datetime import timedelta

from bot.message import Attachment, Enclosure
from bot.rules import ledger
from bot.rules.item_asking import Asked, allowed
from bot.rules.standing import standing
from bot.rules.typed_words import item_number
from bot.words import item_talk as words
from bot.words.card import Card
from handlers.talk.item_answers import answered
from handlers.talk.item_card import ERRAND, load
from handlers.talk.papers import keep
from handlers.talk.turn import Reply, Turn
from storage import attachments, files, letters, talks
from storage.cities import here
from storage.db import Row
from storage.ledger import refresh
from storage.talks import Talk

ALBUM = "item_album"  # what comes in one go is several messages; only the first has words
ALBUM_LIFE = timedelta(minutes=5)


async def sent(turn: Turn, card: Row | None) -> Reply | None:
    """A photo or file about an item; None where it is about none."""
    paper = turn.incoming.attachment
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, ERRAND)
    if card is not None and (talk is None or card["id"] != talk.letter):
        talk = None
        if item_number(card["request"]) is None:
            return None
    number = talk.state["number"] if talk else card["request"] if card else await _album(turn)
    if not number or paper is None:
        return None
    turn = replace(turn, args=talk.state if talk else {"number": number})
    return await _with(turn, paper, talk)


async def _with(turn: Turn, paper: Attachment, talk: Talk | None) -> Reply:
    """Kept; with words, or with nothing asked, it is a report in itself."""
    item, city = await load(turn, turn.args["number"]), await here(turn.tx, turn.policy)
    if standing(item, turn.speaker, city).isdisjoint(ledger.ABOVE):
        allowed(Asked.PROGRESS, item, turn.speaker, city, turn.now)
    name = await keep(turn, paper, item.number, None)
    await _remember_album(turn, item.number)
    words_ = turn.incoming.text.strip()
    if talk and words_:
        return await answered(turn, Asked(talk.state["act"]), words_)
    if talk:
        said = words.EVIDENCE_FIRST.say(turn.language, number=item.number, name=name)
        return Reply(card=Card(title=said))
    if words_:
        return await answered(turn, Asked.PROGRESS, words_)
    await attachments.belong(turn.tx, item.number, turn.speaker.id, item.notes[-1].id)
    await refresh(turn.tx, item, turn.policy, turn.now)
    said = words.EVIDENCE_KEPT.say(turn.language, number=item.number, name=name)
    return Reply(card=Card(title=said))


async def _album(turn: Turn) -> str:
    """The item that the first of these files was about."""
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, ALBUM)
    same = talk is not None and turn.incoming.album == talk.state["album"]
    return str(talk.state["number"]) if talk and same else ""


async def _remember_album(turn: Turn, number: str) -> None:
    if turn.incoming.album:
        state = {"number": number, "album": turn.incoming.album}
        talk = Talk(errand=ALBUM, state=state, letter=None)
        await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, ALBUM_LIFE)


async def show(turn: Turn) -> Reply:
    """看佐证: what was sent about an item, for whomever it concerns."""
    item = await load(turn, turn.args["number"])
    rows = await attachments.of_request(turn.tx, item.number)
    for row in (row for row in rows if row["there"]):
        await _hand_over(turn, item.number, row)
    missing = [row["name"] for row in rows if not row["there"]]
    if rows and not missing:
        return Reply()
    form = words.EVIDENCE_WAITS if missing else words.NO_EVIDENCE
    said = form.say(turn.language, number=item.number, names="、".join(missing))
    return Reply(card=Card(title=said))


async def _hand_over(turn: Turn, number: str, row: Row) -> None:
    title = words.EVIDENCE_SENT.say(turn.language, number=number, name=row["name"])
    ref = f"{files.ATTACHED}{row['id']}"
    file = Enclosure(ref=ref, name=row["name"], media_type=row["media_type"])
    to = turn.incoming
    await letters.answer(
        turn.tx,
        Card(title=title, file=file),
        to=turn.speaker.id,
        channel=to.channel,
        address=to.address,
        now=turn.now,
    )
