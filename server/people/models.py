"""The company, its teams, its people and how they sign in."""

from tortoise import fields
from tortoise.models import Model

from server.database.fields import InstantField, key_field
from server.database.ids import new_id


class Company(Model):
    """The one company this installation serves: a single row."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=80)
    zone = key_field(64)
    languages = fields.JSONField(default=list)
    accent = key_field(7)
    points_per_person = fields.IntField(default=300, db_default=300)
    mention_required = fields.BooleanField(default=False, db_default=False)
    approval_above_90_days = fields.IntField(default=5000, db_default=5000)
    approval_above_once = fields.IntField(default=200, db_default=200)
    approval_above_correction = fields.IntField(default=100, db_default=100)
    corrections_a_month = fields.IntField(default=1000, db_default=1000)
    thanks_a_month = fields.IntField(default=100, db_default=100)
    internal_networks = fields.JSONField(null=True)
    created_at = InstantField()
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "company"


class SetupToken(Model):
    """The one-time right to set an empty installation up: only its hash is kept."""

    token_hash = key_field(64, primary_key=True)
    created_at = InstantField()
    used_at = InstantField(null=True)

    class Meta:
        table = "setup_token"


class Team(Model):
    """A node in the tree of teams."""

    id = key_field(primary_key=True, default=new_id)
    name = fields.CharField(max_length=120)
    name_key = key_field(120, unique=True)
    parent = fields.ForeignKeyField(
        "ricoche.Team", related_name="children", null=True, on_delete=fields.RESTRICT, db_index=True
    )

    class Meta:
        table = "team"


class Person(Model):
    """Somebody of the company. Imported is not enrolled: `joined_at` is their own choice."""

    id = key_field(primary_key=True, default=new_id)
    given_name = fields.CharField(max_length=80)
    family_name = fields.CharField(max_length=80)
    email = fields.CharField(max_length=254, null=True, unique=True)
    employee_number = fields.CharField(max_length=64, null=True, unique=True)
    role = key_field(16, default="employee", db_default="employee")
    team = fields.ForeignKeyField(
        "ricoche.Team", related_name="members", null=True, on_delete=fields.RESTRICT, db_index=True
    )
    site = fields.CharField(max_length=80, null=True)
    language = key_field(8, default="fr", db_default="fr")
    job_title = fields.CharField(max_length=120, null=True)
    start_date = fields.DateField(null=True)
    display_name = fields.CharField(max_length=60, null=True)
    in_standings = fields.BooleanField(default=False, db_default=False)
    created_at = InstantField()
    invited_at = InstantField(null=True)
    notice_version = fields.IntField(null=True)
    notice_read_at = InstantField(null=True)
    mention_read_at = InstantField(null=True)
    joined_at = InstantField(null=True)
    paused_at = InstantField(null=True)
    opted_out_at = InstantField(null=True)
    left_company_at = InstantField(null=True)

    class Meta:
        table = "person"

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"


class TeamLead(Model):
    """Who leads a team: they see its standing, never its individuals."""

    id = fields.BigIntField(primary_key=True)
    team = fields.OneToOneField("ricoche.Team", related_name="lead", on_delete=fields.CASCADE)
    person = fields.ForeignKeyField("ricoche.Person", related_name="led_teams", on_delete=fields.CASCADE, db_index=True)

    class Meta:
        table = "team_lead"


class Membership(Model):
    """Since when, and until when, somebody was in a team: moving rewrites nothing."""

    id = fields.BigIntField(primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="memberships", on_delete=fields.CASCADE)
    team = fields.ForeignKeyField("ricoche.Team", related_name="memberships", on_delete=fields.CASCADE, db_index=True)
    since = InstantField()
    until = InstantField(null=True)

    class Meta:
        table = "membership"
        indexes = (("person_id", "until"),)


class PersonTopic(Model):
    """A topic somebody chose to read about."""

    id = fields.BigIntField(primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="topics", on_delete=fields.CASCADE)
    topic = fields.ForeignKeyField("ricoche.Topic", related_name="followers", on_delete=fields.CASCADE, db_index=True)

    class Meta:
        table = "person_topic"
        unique_together = (("person", "topic"),)


class NetworkBand(Model):
    """How large somebody says their network is, as a band: shown to nobody else."""

    id = fields.BigIntField(primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="bands", on_delete=fields.CASCADE)
    network = key_field(16)
    band = key_field(16)

    class Meta:
        table = "network_band"
        unique_together = (("person", "network"),)


class Pause(Model):
    """Days during which somebody's streak neither counts nor breaks: open when `until` is empty."""

    id = key_field(primary_key=True, default=new_id)
    person = fields.ForeignKeyField("ricoche.Person", related_name="pauses", on_delete=fields.CASCADE, db_index=True)
    since = InstantField()
    until = InstantField(null=True)

    class Meta:
        table = "pause"


class Invitation(Model):
    """A mailed invitation: one, and one reminder at most."""

    id = key_field(primary_key=True, default=new_id)
    person = fields.OneToOneField("ricoche.Person", related_name="invitation", on_delete=fields.CASCADE)
    invited_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="invitations_sent", null=True, on_delete=fields.SET_NULL, db_index=True
    )
    sent_at = InstantField()
    reminded_at = InstantField(null=True)
    bounced_at = InstantField(null=True)
    accepted_at = InstantField(null=True)

    class Meta:
        table = "invitation"


class SignInCode(Model):
    """A six-digit code and the token of its mailed button: both single use, only hashes kept."""

    id = key_field(primary_key=True, default=new_id)
    person = fields.ForeignKeyField("ricoche.Person", related_name="codes", on_delete=fields.CASCADE, db_index=True)
    purpose = key_field(16)
    code_hash = key_field(64)
    token_hash = key_field(64, unique=True)
    attempts = fields.IntField(default=0, db_default=0)
    created_at = InstantField()
    expires_at = InstantField()
    used_at = InstantField(null=True)
    browser_hash = key_field(64, null=True)

    class Meta:
        table = "sign_in_code"


class Session(Model):
    """A signed-in browser. The cookie holds the random id: the table only its hash."""

    id_hash = key_field(64, primary_key=True)
    person = fields.ForeignKeyField("ricoche.Person", related_name="sessions", on_delete=fields.CASCADE, db_index=True)
    tag = key_field(22, unique=True)
    device = fields.CharField(max_length=80)
    created_at = InstantField()
    last_seen_at = InstantField()
    expires_at = InstantField(db_index=True)
    stepped_up_at = InstantField(null=True)

    class Meta:
        table = "session"


class PeopleImport(Model):
    """A people file between its preview and its confirmation: kept for a day."""

    id = key_field(primary_key=True, default=new_id)
    uploaded_by = fields.ForeignKeyField(
        "ricoche.Person", related_name="imports", on_delete=fields.CASCADE, db_index=True
    )
    filename = fields.CharField(max_length=200)
    content = fields.JSONField()
    results = fields.JSONField(null=True)
    created_at = InstantField(db_index=True)
    imported_at = InstantField(null=True)

    class Meta:
        table = "people_import"
