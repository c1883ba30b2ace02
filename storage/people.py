"""Officials, their posts, who supervises what, and the chats they are bound to."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.people import Official, Post, Roster
from storage.db import Row, Tx, stamp

LINK_LIFE = timedelta(minutes=15)


async def roster(tx: Tx) -> Roster:
    """Everybody in office, in the order of the roster file."""
    posts: dict[str, list[Post]] = {}
    for row in await tx.rows("SELECT * FROM posts ORDER BY official, place"):
        posts.setdefault(row["official"], []).append(_post(row))
    people = await tx.rows("SELECT * FROM officials WHERE active = 1 ORDER BY place")
    supervisors: dict[str, list[str]] = {}
    for row in await tx.rows("SELECT * FROM supervisors ORDER BY department, place"):
        supervisors.setdefault(row["department"], []).append(row["official"])
    return Roster(
        officials={row["id"]: _official(row, posts[row["id"]]) for row in people},
        supervisors={department: tuple(ids) for department, ids in supervisors.items()},
    )


async def official(tx: Tx, id_: str) -> Official | None:
    """One official in office; None for anybody who has left."""
    row = await tx.row("SELECT * FROM officials WHERE id = :id AND active = 1", id=id_)
    if row is None:
        return None
    posts = await tx.rows("SELECT * FROM posts WHERE official = :id ORDER BY place", id=id_)
    return _official(row, [_post(post) for post in posts])


async def titles(tx: Tx) -> dict[str, str]:
    """Official's id → title as the record shows it; the name alone of whoever has left."""
    names = {row["id"]: row["name"] for row in await tx.rows("SELECT id, name FROM officials")}
    return names | {o.id: o.title for o in (await roster(tx)).officials.values()}


async def speaker(tx: Tx, channel: str, address: str) -> Official | None:
    """Who speaks from this chat, read afresh each time."""
    row = await tx.row(
        "SELECT official FROM bindings WHERE channel = :channel AND address = :address",
        channel=channel,
        address=address,
    )
    return None if row is None else await official(tx, row["official"])


async def office(tx: Tx) -> Sequence[Official]:
    """Everybody in the government office, in roster order."""
    rows = await tx.rows(
        "SELECT DISTINCT o.id, o.place FROM officials o JOIN posts p ON p.official = o.id"
        " WHERE p.rank = 'office' AND o.active = 1 ORDER BY o.place"
    )
    found = [await official(tx, row["id"]) for row in rows]
    return [o for o in found if o is not None]


async def office_ids(tx: Tx) -> frozenset[str]:
    """Ids of everybody in the government office."""
    rows = await tx.rows(
        "SELECT p.official FROM posts p JOIN officials o ON o.id = p.official"
        " WHERE p.rank = 'office' AND o.active = 1"
    )
    return frozenset(row["official"] for row in rows)


async def set_language(tx: Tx, id_: str, language: str) -> None:
    """zh or en, for everything written to him from now on."""
    await tx.run("UPDATE officials SET language = :to WHERE id = :id", id=id_, to=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """What bringing in a roster did, as official ids."""

    joined: tuple[str, ...]
    left: tuple[str, ...]
    changed: tuple[str, ...] = ()  # whose row differs: a chat, a rank, a post …
    departments: tuple[str, ...] = ()  # whose supervisors differ


async def bring_in(tx: Tx, new: Roster, now: datetime) -> RosterChange:
    """Make the database's people those of `new`; who left keeps his record, not his chats."""
    was = await roster(tx)
    before = set(was.officials)
    await tx.run("DELETE FROM supervisors")
    await tx.run("DELETE FROM posts")
    await tx.run("UPDATE officials SET active = 0")
    for place, person in enumerate(new.officials.values()):
        await _bring_in_one(tx, place, person, now, joins=person.id not in before)
    for department, ids in new.supervisors.items():
        for place, id_ in enumerate(ids):
            await tx.run(
                "INSERT INTO supervisors (department, place, official)"
                " VALUES (:department, :place, :id)",
                department=department,
                place=place,
                id=id_,
            )
    await tx.run(
        "DELETE FROM bindings WHERE official IN (SELECT id FROM officials WHERE active = 0)"
    )
    after = set(new.officials)
    return RosterChange(
        joined=tuple(sorted(after - before)),
        left=tuple(sorted(before - after)),
        changed=tuple(sorted(id_ for id_ in before & after if _differs(was, new, id_))),
        departments=tuple(_resupervised(was, new)),
    )


def _differs(was: Roster, new: Roster, id_: str) -> bool:
    """Whether somebody's row says something else; his language is his own, not the roster's."""
    old = was.officials[id_]
    return replace(new.officials[id_], language=old.language) != old


def _resupervised(was: Roster, new: Roster) -> list[str]:
    old, now = was.supervisors, new.supervisors
    return sorted(d for d in {*old, *now} if tuple(old.get(d, ())) != tuple(now.get(d, ())))


async def _bring_in_one(
    tx: Tx, place: int, person: Official, now: datetime, *, joins: bool
) -> None:
    was = await tx.row("SELECT telegram_id FROM officials WHERE id = :id", id=person.id)
    await tx.run(
        "INSERT INTO officials (id, place, name, phone, telegram_id, wecom_id, ab)"
        " VALUES (:id, :place, :name, :phone, :telegram_id, :wecom_id, :ab)"
        " ON CONFLICT (id) DO UPDATE SET place = excluded.place, name = excluded.name,"
        " phone = excluded.phone, telegram_id = excluded.telegram_id,"
        " wecom_id = excluded.wecom_id, ab = excluded.ab, active = 1",
        id=person.id,
        place=place,
        name=person.name,
        phone=person.phone,
        telegram_id=person.telegram_id,
        wecom_id=person.wecom_id,
        ab=person.ab,
    )
    for number, post in enumerate(person.posts):
        await tx.run(
            "INSERT INTO posts (official, place, title, rank, department)"
            " VALUES (:id, :number, :title, :rank, :department)",
            id=person.id,
            number=number,
            title=post.title,
            rank=post.rank,
            department=post.department,
        )
    await _follow_cell(tx, person, "" if joins or was is None else was["telegram_id"], now)


async def _follow_cell(tx: Tx, person: Official, was: str, now: datetime) -> None:
    """Bind as the roster's telegram_id says; a chat bound since stays while the cell does."""
    if person.telegram_id == was:
        return
    if person.telegram_id:
        await bind(tx, person.id, "telegram", person.telegram_id, now)
        return
    await tx.run(
        "DELETE FROM bindings WHERE channel = 'telegram' AND address = :was AND official = :id",
        was=was,
        id=person.id,
    )


async def bind(tx: Tx, id_: str, channel: str, address: str, now: datetime) -> None:
    """This chat now speaks for this official, and no other chat of the channel does."""
    await tx.run(
        "DELETE FROM bindings WHERE channel = :channel AND (address = :address OR official = :id)",
        channel=channel,
        address=address,
        id=id_,
    )
    await tx.run(
        "INSERT INTO bindings (channel, address, official, bound_at)"
        " VALUES (:channel, :address, :id, :now)",
        channel=channel,
        address=address,
        id=id_,
        now=stamp(now),
    )


async def unbind_channel(tx: Tx, channel: str) -> None:
    """Nobody is reached there any more: the channel is switched off."""
    await tx.run("DELETE FROM bindings WHERE channel = :channel", channel=channel)


async def bindings(tx: Tx, channel: str) -> Sequence[Row]:
    """channel, address, official, menu of every chat bound in a channel."""
    return await tx.rows(
        "SELECT channel, address, official, menu FROM bindings WHERE channel = :channel",
        channel=channel,
    )


async def audience(tx: Tx, channel: str) -> Sequence[Row]:
    """address, menu, language, office (0 or 1) of every chat bound in a channel."""
    return await tx.rows(
        "SELECT b.address, b.menu, o.language, EXISTS (SELECT 1 FROM posts p"
        "   WHERE p.official = o.id AND p.rank = 'office') AS office"
        " FROM bindings b JOIN officials o ON o.id = b.official AND o.active = 1"
        " WHERE b.channel = :channel",
        channel=channel,
    )


async def menu_shown(tx: Tx, channel: str, address: str, menu: str) -> None:
    """Remember which command menu a chat was given."""
    await tx.run(
        "UPDATE bindings SET menu = :menu WHERE channel = :channel AND address = :address",
        channel=channel,
        address=address,
        menu=menu,
    )


async def issue_link(tx: Tx, id_: str, now: datetime) -> str:
    """The token of a new one-time link for this official; only its hash is kept."""
    token = secrets.token_urlsafe(16)
    await tx.run(
        "INSERT INTO links (hash, official, expires_at) VALUES (:hash, :id, :expires)",
        hash=_hash(token),
        id=id_,
        expires=stamp(now + LINK_LIFE),
    )
    return token


async def spend_link(tx: Tx, token: str, now: datetime) -> Official | None:
    """The official a fresh link is for, once; None for a link spent, old or made up."""
    row = await tx.row(
        "UPDATE links SET used_at = :now"
        " WHERE hash = :hash AND used_at IS NULL AND expires_at > :now RETURNING official",
        hash=_hash(token),
        now=stamp(now),
    )
    return None if row is None else await official(tx, row["official"])


async def forget_links(tx: Tx, before: datetime) -> int:
    """Drop links whose time was over before a moment."""
    return await tx.run("DELETE FROM links WHERE expires_at < :before", before=stamp(before))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _post(row: Row) -> Post:
    return Post(title=row["title"], rank=row["rank"], department=row["department"])


def _official(row: Row, posts: Sequence[Post]) -> Official:
    return Official(
        id=row["id"],
        name=row["name"],
        posts=tuple(posts),
        phone=row["phone"],
        telegram_id=row["telegram_id"],
        wecom_id=row["wecom_id"],
        ab=row["ab"],
        language=row["language"],
    )
