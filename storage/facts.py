"""Small things to remember: a channel's public name, the page's secret, a notice once given."""

from storage.db import Tx


async def get(tx: Tx, name: str) -> str | None:
    row = await tx.row("SELECT value FROM facts WHERE name = :name", name=name)
    return None if row is None else str(row["value"])


async def put(tx: Tx, name: str, value: str) -> None:
    await tx.run(
        "INSERT INTO facts (name, value) VALUES (:name, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name=name,
        value=value,
    )


async def claim(tx: Tx, name: str, value: str) -> bool:
    """True for the first to put this name down; false ever after."""
    changed = await tx.run(
        "INSERT INTO facts (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING",
        name=name,
        value=value,
    )
    return bool(changed)
