"""Orvane in small, founded and lived through real commands: for tests that look at the product as a whole."""

from dataclasses import dataclass

from server.content.commands import mark_read, publish_article, save_for_later, write_article
from server.content.forms import ArticleForm
from server.content.queries import article_for_share, forget_topics, topics
from server.content.topics import ensure_topics
from server.database import rows
from server.people.importing import import_people
from server.people.models import Person
from server.people.own_settings.commands import appear_in_standings
from server.people.queries import forget_company
from server.people.roles.commands import give_role
from server.people.setup.commands import Founding, ensure_setup_token, found_company
from server.people.welcome.commands import NOTICE_VERSION, join, note_mention_read, note_notice_read
from server.sharing.arrivals import arrival
from server.sharing.channels import Channel
from server.sharing.commands import record_share
from server.sharing.drafts import draft_of
from server.sharing.queries import link_target
from server.sharing.visit_commands import record_visits
from tests.support.sharing import IPHONE

WORDS = (
    "Nous avons retiré trois briques cette année et tout le monde dort mieux. Et chez vous, qu'avez-vous "
    "arrêté de maintenir ?"
)
PEOPLE = """Matricule;Prénom;Nom;E-mail;Équipe;Fonction;Langue
1;Camille;Aubert;camille@orvane.example;Data;Ingénieure données;fr
2;Nadia;Lefort;nadia@orvane.example;Data;Responsable d'équipe;fr
3;Théo;Marchand;theo@orvane.example;Data;Analyste;fr
4;Inès;Caron;ines@orvane.example;Data;Data scientist;fr
5;Hugo;Perrin;hugo@orvane.example;Data;Développeur;fr
6;Lise;Renard;lise@orvane.example;Communication;Chargée de contenus;fr
7;Marc;Vidal;marc@orvane.example;RH;Responsable RH;fr
8;Zoé;Blanc;zoe@orvane.example;RH;Stagiaire;en
9;Yann;Kermarec;yann@orvane.example;Data;Apprenti;fr
"""
ROLES = {"nadia": "lead", "lise": "editor", "marc": "hr"}
NEWCOMER, FRENCH_NEWCOMER = "zoe", "yann"
ARTICLES = (
    ("Pourquoi vos pipelines gagnent à rester ennuyeux", "veille"),
    ("Six mois à Nantes, sans filtre", "vie-interne"),
    ("Reading code aloud, on Fridays", "metiers"),
)


@dataclass(frozen=True)
class Orvane:
    """The people by first name, the articles in their order, Camille's first share."""

    people: dict[str, Person]
    articles: tuple[str, ...]
    share_id: str


async def found(public_url: str) -> Orvane:
    """The company after a first day: three articles, shares, a visit, badges; Zoé and Yann have not joined yet."""
    people = await hire()
    articles = tuple([await publish(title, topic, people["lise"].id) for title, topic in ARTICLES])
    first = await share(people["camille"].id, articles[0])
    await visit(first, public_url)
    for name in ("theo", "ines", "camille"):
        await share(people[name].id, articles[1])
    await mark_read(people["camille"].id, articles[1])
    await save_for_later(people["camille"].id, articles[2], True)
    return Orvane(people, articles, first)


async def hire() -> dict[str, Person]:
    """Set the company up, import everybody, give roles, let all but two join."""
    forget_company()
    forget_topics()
    path = await ensure_setup_token()
    assert path is not None
    founding = Founding(
        company="Orvane", zone="Europe/Paris", languages=("fr", "en"), accent="#0f6b78", given_name="Awa",
        family_name="Diallo", email="awa@orvane.example", language="fr",
    )  # fmt: skip
    admin = await found_company(path.rpartition("/")[2], founding, "Firefox Linux")
    await ensure_topics()
    report = await import_people(PEOPLE.encode(), "orvane.csv")
    assert not report.is_refused, report.sentences()
    for name, role in ROLES.items():
        await give_role((await _person(name)).id, role, admin.person_id)
    for name, each in (await _by_name()).items():
        if name not in (NEWCOMER, FRENCH_NEWCOMER):
            await enter_programme(each.id)
    return await _by_name()


async def _by_name() -> dict[str, Person]:
    return {(each.email or "").partition("@")[0]: each for each in await Person.all()}


async def _person(name: str) -> Person:
    return await Person.get(email=f"{name}@orvane.example")


async def enter_programme(person_id: str) -> None:
    """The three screens of joining, in French, and a place in the standings."""
    await note_notice_read(person_id, NOTICE_VERSION, "fr")
    await note_mention_read(person_id)
    await join(person_id)
    await appear_in_standings(person_id, True)


async def publish(title: str, topic: str, editor_id: str) -> str:
    """An article of the company's own, in the feed; its id."""
    ids = {each.slug: each.id for each in await topics()}
    text = "Un plaidoyer pour moins de pièces mobiles.\n\n## Ce qui a changé\n\nTrois équipes ont *retiré* des choses."
    form = ArticleForm(
        title=title, topic=ids[topic], language="en" if title.isascii() else "fr", body=text, excerpt=text[:42],
        angle="Dites ce que vous avez retiré, vous.", question="Qu'avez-vous arrêté de maintenir ?", version=0,
    )  # fmt: skip
    article_id = await write_article(form, editor_id)
    found_rows = await rows("SELECT version FROM article WHERE id = $1", article_id)
    await publish_article(article_id, found_rows[0]["version"], editor_id)
    return article_id


async def share(person_id: str, article_id: str, channel: Channel = Channel.LINKEDIN) -> str:
    """A share in own words; its id."""
    card = await article_for_share(article_id)
    assert card is not None
    return await record_share(person_id, await draft_of(card, channel, WORDS, True))


async def code_of(share_id: str) -> str:
    """The code of a share's link."""
    found_rows = await rows("SELECT l.code FROM link l JOIN share s ON s.link_id = l.id WHERE s.id = $1", share_id)
    return str(found_rows[0]["code"])


async def visit(share_id: str, public_url: str, address: str = "203.0.113.5") -> None:
    """Somebody outside opens the link, without the way over the network."""
    link = await link_target(await code_of(share_id), public_url)
    assert link is not None
    await record_visits([arrival(link.link_id, link.person_id, "GET", {"user-agent": IPHONE}, address, "none")])
