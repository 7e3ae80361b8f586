"""What people send about shares."""

from typing import Annotated

from pydantic import Field

from server.sharing.channels import Channel
from server.sharing.words import LONGEST_TEXT
from server.web.forms import FormModel


class ShareForm(FormModel):
    """The share sheet: where, in which words, with or without the mention."""

    article: Annotated[str, Field(min_length=1, max_length=36)]
    channel: Channel = Channel.LINKEDIN
    words: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    mention: bool = False
    mastodon_server: Annotated[str, Field(max_length=253)] = ""


class CancellationForm(FormModel):
    """The button that cancels a share: nothing but its key."""
