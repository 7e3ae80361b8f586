"""The networks people may say something of, and the bands they may say."""

from server.messages import N_

NETWORKS = {
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "mastodon": "Mastodon",
}
BANDS = {
    "none": N_("No account"),
    "under-100": N_("Fewer than 100"),
    "100-500": N_("100 to 500"),
    "500-1000": N_("500 to 1,000"),
    "1000-5000": N_("1,000 to 5,000"),
    "over-5000": N_("More than 5,000"),
}
