"""What a web server serves, and what the ``flask`` command works on."""

import sys

from mentorship import create_app
from mentorship.errors import ConfigurationError

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(str(error))
