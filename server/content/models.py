"""Topics, sources, articles, and what a person does with an article."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class Topic(Model):
    """A subject people read about."""

    id = key_field(primary_key=True, default=new_id)
    slug = key_field(60, unique=True)
    name_fr = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=60)
    cover = key_field(16)
    icon = key_field(40)
    position = fields.IntField()

    class Meta:
        table = "topic"


class Source(Model):
    """An RSS or Atom feed that the worker reads."""

    id = key_field(primary_key=True, default=new_id)
    url = fields.CharField(max_length=500, null=True, unique=True)
    title = fields.CharField(max_length=200)
    topic = fields.ForeignKeyField(
        "ricoche.Topic", related_name="sources", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    publishes = fields.BooleanField(default=True, db_default=True)
    language = key_field(8, null=True)
    etag = fields.CharField(max_length=300, null=True)
    last_modified = fields.CharField(max_length=100, null=True)
    fetched_at = InstantField(null=True)
    next_fetch_at = InstantField(null=True, db_index=True)
    failures = fields.IntField(default=0, db_default=0)
    problem = fields.CharField(max_length=300, null=True)
    created_at = InstantField()

    class Meta:
        table = "source"


class Article(Model):
    """Something worth passing on: from a feed, from a page, or written here."""

    id = key_field(primary_key=True, default=new_id)
    slug = key_field(120, unique=True)
    topic = fields.ForeignKeyField(
        "ricoche.Topic", related_name="articles", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    source = fields.ForeignKeyField(
        "ricoche.Source", related_name="articles", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    external_key = key_field(64, null=True, unique=True)
    url = fields.CharField(max_length=2000, null=True)
    title = fields.CharField(max_length=300)
    excerpt = fields.CharField(max_length=500, default="")
    body = fields.TextField(default="")
    site_name = fields.CharField(max_length=200, null=True)
    author = fields.ForeignKeyField(
        "ricoche.Person", related_name="articles", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    byline = fields.CharField(max_length=200, null=True)
    image = key_field(80, null=True)
    language = key_field(8, default="fr", db_default="fr")
    reading_minutes = fields.IntField(default=1, db_default=1)
    angle = fields.CharField(max_length=500, default="")
    question = fields.CharField(max_length=300, default="")
    state = key_field(16, default="draft", db_default="draft")
    published_at = InstantField(null=True)
    withdrawn_at = InstantField(null=True)
    created_at = InstantField()
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "article"
        indexes = (("state", "published_at"),)


class ArticleMark(Model):
    """What one person noted on one article: read, saved, not for me. Seen by nobody else."""

    id = fields.BigIntField(primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="marks", on_delete=fields.CASCADE)
    article = fields.ForeignKeyField("ricoche.Article", related_name="marks", on_delete=fields.CASCADE, db_index=True)
    read_at = InstantField(null=True)
    saved_at = InstantField(null=True)
    dismissed_at = InstantField(null=True)

    class Meta:
        table = "article_mark"
        unique_together = (("person", "article"),)
