"""Slugs are readable, short and safe, whatever the title."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.content.slugs import LENGTH, slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Six mois à Nantes : ce que j'ai appris", "six-mois-a-nantes-ce-que-ai-appris"),
        ("L'été d’un œuf", "ete-un-oeuf"),
        ("  C++ & Rust!  ", "c-rust"),
        ("日本語", "article"),
        ("", "article"),
    ],
)
def test_known_titles(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text(max_size=300))
def test_any_title(title: str) -> None:
    slug = slugify(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LENGTH
    assert slugify(slug) == slug
