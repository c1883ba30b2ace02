"""Somebody at the embedded page, driving it over its own protocol, for stories and benches."""

from tests.page.client import PageDoor as PageDoor
