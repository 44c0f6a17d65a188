"""Show a form again with what was typed, where it could not be accepted: nothing typed is lost.

The page of the form is opened as by a GET, which saves nothing, and `PageForm` fills it. That is
done after a form without a valid token, a stale one, one that an error refused, after another
choice of language, and for an hour after somebody was signed out while typing.
"""

from http import HTTPStatus

from flask import Flask, Response, current_app, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from mentorship.after_commit import commit, rollback
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES
from mentorship.services import unsent_forms as stored_forms
from mentorship.web import sessions, unsent_forms
from mentorship.web.access_control import current_person, requested_permission
from mentorship.web.nearest_page import current_page
from mentorship.web.transactions import SAFE_METHODS

# The body of a form that is refused as too large is read up to here, to show it again.
MAX_REFUSED_BYTES = 512 * 1024


def init_app(app: Flask) -> None:
    """Add what comes before a view and after it; call this after access control is bound."""
    for before in (refuse_form_of_another_person, discard_stored_form, switch_language):
        app.before_request(before)
    app.after_request(forget_accepted_form)
    app.jinja_env.globals["keeps_typed_on_exit"] = keeps_typed_on_exit
    app.jinja_env.globals["typed_texts"] = typed_texts
    app.jinja_env.globals["shows_stored_form"] = lambda: g.get("shows_stored_form")


def owner_tag() -> str:
    person = current_person()
    return "" if person is None else unsent_forms.owner_tag(person)


def is_own_form() -> bool:
    """Return whether whoever is signed in opened the form's page, or anybody may on this page."""
    owner, person = unsent_forms.owner_of_form(), current_person()
    if owner is not None or person is not None:
        return owner is not None and person is not None and owner.id == person.id
    return requested_permission() in {Permission.SIGN_IN_OR_UP, Permission.SUGGEST_RESOURCE}


def typed_texts() -> list[str]:
    """Return what the person typed into the form that was just refused, to show it to them."""
    if request.environ["REQUEST_METHOD"] in SAFE_METHODS or "fields_shown" in g:
        return []
    try:
        return unsent_forms.typed_texts() if is_own_form() else []
    except RequestEntityTooLarge:
        return []


def form_fields() -> "MultiDict[str, str] | None":
    """Return the fields to fill this page's form with: what was sent, or typed before."""
    if request.method not in SAFE_METHODS:
        g.fields_shown = True
        return request.form
    person = current_person()
    stored = stored_forms.stored_fields(db.session, person, request.path) if person else []
    g.shows_stored_form = bool(stored)
    if "fields_to_show" in g:
        g.fields_shown = True
        return MultiDict(g.fields_to_show)
    return MultiDict(stored) if stored else None


def show_again(status: HTTPStatus, message: str = "") -> ResponseReturnValue | None:
    """Return the page of the form that was sent with what was typed; None if it cannot be shown.

    If the page leads elsewhere by now, what was typed is shown as text.
    """
    if request.method in SAFE_METHODS or not has_page() or not is_own_form():
        return None
    rollback(db.session)
    if message:
        flash(message, "warning")
    g.fields_to_show = unsent_forms.typed_fields()
    request.method = "GET"  # from here on, this request reads: a write would be an error
    response = open_page()
    if response.status_code != HTTPStatus.OK or "fields_shown" not in g:
        return typed_texts_page(status)
    response.status_code = status
    return response


def has_page() -> bool:
    """Return whether the URL that a form was sent to is that of its page too."""
    return request.url_rule is not None and "GET" in (request.url_rule.methods or ())


def open_page() -> Response:
    try:
        result = current_app.preprocess_request()
        if result is None:
            result = current_app.dispatch_request()
    except Exception as error:
        result = current_app.handle_user_exception(error)
    return current_app.make_response(result)


def typed_texts_page(status: HTTPStatus) -> ResponseReturnValue:
    advice = _("The form is not there any more.")
    title = _("This could not be saved")
    return render_template("errors/page.html", title=title, advice=advice), status


def refuse_form_of_another_person() -> ResponseReturnValue | None:
    """Refuse a form whose page another person opened, who was signed in on this device before."""
    if request.method in SAFE_METHODS or is_leaving():
        return None
    owner, person = unsent_forms.owner_of_form(), current_person()
    if owner is None or person is None:
        return None
    if owner.id == person.id:
        g.own_form_index = stored_forms.page_index(person, unsent_forms.page_path())
        return None
    unsent_forms.keep_for(owner)
    commit(db.session)  # the error status of the response would roll it back
    title = _("Somebody else wrote this")
    advice = _(
        "You are signed in with another account than the one that this form was written with. "
        "Nothing was saved."
    )
    return render_template("errors/page.html", title=title, advice=advice), HTTPStatus.CONFLICT


def handle_refused_token() -> ResponseReturnValue:
    """Answer a form without a valid token: ask to sign in, or to send it once more."""
    person = current_person()
    if person is None or not sessions.check_age(person):
        if unsent_forms.owner_of_form() is not None:
            if person is not None:
                sessions.clear_session()
            return unsent_forms.redirect_to_sign_in(None)
    elif (response := refuse_form_of_another_person()) is not None:
        return response
    message = _(
        "This page is from an earlier session, so nothing is saved yet. Please send it once more."
    )
    page = show_again(HTTPStatus.BAD_REQUEST, message)
    if page is not None:
        return page
    title = _("Your session expired")
    advice = _("Nothing was saved. Open the page again, then send it once more.")
    return render_template("errors/page.html", title=title, advice=advice), HTTPStatus.BAD_REQUEST


def handle_too_large() -> ResponseReturnValue | None:
    """Show a form again whose body is too large, if it is not huge."""
    length = request.content_length
    if current_person() is None or length is None or length > MAX_REFUSED_BYTES:
        return None
    request.max_content_length = request.max_form_memory_size = MAX_REFUSED_BYTES
    message = _("That was too long, so it was not saved. Please shorten it.")
    return show_again(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)


def switch_language() -> ResponseReturnValue | None:
    """Show the form that was sent in another language; nothing of it is checked or saved."""
    if request.method in SAFE_METHODS:
        return None
    language = request.form.get(unsent_forms.LANGUAGE_FIELD)
    if language not in SITE_LANGUAGES:
        return None
    choose_language(language)
    refresh()
    if current_person() is None and unsent_forms.owner_of_form() is not None:
        return unsent_forms.redirect_to_sign_in(None)
    commit(db.session)
    return show_again(HTTPStatus.OK) or redirect(current_page(), HTTPStatus.SEE_OTHER)


def choose_language(language: str) -> None:
    """Remember a choice of language in the session, and in the account."""
    sessions.choose_language(language)
    person = current_person()
    if person is not None:
        person.language = language


def discard_stored_form() -> ResponseReturnValue | None:
    """Delete what was kept of this page's form, if that is what was asked for."""
    person = current_person()
    is_asked = request.method not in SAFE_METHODS and unsent_forms.DISCARD_FIELD in request.form
    if person is None or not is_asked:
        return None
    stored_forms.delete_form(db.session, stored_forms.page_index(person, unsent_forms.page_path()))
    return redirect(current_page(), HTTPStatus.SEE_OTHER)


def is_leaving() -> bool:
    """Return whether the request signs out, which nothing about a form may prevent."""
    return requested_permission() is Permission.SIGN_OUT


def keeps_typed_on_exit() -> bool:
    person = current_person()
    return person is not None and person.keeps_typed_on_exit


def keep_or_forget_typed() -> None:
    """Before somebody leaves quickly: keep what they type if they asked for that, else nothing."""
    person, page = current_person(), sessions.safe_local_url(request.form.get("page"))
    if person is None:
        return
    if not person.keeps_typed_on_exit:
        stored_forms.delete_forms_of(db.session, person)
    elif page is not None and is_own_form() and unsent_forms.has_typed():
        path = page.partition("?")[0]
        stored_forms.store(db.session, person, path, unsent_forms.typed_fields())


def forget_accepted_form(response: Response) -> Response:
    """Delete what was kept of a form that has now been accepted, in the transaction of its view.

    The person may have been deleted meanwhile, so nothing of them is read here or flushed.
    """
    index = g.pop("own_form_index", None)
    if index is not None and "form_stored" not in g and 300 <= response.status_code < 400:
        with db.session.no_autoflush:
            stored_forms.delete_form(db.session, index)
    return response
