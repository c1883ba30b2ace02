"""A sentence the bot says, in Chinese and English side by side."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `{name}` in it is filled from the values given to `say`."""

    zh: str
    en: str

    def say(self, language: str, **values: object) -> str:
        """The sentence in English for `en`, otherwise in Chinese."""
        return (self.en if language == "en" else self.zh).format(**values)
