"""The WSGI application, for a web server and for the ``flask`` command."""

import os
import sys

from mentorship import create_app
from mentorship.errors import ConfigurationError

# The files it creates (database, journal, queue) are readable by its own user only.
os.umask(0o077)

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(str(error))
