"""The limit of a text: what browsers and people are told of it."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from mentorship.web.fields import Line, Paragraph, at_most


class WordsForm(Form):
    line = Line(validators=[at_most(1200)])
    paragraph = Paragraph(validators=[at_most(1200)], render_kw={"rows": 3})


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("name", ["line", "paragraph"])
def test_a_limit_is_written_once_for_the_browser_the_check_and_the_message(name: str) -> None:
    form = WordsForm(MultiDict({name: "x" * 1201}))
    assert not form.validate()
    assert [str(error) for error in form[name].errors] == ["Keep it to 1,200 characters."]
    assert 'maxlength="1200"' in form[name]()
    assert WordsForm(MultiDict({name: "x" * 1200})).validate()
