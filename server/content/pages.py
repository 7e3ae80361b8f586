"""What the pages of contents show."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from server.content.article_queries import ArticleView
from server.content.console_queries import PostDraft, PostLine, SourceLine
from server.content.forms import ArticleForm, PageForm, SourceForm
from server.content.queries import TopicCard
from server.web.forms import Filled
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakPanel:
    """The panel above the feed, in words."""

    heading: str
    sentence: str
    done: int
    is_live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An article in the feed, ready to be shown."""

    id: str
    href: str
    title: str
    excerpt: str
    meta: str
    image: str
    topic: str
    topic_icon: str
    save_href: str
    saved: bool
    share_href: str
    points: int
    colleagues: tuple[str, ...]
    colleague_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage(Page):
    """The feed, or its next cards."""

    template: ClassVar[str] = "content/feed.html"
    tab: ClassVar[str] = "feed"
    offline: ClassVar[bool] = True
    greeting: str
    streak: StreakPanel | None
    chips: tuple[tuple[str, str, bool], ...]
    chosen: str
    cards: tuple[Markup, ...]
    is_first: bool
    next_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookmarkPage(Page):
    """The bookmark of one card, after it was pressed."""

    template: ClassVar[str] = "content/bookmark.html"
    article: ArticleView


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Page):
    """One article, for a colleague."""

    template: ClassVar[str] = "content/article.html"
    tab: ClassVar[str] = "feed"
    offline: ClassVar[bool] = True
    article: ArticleView
    body: Markup
    meta: str
    points: int
    others: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicArticlePage(Page):
    """An article written here, for everybody; `body` is empty when it was withdrawn."""

    template: ClassVar[str] = "content/public.html"
    article: ArticleView
    body: Markup
    description: str
    address: str
    picture: str
    others: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsPage(Page):
    """Articles by state."""

    template: ClassVar[str] = "console/content/posts.html"
    tab: ClassVar[str] = "posts"
    posts: tuple[PostLine, ...]
    filters: tuple[tuple[str, str, bool], ...]
    topics: tuple[TopicCard, ...]
    topic: str
    state: str
    words: str
    next_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPage(Page):
    """An article to write or to edit; `newer` is what somebody else saved in between."""

    template: ClassVar[str] = "console/content/post.html"
    tab: ClassVar[str] = "posts"
    post: PostDraft | None
    form: Filled[ArticleForm]
    page_form: Filled[PageForm] | None
    topics: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    newer: PostDraft | None
    public_address: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage(Page):
    """An article as colleagues will read it."""

    template: ClassVar[str] = "console/content/preview.html"
    tab: ClassVar[str] = "posts"
    article: ArticleView
    body: Markup
    meta: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Page):
    """The feeds that the worker reads."""

    template: ClassVar[str] = "console/content/sources.html"
    tab: ClassVar[str] = "sources"
    sources: tuple[SourceLine, ...]
    form: Filled[SourceForm]
    topics: tuple[tuple[str, str], ...]
    topic_names: dict[str, str]
    key: str
