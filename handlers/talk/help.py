"""Help, settings, and putting down what was begun."""

from bot.words import form as form_words
from bot.words import talk as words
from bot.words.card import Card
from handlers.talk import approval, form_card
from handlers.talk.turn import Reply, Turn, load
from storage import people, talks
from storage.record import refresh


async def show(turn: Turn) -> Reply:
    """帮助: what can be asked for."""
    return Reply(card=words.help_card(turn.language, office=turn.office))


async def settings(turn: Turn) -> Reply:
    """设置: the language."""
    return Reply(card=words.settings_card(turn.language))


async def language(turn: Turn) -> Reply:
    """中文 or English, from now on."""
    to = str(turn.args["to"])
    await people.set_language(turn.tx, turn.speaker.id, to)
    return Reply(card=words.settings_card(to), onto=turn.letter, toast=words.LANGUAGE_SET.say(to))


async def cancel(turn: Turn) -> Reply:
    """取消: whatever is being asked is put down; nothing filed is touched."""
    asked = (form_card.ERRAND, *approval.WAITED_FOR)
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, *asked)
    if talk is None:
        return Reply(card=Card(title=words.NOTHING.say(turn.language)))
    await talks.end(turn.tx, turn.speaker.id, talk.errand)
    if "number" not in talk.state:
        return Reply(card=form_words.dropped(turn.language), onto=talk.letter)
    await refresh(turn.tx, await load(turn, talk.state["number"]), turn.policy, turn.now)
    return Reply(card=Card(title=words.PUT_DOWN.say(turn.language)))
