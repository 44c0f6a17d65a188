"""What forms about the directory of resources send, for the test of double taps."""

import json
from collections.abc import Callable

from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import COORDINATOR, ResourceState, ResourceSuggestion, ResourceUpload
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.services.resources import resource_imports, resources, suggestions
from tests.factories import make_resource
from tests.integration.situations import numbers
from tests.integration.tap_scenes import Scene, Taps


def on_resource(action: str, state: ResourceState) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        resource = make_resource(scene.staff, state)
        page = f"/community/resources/{resource.id}"
        if action == "/check/undo":
            resources.mark_checked(db.session, scene.staff, resource, COORDINATOR)
        return scene.by_staff(page if action != "/delete" else page + action, page + action)

    return build


def add_resource(scene: Scene) -> Taps:
    name = f"Place {next(numbers)}"
    data = {"name": name, "organization": name, "cost": "", "status": "active"}
    return scene.by_staff("/community/resources/new", **data)


def change_resource(scene: Scene) -> Taps:
    page = f"/community/resources/{make_resource(scene.staff, ResourceState.DRAFT).id}"
    data = {"name": "Another", "organization": "Center", "cost": "", "status": "active"}
    return scene.by_staff(page, **data)


def on_resource_suggestion(action: str) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        suggestions.add(db.session, f"Place {next(numbers)}", "Thursdays.")
        newest = max(db.session.scalars(select(ResourceSuggestion.id)))
        page = "/community/resources/suggestions"
        return scene.by_staff(page, f"{page}/{newest}{action}")

    return build


def upload_resources(scene: Scene) -> Taps:
    delete_with_keys(db.session, select(ResourceUpload))  # a second one replaces the first
    data = {"file": resource_file(), "language": "en"}
    return Taps(scene.staff, "/community/resources/import", data)


def resource_file() -> bytes:
    return json.dumps([{"name": f"Place {next(numbers)}"}]).encode()


def on_resource_upload(action: str) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        stored = resource_imports.store_upload(db.session, scene.staff, resource_file(), "en")
        return Taps(scene.staff, f"/community/resources/import/{stored.id}{action}")

    return build


def suggest_resource(scene: Scene) -> Taps:
    data = {"name": f"Place {next(numbers)}", "text": "Thursdays."}
    return Taps(None, "/resources/suggest", data)


def report_mistake(scene: Scene) -> Taps:
    resource = make_resource(scene.staff)
    return Taps(None, f"/resources/{resource.id}/mistake", {"text": "They have moved."})


BUILDERS: dict[str, Callable[[Scene], Taps]] = {
    "coordinate.accept_resource_suggestion": on_resource_suggestion("/accept"),
    "coordinate.add_resource": add_resource,
    "coordinate.apply_resource_import": on_resource_upload("/apply"),
    "coordinate.change_resource": change_resource,
    "coordinate.check_resource": on_resource("/check", ResourceState.PUBLISHED),
    "coordinate.clear_resource_check": on_resource("/check/undo", ResourceState.PUBLISHED),
    "coordinate.close_resource_suggestion": on_resource_suggestion("/close"),
    "coordinate.delete_resource": on_resource("/delete", ResourceState.DRAFT),
    "coordinate.discard_resource_import": on_resource_upload("/discard"),
    "coordinate.set_resource_state": on_resource("/publish", ResourceState.DRAFT),
    "coordinate.upload_resources": upload_resources,
    "resources.report_mistake": report_mistake,
    "resources.suggest_resource": suggest_resource,
}
