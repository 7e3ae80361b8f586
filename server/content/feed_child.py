"""The program that reads one feed from its standard input and dies: `python -m server.content.feed_child TYPE URL`."""

import json
import resource
import sys
from dataclasses import asdict

from server.content.feed_reading import FeedRefused, read_feed

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10


def main() -> int:
    """Write what the feed holds, or why it is refused, as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    content_type, url = sys.argv[1:]
    try:
        read = read_feed(sys.stdin.buffer.read(), content_type or None, url or None)
    except FeedRefused as refused:
        print(json.dumps((refused.reason, refused.line, refused.values), default=str))
        return 1
    print(json.dumps(asdict(read), default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
