"""What forms about events send, for the test of double taps."""

from collections.abc import Callable
from typing import Any

from tests.event_factories import let_begin, make_event, sign_up
from tests.integration.situations import numbers
from tests.integration.tap_scenes import Scene, Taps

EVENT_FIELDS = {
    "title_en": "One table",
    "kind": "forum",
    "day": "2030-03-01",
    "starts": "18:00",
    "ends": "20:00",
    "area": "koreatown",
    "language": "es",
    "second_language": "",
    "third_language": "",
    "audience": "everybody",
}


def on_event(action: str, situation: str = "published", **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        titles = {"en": f"Event {next(numbers)}"}
        event = make_event(scene.staff, published=situation == "published", titles=titles)
        page = f"/community/events/{event.id}"
        if action == "close":
            let_begin(event)
        if action == "door-list/open":
            return Taps(scene.staff, f"{page}/{action}")
        shown = page if action == "publish" else f"{page}/{action}"
        return scene.by_staff(shown, f"{page}/{action}", **data)

    return build


def on_sign_up(action: str, **data: Any) -> Callable[[Scene], Taps]:
    """Sign up for an event, give the place up, or log the event as a meeting of a pair."""

    def build(scene: Scene) -> Taps:
        pair = scene.rows("active")["pair"]
        event = make_event(scene.staff, titles={"en": f"Event {next(numbers)}"})
        page, person = f"/events/{event.id}", pair.mentee.person
        if action == "sign-up":
            return scene.taps(person, f"{page}/sign-up", **data)
        sign_up(person, event)
        if action == "meeting":
            let_begin(event)
        return scene.taps(person, page, f"{page}/{action}")

    return build


BUILDERS: dict[str, Callable[[Scene], Taps]] = {
    "coordinate.add_event": lambda scene: scene.by_staff(
        "/community/events/new", **{**EVENT_FIELDS, "title_en": f"Event {next(numbers)}"}
    ),
    "coordinate.cancel_event": on_event("cancel"),
    "coordinate.change_event": on_event("change", **EVENT_FIELDS),
    "coordinate.close_event": on_event("close"),
    "coordinate.delete_event": on_event("delete", "draft"),
    "coordinate.open_door_list": on_event("door-list/open"),
    "coordinate.publish_event": on_event("publish", "draft"),
    "events.give_up_place": on_sign_up("give-up"),
    "events.log_as_meeting": on_sign_up("meeting"),
    "events.sign_up": on_sign_up("sign-up", alias="Blue"),
}
