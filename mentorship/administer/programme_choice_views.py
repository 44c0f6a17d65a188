"""The choices of the application form: word them, add one, order them, offer them or not."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.administer.blueprint import blueprint
from mentorship.administer.programme_choice_forms import choice_form
from mentorship.administer.programme_forms import field_name, texts_of
from mentorship.administer.programme_saving import CHOICE_LABELS, save, words
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.programme import choices, codes
from mentorship.web.access_control import require_permission
from mentorship.web.fields import PageForm
from mentorship.web.forms import render_form

QUESTION = "<any(communities, topics, interests, dislikes):question>"
OFFER_LIST = "<any(communities, topics, interests, dislikes, areas, languages):offer_list>"
PAGES_OF_LISTS = {"areas": "administer.list_areas", "languages": "administer.list_languages"}


@blueprint.get(f"/settings/programme/{QUESTION}")
@require_permission(Permission.ADMINISTER)
def list_choices(question: str) -> ResponseReturnValue:
    return render_template(
        "administer/programme_choices.html",
        question=question,
        title=CHOICE_LABELS[question],
        choices=words().choices[question],
    )


@blueprint.route(f"/settings/programme/{QUESTION}/new", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def add_choice(question: str) -> ResponseReturnValue:
    known = words().choices[question].everything
    form = choice_form(_("Label"), known)
    if form.validate_on_submit():
        texts = texts_of(form, "label")
        code = codes.new_code(texts[SITE_LANGUAGES[0]], known)
        changed = choices.put_choice(words(), question, code, texts)
        save(changed, question, _("Added. It is on the form now."), code)
        return redirect(url_for(".list_choices", question=question, _anchor=code))
    return label_page(form, question, _("Add a choice"), "")


@blueprint.route(f"/settings/programme/{QUESTION}/<code>", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def change_choice(question: str, code: str) -> ResponseReturnValue:
    known = words().choices[question].everything
    if code not in known:
        abort(404)
    others = {item: texts for item, texts in known.items() if item != code}
    form = choice_form(_("Label"), others, known[code])
    if form.validate_on_submit():
        changed = choices.put_choice(words(), question, code, texts_of(form, "label"))
        save(changed, question, element_id=code)
        return redirect(url_for(".list_choices", question=question, _anchor=code))
    lead = _(
        "Correct a spelling, or say the same more clearly. People who have chosen it keep it under "
        "its new label. For something else, add a new choice and stop offering this one."
    )
    return label_page(form, question, _("Change a choice"), lead)


def label_page(form: PageForm, question: str, title: str, lead: str) -> ResponseReturnValue:
    return render_form(
        "administer/programme_form.html",
        form=form,
        title=title,
        lead=lead,
        back=(url_for(".list_choices", question=question), CHOICE_LABELS[question]),
        rows=[[form[field_name("label", language)] for language in SITE_LANGUAGES]],
    )


@blueprint.post(f"/settings/programme/{QUESTION}/<code>/move-up")
@require_permission(Permission.ADMINISTER)
def move_choice_up(question: str, code: str) -> ResponseReturnValue:
    changed = choices.move_choice_up(words(), question, code)
    save(changed, question, _("Moved up."), code)
    return redirect(url_for(".list_choices", question=question, _anchor=code))


@blueprint.post(f"/settings/programme/{OFFER_LIST}/<code>/offer")
@require_permission(Permission.ADMINISTER)
def change_offer(offer_list: str, code: str) -> ResponseReturnValue:
    """Offer a choice, an area or a language, or stop offering it."""
    offered = request.form.get("offered") == "yes"
    changed = choices.offer(words(), offer_list, code, offered=offered)
    message = (
        _("People can choose it again.")
        if offered
        else _("Nobody can choose it any more. Whoever has chosen it keeps it.")
    )
    save(changed, offer_list, message, code)
    if offer_list in PAGES_OF_LISTS:
        return redirect(url_for(PAGES_OF_LISTS[offer_list], _anchor=code))
    return redirect(url_for(".list_choices", question=offer_list, _anchor=code))
