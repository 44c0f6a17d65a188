"""What a web server serves, and what the ``flask`` command works on."""

import os
import sys

from mentorship import create_app
from mentorship.errors import ConfigurationError

# Whatever the service writes is for its own user alone: database, journal and queue.
os.umask(0o077)

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(str(error))
