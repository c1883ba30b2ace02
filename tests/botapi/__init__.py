"""A strict Telegram Bot API server of our own, on a real socket, for tests and benches."""

from tests.botapi.server import BotApi as BotApi
