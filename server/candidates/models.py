"""Candidates: who they are is sealed with a key of their own."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class Candidate(Model):
    """Somebody who applied: who they are is sealed with a key of their own, and goes when the key goes."""

    id = key_field(primary_key=True, default=new_id)
    sealed = fields.TextField()
    token_hash = key_field(64, unique=True)
    email_hash = key_field(64, null=True, db_index=True)
    phone_hash = key_field(64, null=True, db_index=True)
    language = key_field(8)
    notice_version = fields.IntField(default=1, db_default=1)
    created_at = InstantField()
    erase_at = InstantField(null=True, db_index=True)
    pool_since = InstantField(null=True)
    pool_until = InstantField(null=True)
    pool_asked_at = InstantField(null=True)

    class Meta:
        table = "candidate"


class CandidateKey(Model):
    """A candidate's key, wrapped by the installation's: destroying this row is forgetting the person."""

    candidate = fields.OneToOneField(
        "ricoche.Candidate", related_name="key", primary_key=True, on_delete=fields.CASCADE
    )
    wrapped = fields.CharField(max_length=200)

    class Meta:
        table = "candidate_key"


class CandidateFile(Model):
    """A CV, sealed: name, type and bytes."""

    id = key_field(primary_key=True, default=new_id)
    candidate = fields.OneToOneField("ricoche.Candidate", related_name="file", on_delete=fields.CASCADE)
    form = key_field(8)
    size = fields.IntField()
    sealed_name = fields.TextField()
    sealed = fields.BinaryField()
    created_at = InstantField()

    class Meta:
        table = "candidate_file"
