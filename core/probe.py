"""Ask a page of this machine whether the site is ready; the health check of a container. Exits 1 when it is not."""

import os
import sys
import urllib.request

if __name__ == "__main__":
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    request = urllib.request.Request(sys.argv[1], headers={"Host": host})  # noqa: S310 - given by the container
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 - given by the container
            sys.exit(answer.status != 200)
    except OSError as error:
        sys.exit(str(error))
