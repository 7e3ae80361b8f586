"""Legal texts that HR may edit, and the journal of erasures."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field


class LegalText(Model):
    """HR's own wording of a legal page in one language: without a row the shipped text serves."""

    id = fields.BigIntField(primary_key=True)
    page = key_field(16)
    language = key_field(8)
    body = fields.TextField()
    edited_at = InstantField()

    class Meta:
        table = "legal_text"
        unique_together = (("page", "language"),)
