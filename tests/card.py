"""One message of a chat as a person sees it at any door, with everything it showed before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Key:
    """One button under a card, as the bot sent it."""

    label: str
    data: str  # the token; empty on a link button
    style: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a message showed from one moment on."""

    text: str  # plain, or the caption of a file
    keys: tuple[tuple[Key, ...], ...] = ()

    def data(self, label: str) -> str:
        """The token under the button `label`."""
        for row in self.keys:
            for key in row:
                if key.label == label:
                    return key.data
        shown = [key.label for row in self.keys for key in row]
        raise AssertionError(f"no button {label!r} among {shown} under:\n{self.text}")


class Message(Protocol):
    """One message of a chat, alive."""

    @property
    def id(self) -> Any:
        """In the door's own terms."""

    @property
    def versions(self) -> Sequence[Version]:
        """Everything it ever showed."""

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""

    @property
    def deleted(self) -> bool:
        """Whether it has been taken away."""

    @property
    def who(self) -> str:
        """Its writer, as a failing story prints it."""

    @property
    def kinds(self) -> Iterable[str]:
        """What is on it besides words."""

    @property
    def file(self) -> Any:
        """The file on it, if any."""


Kept = TypeVar("Kept", bound=Message)


class Card(Generic[Kept]):
    """One message as it stands on the screen: always its present state, with all earlier ones."""

    def __init__(self, message: Kept) -> None:
        """Seen now; `Screen.sees_change` waits for what comes after this."""
        self.message = message
        self.seen = self.edits

    @property
    def id(self) -> Any:
        """The message id."""
        return self.message.id

    @property
    def text(self) -> str:
        """The words as shown, without markup; the caption of a file."""
        return self.message.versions[-1].text

    @property
    def rows(self) -> list[list[str]]:
        """Button labels, row by row."""
        return [[key.label for key in row] for row in self.message.versions[-1].keys]

    @property
    def labels(self) -> list[str]:
        """Button labels in reading order."""
        return [label for row in self.rows for label in row]

    @property
    def edits(self) -> int:
        """How often it has been edited."""
        return len(self.message.versions) - 1

    @property
    def versions(self) -> tuple[Version, ...]:
        """Everything it ever showed; versions[0].data("同意") is the first button's token."""
        return tuple(self.message.versions)

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.message.from_bot

    @property
    def deleted(self) -> bool:
        """Whether it has been taken away."""
        return self.message.deleted

    def data(self, label: str) -> str:
        """The token under a button shown now."""
        return self.message.versions[-1].data(label)

    def holds(self, words: Iterable[str]) -> bool:
        """Whether it shows all of `words` now."""
        return all(word in self.text for word in words)

    def __str__(self) -> str:
        """As printed when a story fails."""
        edited = f" (edited {self.edits}x)" if self.edits else ""
        kinds = "".join(f" <{kind}>" for kind in self.message.kinds)
        buttons = "".join("\n    [" + "] [".join(row) + "]" for row in self.rows)
        words = self.text.replace("\n", "\n    ")
        return f"#{self.id} {self.message.who}{edited}{kinds}: {words}{buttons}"

    __repr__ = __str__
