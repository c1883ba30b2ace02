"""The regulation 规定 and the places 地名, from their TOML files."""

from pathlib import Path

from bot.rules.places import Gazetteer, parse_gazetteer
from bot.rules.policy import Policy
from bot.rules.policy_file import PolicyFault, PolicyFaults, read_policy
from bot.rules.policy_shape import FILE, shape_faults
from bot.toml_text import NotToml, read_toml

PLACES = Path(__file__).parent / "policies" / "places.toml"


def load_policy(path: Path) -> Policy:
    """The policy in a file. Raises PolicyFaults, also where it is no TOML or cannot be read."""
    try:
        data = read_toml(path)
    except NotToml as wrong:
        raise PolicyFaults((PolicyFault(f"line {wrong.line}", "toml"),)) from None
    except (OSError, UnicodeDecodeError):
        raise PolicyFaults((PolicyFault(FILE, "unreadable"),)) from None
    faults = shape_faults(data)
    if faults:
        raise PolicyFaults(faults)
    return read_policy(data)


def load_gazetteer() -> Gazetteer:
    """The places that come with the bot."""
    return parse_gazetteer(read_toml(PLACES))
