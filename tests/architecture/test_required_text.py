"""A text that must be given is not given by spaces alone."""

from collections.abc import Iterator

from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm, Form
from wtforms.validators import InputRequired

from mentorship.web.fields import Line, Paragraph


def subclasses(parent: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for form in parent.__subclasses__():
        yield form
        yield from subclasses(form)


def text_fields() -> Iterator[tuple[str, list[object]]]:
    """Yield the name of each text field of a form, and its validators."""
    for form in subclasses(Form):
        for name, field in vars(form).items():
            if isinstance(field, UnboundField) and issubclass(field.field_class, Line | Paragraph):
                yield f"{form.__name__}.{name}", field.kwargs.get("validators", [])


def test_required_text_is_checked_without_its_surrounding_spaces() -> None:
    fields = dict(text_fields())
    assert "AskForm.text" in fields
    wrong = [
        name
        for name, validators in fields.items()
        if any(isinstance(validator, InputRequired) for validator in validators)
    ]
    assert wrong == []
