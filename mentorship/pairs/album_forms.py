"""The form of an entry in a pair's album."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, InputRequired

from mentorship.services.pairs.album import MAX_TEXT_LENGTH, MAX_TITLE_LENGTH, AlbumText
from mentorship.vocabulary import ALBUM_KINDS
from mentorship.web.fields import Line, Paragraph, Radios, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm


class AlbumForm(SensitiveTextForm):
    kind = Radios(
        _l("What is it?"),
        choices=choices(ALBUM_KINDS),
        validators=[InputRequired(_l("Choose what it is."))],
    )
    title = Line(
        _l("What is it called?"),
        description=_l("For example: the name of the dish, or the word itself."),
        validators=[
            DataRequired(_l("Give it a name.")),
            at_most(MAX_TITLE_LENGTH),
        ],
    )
    text = Paragraph(
        _l("Would you like to write it down? (optional)"),
        description=_l(
            "You both see this, nobody else does. Leave out names, places, and "
            "anybody's immigration status."
        ),
        validators=[at_most(MAX_TEXT_LENGTH)],
        render_kw={"rows": 8},
    )

    def content(self) -> AlbumText:
        return AlbumText(self.kind.data, self.title.data or "", self.text.data or "")
