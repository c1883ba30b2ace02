"""What the Bot API says when it says no, in its own words."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal as the Bot API sends it."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        """`code` is both the HTTP status and error_code."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """The body of the reply."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters is not None:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """400: the call itself is wrong."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403: the other side does not want it."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """409: somebody else receives the updates."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """429: come back in `seconds`."""
    text = f"Too Many Requests: retry after {seconds}"
    return ApiError(429, text, {"retry_after": seconds})
