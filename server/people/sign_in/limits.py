"""How many codes may be asked for: strangers share a measure, a browser that signed in before has its own."""

from server.web.limits import take

PER_NETWORK, PER_ACCOUNT, PER_KNOWN_BROWSER, AN_HOUR = 60, 5, 10, 3600
PER_ACCOUNT_AND_DAY, A_DAY = 20, 86400


async def allow_code(network: str, account: str, known_browser: str | None) -> None:
    """Take from the measures of this request, or raise TooMany.

    A known browser takes from its own only: nobody elsewhere can use that up.
    """
    if known_browser:
        await take(f"code:known:{known_browser}:{account}", PER_KNOWN_BROWSER, AN_HOUR)
        return
    await take(f"code:network:{network}", PER_NETWORK, AN_HOUR)
    await take(f"code:account:{account}", PER_ACCOUNT, AN_HOUR)
    await take(f"code:day:{account}", PER_ACCOUNT_AND_DAY, A_DAY)
