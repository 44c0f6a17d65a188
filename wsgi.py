"""The WSGI application, for a web server and for the ``flask`` command."""

import gc

# Imports leave no garbage, and looking for it takes a third of the time of a short command.
gc.disable()

import os
import sys

from sqlalchemy.exc import OperationalError

from mentorship import create_app
from mentorship.errors import ConfigurationError
from mentorship.log_format import configure_logging

# The files it creates (database, journal, queue) are readable by its own user only.
os.umask(0o077)
configure_logging()

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(str(error))
except OperationalError as error:
    sys.exit(f"The database cannot be opened: {error.orig}")

# What has been imported stays: no collection in a worker, or when a command ends, looks at it.
gc.freeze()
gc.enable()
