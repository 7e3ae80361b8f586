"""Thanks that a lead gave."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class Thanks(Model):
    """A lead's thanks to somebody of their team for one thing, with words or without."""

    id = key_field(primary_key=True, default=new_id)
    giver = fields.ForeignKeyField("ricoche.Person", related_name="thanks_given", on_delete=fields.RESTRICT)
    receiver = fields.ForeignKeyField(
        "ricoche.Person", related_name="thanks_received", on_delete=fields.RESTRICT, db_index=True
    )
    about = key_field(160)
    words = fields.CharField(max_length=280, default="", db_default="")
    month = key_field(8)
    given_at = InstantField()

    class Meta:
        table = "thanks"
        unique_together = (("giver", "about"),)
        indexes = (("giver_id", "month"),)
