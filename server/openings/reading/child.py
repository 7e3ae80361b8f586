"""The program that reads openings from its standard input and dies: `python -m … TYPE URL LANGUAGE`."""

import json
import sys
from dataclasses import asdict

from server.openings.reading.postings import OpeningsRefused
from server.openings.reading.reading import read_openings
from server.web.apart import limit_myself, refuse


def main() -> int:
    """Write what was read, or why it is refused, as JSON."""
    limit_myself()
    content_type, url, language = (each or None for each in sys.argv[1:])
    try:
        read = read_openings(sys.stdin.buffer.read(), content_type, url, language)
    except OpeningsRefused as refused:
        return refuse(refused.reason, refused.line, refused.values)
    print(json.dumps(asdict(read), default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
