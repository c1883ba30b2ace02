"""台账: what of the ledger is one's own to see, filtered and paged on one card; search; stories."""

from bot.rules.item_ruling import ItemView
from bot.rules.items import Item
from bot.rules.ledger_list import Wanted, Which, scope_of
from bot.rules.typed_words import item_number, legible
from bot.words import item_story
from bot.words import item_talk as talk_words
from bot.words import ledger as words
from bot.words.card import Card
from bot.words.talk import ERRANDS
from handlers.talk.item_card import load, own_card
from handlers.talk.turn import Reply, Turn
from storage import ledger_lists
from storage.cities import here
from storage.ledger import around


async def show(turn: Turn) -> Reply:
    """台账, as it stands; 台账 T-0001 and 台账 字词 find."""
    return await find(turn) if turn.words else await _page(turn, Wanted())


async def page(turn: Turn) -> Reply:
    """The list turned or filtered, on the same card."""
    return await _page(turn, _wanted(turn))


async def find(turn: Turn) -> Reply:
    """查找: by number, or by words in the task and its source."""
    said = legible(turn.words)
    if not said:
        return Reply(card=Card(title=words.FIND_WHAT.say(turn.language)))
    if item_number(said):
        return await open_(turn, said)
    return await _page(turn, Wanted(words=said))


async def by_unit(turn: Turn) -> Reply:
    """部门."""
    scope = scope_of(turn.speaker, await here(turn.tx, turn.policy))
    units = await ledger_lists.units(turn.tx, scope)
    return Reply(card=words.choose_unit(_wanted(turn), units, turn.language), onto=turn.letter)


async def by_class(turn: Turn) -> Reply:
    """类别."""
    card = words.choose_class(_wanted(turn), turn.policy.item_classes, turn.language)
    return Reply(card=card, onto=turn.letter)


async def by_state(turn: Turn) -> Reply:
    """状态."""
    return Reply(card=words.choose_state(_wanted(turn), turn.language), onto=turn.letter)


async def opened(turn: Turn) -> Reply:
    """A number tapped in a list."""
    return await open_(turn, str(turn.args["number"]))


async def open_(turn: Turn, number: str) -> Reply:
    """The item's card, for whoever asks and whom it concerns."""
    await own_card(turn, await load(turn, number))
    return Reply()


async def story(turn: Turn) -> Reply:
    """办理过程: its whole timeline."""
    number = str(turn.args.get("number", "")) or turn.words
    if not number:
        word = ERRANDS["story"][1].say(turn.language)
        return Reply(card=Card(title=talk_words.WHICH.say(turn.language, word=word)))
    item: Item = await load(turn, number)
    surroundings = await around(turn.tx, item, turn.policy, turn.now)
    sight = surroundings.sight(ItemView.SEEN, turn.speaker)
    return Reply(card=item_story.story(item, sight))


async def _page(turn: Turn, wanted: Wanted) -> Reply:
    scope = scope_of(turn.speaker, await here(turn.tx, turn.policy))
    count, found = await ledger_lists.page(turn.tx, wanted, scope, turn.today)
    card = words.page(
        wanted,
        found,
        count,
        ledger_lists.PAGE,
        turn.policy.item_classes,
        turn.now,
        turn.language,
    )
    return Reply(card=card, onto=turn.letter if turn.tapped else None)


def _wanted(turn: Turn) -> Wanted:
    given = dict(turn.args["wanted"])
    return Wanted(**{**given, "which": Which(given["which"])})
