"""The program that reads one feed from its standard input and dies: `python -m server.content.feed_child TYPE URL`."""

import json
import sys
from dataclasses import asdict

from server.content.feed_reading import FeedRefused, read_feed
from server.web.apart import limit_myself, refuse


def main() -> int:
    """Write what the feed holds, or why it is refused, as JSON."""
    limit_myself()
    content_type, url = sys.argv[1:]
    try:
        read = read_feed(sys.stdin.buffer.read(), content_type or None, url or None)
    except FeedRefused as refused:
        return refuse(refused.reason, refused.line, refused.values)
    print(json.dumps(asdict(read), default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
