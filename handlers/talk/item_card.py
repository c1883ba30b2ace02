"""An item's card under one's hand: the question it turns into, and the act written down."""

from collections.abc import Callable
from datetime import timedelta

from bot.rules import item_asking
from bot.rules.city import City
from bot.rules.item_asking import Asked
from bot.rules.item_refusal import NotOnItem
from bot.rules.item_ruling import ItemRuling, ItemView
from bot.rules.items import Item
from bot.rules.people import Official
from bot.rules.refusal import UnknownNumber
from bot.rules.standing import standing
from bot.rules.typed_words import item_number
from bot.words import item_talk as words
from bot.words.sentence import Sentence
from handlers.talk.turn import Reply, Turn, told
from storage import items, talks
from storage.cities import here
from storage.ledger import record, refresh, show
from storage.talks import Talk

ERRAND = "item"  # what a talk is called that asks something on an item's card
LIFE = timedelta(minutes=30)  # a sentence never written changes nothing
Rule = Callable[[Item, City], ItemRuling]


async def load(turn: Turn, number: str) -> Item:
    """The item by its number, for somebody it concerns; raises UnknownNumber or NotOnItem."""
    found = item_number(number)
    item = await items.find(turn.tx, found) if found else None
    if item is None:
        raise UnknownNumber(number)
    if not standing(item, turn.speaker, await here(turn.tx, turn.policy)):
        raise NotOnItem(item.number)
    return item


async def ask(turn: Turn, asked: Asked, **more: str) -> Reply:
    """Turn the card into the question and remember what the next words answer."""
    item = await load(turn, turn.args["number"])
    city = await here(turn.tx, turn.policy)
    item_asking.allowed(asked, item, turn.speaker, city, turn.now)
    await put_down(turn)
    letter = turn.letter or await own_card(turn, item)
    state = {"number": item.number, "act": asked, **more}
    talk = Talk(errand=ERRAND, state=state, letter=letter)
    await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, LIFE)
    offered = leaders(city, turn.speaker)
    card = words.question(asked, item, offered, turn.now, turn.language)
    return Reply(card=card, onto=letter)


async def ruled(turn: Turn, rule: Rule) -> Item:
    item = await load(turn, turn.args["number"])
    ruling = rule(item, await here(turn.tx, turn.policy))
    return await record(turn.tx, ruling, turn.policy, turn.now)


async def done(turn: Turn, rule: Rule, done: Sentence, **values: object) -> Reply:
    item = await ruled(turn, rule)
    return told(turn, done.say(turn.language, number=item.number, **values))


async def own_card(turn: Turn, item: Item) -> int:
    """A card of the item where the words were typed, for the question to stand on."""
    to = turn.incoming
    return await show(
        turn.tx,
        item,
        ItemView.SEEN,
        turn.speaker,
        to.channel,
        to.address,
        turn.policy,
        turn.now,
    )


async def put_down(turn: Turn) -> None:
    """A question still open on another card: that card stands again as it was."""
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, ERRAND)
    if talk is None:
        return
    await talks.end(turn.tx, turn.speaker.id, ERRAND)
    other = await items.find(turn.tx, talk.state["number"])
    if other is not None and talk.letter != turn.letter:
        await refresh(turn.tx, other, turn.policy, turn.now)


def leaders(city: City, besides: Official) -> tuple[Official, ...]:
    """Who may hold the second key: whoever decides on requests."""
    ranks = [code for code, rank in city.policy.ranks.items() if rank.decides]
    return tuple(o for o in city.roster.with_rank(*ranks) if o.id != besides.id)
