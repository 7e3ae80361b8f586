"""What the server draws: themes from one colour, covers, scenes, streaks. No request, no database."""

from server.drawing.avatars import hue_of, initials
from server.drawing.award import pool_svg
from server.drawing.badges import badge_path
from server.drawing.campaign import campaign_svg
from server.drawing.covers import cover_svg
from server.drawing.gifts import GIFT_ART, GiftArt, gift_svg
from server.drawing.level_rings import level_ring_svg
from server.drawing.podium import podium_svg
from server.drawing.preview_card import preview_card
from server.drawing.pulse import pulse_svg
from server.drawing.qr import qr_svg
from server.drawing.scene import offline_scene, sign_in_scene
from server.drawing.streaks import streak_svg
from server.drawing.theme import DEFAULT_ACCENT, is_accent, theme_css

__all__ = [
    "DEFAULT_ACCENT",
    "GIFT_ART",
    "GiftArt",
    "badge_path",
    "campaign_svg",
    "cover_svg",
    "gift_svg",
    "hue_of",
    "initials",
    "is_accent",
    "level_ring_svg",
    "offline_scene",
    "podium_svg",
    "pool_svg",
    "preview_card",
    "pulse_svg",
    "qr_svg",
    "sign_in_scene",
    "streak_svg",
    "theme_css",
]
