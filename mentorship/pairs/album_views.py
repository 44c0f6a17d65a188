"""The album of a pair: both add to it, and whoever added something changes or deletes it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import AlbumEntry, Pair
from mentorship.pairs.active_pages import while_active
from mentorship.pairs.album_forms import AlbumForm
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.pairs import album, pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.gone_rows import leave_gone_row, row_id
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate
from mentorship.web.stale_forms import refuse_stale

ENTRY_URL = "/<int:pair_id>/album/<entry_id>"


def own_entry(pair: Pair, entry_id: str) -> AlbumEntry:
    entry = album.own_entry(db.session, require_person(), pair, row_id(entry_id))
    if entry is None:
        leave_gone_row(album.not_yours(), url_for(".list_album", pair_id=pair.id))
    return entry


@blueprint.get("/<int:pair_id>/album")
@require_permission(Permission.SEE_INTRODUCTION, load=pairs.pair_with_id)
@while_active
def list_album(pair: Pair) -> ResponseReturnValue:
    other = pair.other_side(pairs.role_in(pair, require_person()))
    return render_template(
        "pairs/album.html",
        pair=pair,
        other_name=other.profile.name,
        entries=paginate(album.newest_entries_first(pair), SHORT_PAGE_SIZE),
    )


@blueprint.route("/<int:pair_id>/album/new", methods=["GET", "POST"])
@require_permission(Permission.KEEP_GOALS_AND_ALBUM, load=pairs.pair_with_id)
@refuse_stale()
@while_active
def add_to_album(pair: Pair) -> ResponseReturnValue:
    form = AlbumForm()
    if form.validate_on_submit():
        album.add_entry(db.session, require_person(), pair, form.content())
        flash(_("It is in your album. You both see it here."), "success")
        return redirect(url_for(".list_album", pair_id=pair.id))
    return render_form("pairs/album_edit.html", form=form, pair=pair, entry=None)


@blueprint.route(f"{ENTRY_URL}/change", methods=["GET", "POST"])
@require_permission(Permission.KEEP_GOALS_AND_ALBUM, load=pairs.pair_with_id)
@refuse_stale(about=own_entry)
@while_active
def change_album_entry(pair: Pair, entry_id: str) -> ResponseReturnValue:
    entry = own_entry(pair, entry_id)
    form = AlbumForm(obj=entry)
    if form.validate_on_submit():
        album.change_entry(db.session, require_person(), entry, form.content())
        flash(_("Your change is saved."), "success")
        return redirect(url_for(".list_album", pair_id=pair.id))
    return render_form("pairs/album_edit.html", form=form, pair=pair, entry=entry)


@blueprint.route(f"{ENTRY_URL}/delete", methods=["GET", "POST"])
@require_permission(Permission.KEEP_GOALS_AND_ALBUM, load=pairs.pair_with_id)
@refuse_stale(about=own_entry)
@while_active
def delete_album_entry(pair: Pair, entry_id: str) -> ResponseReturnValue:
    """Ask for confirmation, then delete an entry."""
    entry = own_entry(pair, entry_id)
    if request.method == "POST":
        album.delete_entry(db.session, require_person(), entry)
        flash(_("It is deleted from your album."), "success")
        return redirect(url_for(".list_album", pair_id=pair.id))
    return render_template("pairs/album_delete.html", pair=pair, entry=entry)
