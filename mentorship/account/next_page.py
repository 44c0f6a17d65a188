"""Where somebody is led after signing in, as far as the page to sign in says what it is."""

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from mentorship.web import sessions


def leads_to_group_link() -> bool:
    """Return whether a link of an advocacy group comes next.

    Not which group it is, nor whether the link still works: a visitor learns no more than that.
    """
    url = sessions.safe_local_url(request.args.get("next"))
    urls = current_app.create_url_adapter(request)
    if url is None or urls is None:
        return False
    try:
        endpoint, _values = urls.match(urlsplit(url).path, method="GET")
    except HTTPException:
        return False
    return bool(endpoint == "groups.ask_by_link")
