"""The gate 门岗: what of an update may be kept, looked at before anything is stored."""

from bot.message import Channel
from bot.rules.sensitive import Sensitive
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
    if sensitive.stops(*incoming.words):
        return Arrival(key=key, address=incoming.address, stopped=True)
    return Arrival(key=key, raw=raw)
