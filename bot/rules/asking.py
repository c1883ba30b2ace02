"""What a card asks about a step, and whether its reader may still answer."""

from datetime import datetime

from bot.rules.requests import Confirmation, Request
from bot.rules.taking_back import is_possible

SPOKEN = "spoken"  # 代录: who said what, and how
CONTEST = "contest"  # 有异议: what is wrong with what was written down
REVOKE = "revoke"  # 收回: why


def stands(errand: str, request: Request, step_id: int, reader: str, now: datetime) -> bool:
    """Whether the question of a card still waits for its reader's words."""
    step = next((step for step in request.steps if step.id == step_id), None)
    if step is None:
        return False
    if errand == CONTEST:
        return step.confirmation is Confirmation.ASKED and step.decided_by == reader
    if errand == REVOKE:
        return is_possible(request, step, now)
    if errand == SPOKEN:
        return step in request.waiting and not step.outside
    return step in request.waiting and (step.outside or step.holder == reader)
