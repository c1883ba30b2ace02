"""Figures: how fast the bot answers a tap, starts, and is ready after a fresh clone."""
