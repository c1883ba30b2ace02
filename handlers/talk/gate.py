"""The gate 门岗: what of an update may be kept, looked at before anything is stored."""

from collections.abc import Collection
from dataclasses import replace

from bot.message import Channel
from bot.rules.sensitive import Sensitive
from storage import inbox
from storage.db import Tx
from storage.inbox import Arrival


def admit(channel: Channel, key: str, raw: bytes, sensitive: Sensitive) -> Arrival | None:
    """What is kept of an update: all; of one with a stop word, that it came.

    None where nothing is asked of us: the talk of a group is not ours to keep.
    """
    try:
        incoming = channel.read(raw)
    except Exception:  # noqa: BLE001 - the desk meets the same fault, counts it and logs it
        return Arrival(key=key, raw=raw)
    if incoming is None:
        return None
    arrival = Arrival(key=key, raw=raw, address=incoming.address, album=incoming.album)
    return _emptied(arrival) if sensitive.stops(*incoming.words) else arrival


async def with_its_album(
    tx: Tx, channel: str, arrival: Arrival, others: Collection[Arrival]
) -> Arrival:
    """The arrival, stopped too where a stop word stands with another part of one album."""
    together = any(o.stopped and o.album == arrival.album for o in others if o.album)
    if together or await inbox.stopped_with(tx, channel, arrival.album):
        return _emptied(arrival)
    return arrival


def _emptied(arrival: Arrival) -> Arrival:
    return replace(arrival, raw=b"", stopped=True)
