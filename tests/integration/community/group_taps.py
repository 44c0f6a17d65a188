"""What forms of advocacy groups send, for the test of double taps."""

from collections.abc import Callable
from typing import Any

from tests.group_factories import join_group, make_group, write_row_of_each_kind
from tests.integration.situations import numbers
from tests.integration.tap_scenes import Scene, Taps


def in_group(page: str, action: str | None = None, **data: Any) -> Callable[[Scene], Taps]:
    """Send a form of a page of a group that has a row of each kind, as its lead."""

    def build(scene: Scene) -> Taps:
        lead = scene.rows("introduced")["mentee"].person
        group = make_group(lead, f"Group {next(numbers)}")
        goal, _campaign, _office, step, *_others = write_row_of_each_kind(lead, group)
        names = {"goal": goal.id, "step": step.id}
        if "{asking}" in (action or ""):
            asks = scene.rows("introduced")["mentor"].person
            names["asking"] = join_group(group, asks, "Pomelo").id
        urls = [
            None if url is None else f"/groups/{group.id}{url.format(**names)}"
            for url in (page, action)
        ]
        sent = {name: str(value).format(**names) for name, value in data.items()}
        return scene.taps(lead, str(urls[0]), urls[1], **sent)

    return build


def start_group(scene: Scene) -> Taps:
    data = {"name": f"Group {next(numbers)}", "purpose": "A forum.", "alias": "Heron"}
    person = scene.rows("introduced")["mentee"].person
    return scene.taps(person, "/groups/new", beginning="task_force", **data)


def ask_to_join(*, by_link: bool) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        rows = scene.rows("introduced")
        group = make_group(rows["mentor"].person, f"Group {next(numbers)}", is_findable=True)
        page = f"/groups/join/{group.link_token}" if by_link else f"/groups/{group.id}/ask"
        return scene.taps(rows["mentee"].person, page, alias="Pomelo", words="I can cook.")

    return build


def take_back_request(scene: Scene) -> Taps:
    rows = scene.rows("introduced")
    group = make_group(rows["mentor"].person, f"Group {next(numbers)}")
    request = join_group(group, rows["mentee"].person, "Pomelo")
    return scene.taps(rows["mentee"].person, "/groups", f"/groups/requests/{request.id}/take-back")


BUILDERS: dict[str, Callable[[Scene], Taps]] = {
    "groups.add_row": in_group("/new/steps", text="Cook", goal_id="{goal}", assigned_to=""),
    "groups.ask_by_link": ask_to_join(by_link=True),
    "groups.ask_to_join": ask_to_join(by_link=False),
    "groups.change_group": in_group("/change", name="Another", purpose="Something else."),
    "groups.change_row": in_group("/goals/{goal}/change", title="Another"),
    "groups.close_group": in_group("/close"),
    "groups.decide_member": in_group("/members", "/members/{asking}/accept"),
    "groups.delete_row": in_group("/goals/{goal}/delete"),
    "groups.leave_group": in_group("/leave"),
    "groups.mark_step": in_group("", "/steps/{step}/done"),
    "groups.plan_meeting": in_group("/meeting", meeting_time="7 pm", meeting_place="Library"),
    "groups.renew_link": in_group("/members", "/link"),
    "groups.start_group": start_group,
    "groups.take_back_request": take_back_request,
}
