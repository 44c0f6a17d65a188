"""Saved settings of match runs: list, read, make the next version."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.matching import settings_words
from mentorship.coordinate.matching.settings_forms import SettingsForm, settings_form
from mentorship.extensions import db
from mentorship.models import MatchSettings, Round
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.match_settings import chosen, saved
from mentorship.services.match_settings.chosen import ChosenSettings
from mentorship.services.match_settings.entries import CRITERION, RULE, other_entries
from mentorship.services.match_settings.presets import BALANCED, PRESETS
from mentorship.services.match_settings.settings import RunSettings
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate

VERSION_FIELD = "version"


@blueprint.get("/matching/settings")
@require_permission(Permission.COORDINATE)
def list_match_settings() -> ResponseReturnValue:
    return settings_list(newest_round())


@blueprint.get("/rounds/<int:round_id>/matching/settings")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def choose_match_settings(round_: Round) -> ResponseReturnValue:
    return settings_list(round_)


def newest_round() -> Round | None:
    return next(iter(rounds.current_rounds(db.session)), None)


def settings_list(round_: Round | None) -> ResponseReturnValue:
    """Show all settings; where there is a round, each can be used in it."""
    return render_template(
        "coordinate/matching/settings.html",
        round=round_,
        page=paginate(saved.newest_of_each_name(), SHORT_PAGE_SIZE),
        presets=PRESETS,
        last_used=chosen.last_used(db.session, round_) if round_ else None,
        name_of_settings=settings_words.name_of_settings,
        name_of_version=settings_words.name_of_version,
        saved_choice=chosen.saved_choice,
        preset_choice=chosen.preset_choice,
    )


@blueprint.get("/matching/settings/<int:settings_id>")
@require_permission(Permission.COORDINATE, load=saved.settings_with_id)
def show_match_settings(row: MatchSettings) -> ResponseReturnValue:
    settings, before = saved.settings_of(row), saved.version_before(db.session, row)
    return render_template(
        "coordinate/matching/settings_version.html",
        row=row,
        round=newest_round(),
        choice=chosen.saved_choice(row),
        newest=saved.newest_version(db.session, row.name),
        facts=settings_words.in_words(settings),
        changes=settings_words.changes(saved.settings_of(before), settings) if before else None,
        versions=paginate(saved.versions_of(row.name), SHORT_PAGE_SIZE),
    )


@blueprint.route("/matching/settings/new", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def create_match_settings() -> ResponseReturnValue:
    """Start from a preset, or from any settings that the URL chooses."""
    start = settings_in_url() or chosen.of_preset(BALANCED)
    return edit(start.settings, settings_form(start.settings), start=start)


@blueprint.route("/matching/settings/<int:settings_id>/change", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=saved.settings_with_id)
def change_match_settings(row: MatchSettings) -> ResponseReturnValue:
    settings = saved.settings_of(row)
    return edit(settings, settings_form(settings, row), row=row)


def settings_in_url() -> ChosenSettings | None:
    """Return the settings that the URL chooses, None if it chooses none."""
    choice = request.args.get("settings", "")
    found = chosen.chosen(db.session, choice)
    if choice and found is None:
        abort(404)
    return found


def edit(
    base: RunSettings,
    form: SettingsForm,
    row: MatchSettings | None = None,
    start: ChosenSettings | None = None,
) -> ResponseReturnValue:
    """Show the form of settings, or save what it says."""
    newest = saved.newest_version(db.session, row.name) if row else None
    if form.validate_on_submit():
        keeps_name = row is not None and form["name"].data == row.name
        seen = request.form.get(VERSION_FIELD, 0, type=int) if keeps_name else None
        try:
            made = saved.save(
                db.session, require_person(), str(form["name"].data), form.settings(), seen
            )
        except saved.NewerVersionError:
            form["name"].errors = [saved.newer_version_sentence()]
        else:
            flash(_("Saved. You can use these settings in any round."), "success")
            return redirect(url_for(".show_match_settings", settings_id=made.id))
    return render_form(
        "coordinate/matching/settings_form.html",
        form=form,
        row=row,
        start=start,
        newest=newest,
        presets=PRESETS,
        preset_choice=chosen.preset_choice,
        others=[
            settings_words.entry_name(entry)
            for what in (RULE, CRITERION)
            for entry in other_entries(base.program, what).values()
        ],
    )
