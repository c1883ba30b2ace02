"""Logs: quiet where libraries are loud, and never a secret in them."""

import logging
from collections.abc import Iterable

# httpx writes whole URLs at INFO, tokens included; PTB its base URL at DEBUG.
_LOUD = ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn", "aiosqlite")
_MARK = "***"


class _Redacted(logging.Formatter):
    def __init__(self, secrets: tuple[str, ...]):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The whole line, traceback included, without any secret in it."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _MARK)
        return line


def quiet(secrets: Iterable[str]) -> None:
    """Set up logging to standard error for this process; `secrets` are struck out everywhere."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacted(tuple(secret for secret in secrets if secret)))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
