"""Openings, where they come from, and what a person does with one."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class OpeningSource(Model):
    """A careers page, feed or board that the worker reads: what is gone from it is closed."""

    id = key_field(primary_key=True, default=new_id)
    url = fields.CharField(max_length=500, null=True, unique=True)
    title = fields.CharField(max_length=200)
    form = key_field(24, default="", db_default="")
    publishes = fields.BooleanField(default=False, db_default=False)
    etag = fields.CharField(max_length=300, null=True)
    last_modified = fields.CharField(max_length=100, null=True)
    fetched_at = InstantField(null=True)
    next_fetch_at = InstantField(null=True, db_index=True)
    failures = fields.IntField(default=0, db_default=0)
    problem = fields.CharField(max_length=300, null=True)
    created_at = InstantField()

    class Meta:
        table = "opening_source"


class Opening(Model):
    """A job that people may recommend for. draft, then open, then closed, perhaps opened again."""

    id = key_field(primary_key=True, default=new_id)
    slug = key_field(120, unique=True)
    source = fields.ForeignKeyField(
        "ricoche.OpeningSource", related_name="openings", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    external_key = key_field(64, null=True, unique=True)
    reference = fields.CharField(max_length=120, default="", db_default="")
    url = fields.CharField(max_length=2000, null=True)
    title = fields.CharField(max_length=200)
    department = fields.CharField(max_length=120, default="", db_default="")
    place = fields.CharField(max_length=200, default="", db_default="")
    country = key_field(2, default="", db_default="")
    remote = key_field(8, default="no", db_default="no")
    contract = key_field(16, default="", db_default="")
    hours = fields.CharField(max_length=60, default="", db_default="")
    pay_from = fields.IntField(null=True)
    pay_to = fields.IntField(null=True)
    pay_currency = key_field(3, default="EUR", db_default="EUR")
    pay_per = key_field(8, default="year", db_default="year")
    team_size = fields.IntField(null=True)
    answer_days = fields.IntField(default=5, db_default=5)
    skills = fields.JSONField(default=list)
    steps = fields.JSONField(default=list)
    description = fields.TextField(default="")
    language = key_field(8, default="fr", db_default="fr")
    is_hot = fields.BooleanField(default=False, db_default=False)
    recruiter = fields.ForeignKeyField(
        "ricoche.Person", related_name="recruits", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    manager = fields.ForeignKeyField(
        "ricoche.Person", related_name="hires", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    bonus_plan = fields.ForeignKeyField(
        "ricoche.BonusPlan", related_name="openings", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    state = key_field(8, default="draft", db_default="draft")
    posted_on = fields.DateField(null=True)
    closes_on = fields.DateField(null=True)
    published_at = InstantField(null=True)
    closed_at = InstantField(null=True)
    closed_because = key_field(16, default="", db_default="")
    created_at = InstantField()
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "opening"
        indexes = (("state", "published_at"),)


class OpeningTopic(Model):
    """A subject that an opening is about: it comes close to those who chose it."""

    id = fields.BigIntField(primary_key=True)
    opening = fields.ForeignKeyField("ricoche.Opening", related_name="topics", on_delete=fields.CASCADE)
    topic = fields.ForeignKeyField("ricoche.Topic", related_name="openings", on_delete=fields.CASCADE, db_index=True)

    class Meta:
        table = "opening_topic"
        unique_together = (("opening", "topic"),)


class OpeningMark(Model):
    """An opening that somebody keeps. Seen by nobody else."""

    id = fields.BigIntField(primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="opening_marks", on_delete=fields.CASCADE)
    opening = fields.ForeignKeyField("ricoche.Opening", related_name="marks", on_delete=fields.CASCADE, db_index=True)
    saved_at = InstantField()

    class Meta:
        table = "opening_mark"
        unique_together = (("person", "opening"),)
