"""What can go wrong with a request, in a sentence, with its status. Domain code raises; one place answers."""

from typing import Any, ClassVar

from server.messages import N_


class Problem(Exception):
    """A refusal that a person reads: a message to translate, its values, a status."""

    status: ClassVar[int] = 400
    message: ClassVar[str] = N_("This request cannot be served.")

    def __init__(self, message: str | None = None, **values: Any) -> None:
        self.said, self.values = message or self.message, values
        super().__init__(self.said)


class NotFound(Problem):
    """Nothing here, or nothing for you: the answer is the same."""

    status = 404
    message = N_("There is nothing at this address.")


class Gone(Problem):
    """It was here."""

    status = 410
    message = N_("This is no longer here.")


class Forbidden(Problem):
    """Your role does not allow it; says who can help."""

    status = 403
    message = N_("Your role does not open this page. Your HR team can help.")


class CrossOrigin(Problem):
    """Another site made the request."""

    status = 403
    message = N_("This request came from another site. Open the page here and try again.")


class SignInNeeded(Problem):
    """Nobody is signed in."""

    status = 401
    message = N_("Sign in to continue.")


class StepUpNeeded(Problem):
    """A fresh code is asked for before this act."""

    status = 403
    message = N_("Confirm that it is you.")


class Doubled(Problem):
    """The same key came back with other content, or a version is stale."""

    status = 409
    message = N_("This form was already sent with other content.")

    def __init__(self, message: str | None = None, location: str | None = None, **values: Any) -> None:
        super().__init__(message, **values)
        self.location = location


class TooMany(Problem):
    """A rate limit; says when it works again."""

    status = 429
    message = N_("Too many tries. Try again in {seconds} seconds.")

    def __init__(self, retry_after: int, message: str | None = None) -> None:
        super().__init__(message, seconds=retry_after)
        self.retry_after = retry_after


class Refused(Problem):
    """A rule of the field refuses the act: nothing was changed."""

    status = 422
