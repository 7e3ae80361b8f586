from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('ricoche', '0005_asking_for_approval')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Challenge',
            name='asked_by',
            field=fields.ForeignKeyField('ricoche.Person', source_field='asked_by_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name='challenges_asked', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='Challenge',
            name='budget',
            field=fields.IntField(null=True),
        ),
        ops.AlterModelOptions(
            name='ChallengeProgress',
            options={'table': 'challenge_progress', 'app': 'ricoche', 'unique_together': (('challenge', 'person'),), 'pk_attr': 'id', 'table_description': 'What one person brought to a challenge, and what stays aside (made while away, or about another topic).'},
        ),
        ops.AddField(
            model_name='ChallengeProgress',
            name='aside',
            field=fields.IntField(default=0, db_default=0),
        ),
    ]
