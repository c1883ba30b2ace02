"""The city 本市 as it is now: roster, policy and covers, read together."""

from bot.rules.city import City
from bot.rules.policy import Policy
from storage import covers, people
from storage.db import Tx


async def here(tx: Tx, policy: Policy) -> City:
    """Who sits where and who acts for whom, in this transaction."""
    return City(roster=await people.roster(tx), policy=policy, covers=await covers.active(tx))
