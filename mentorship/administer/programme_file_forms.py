"""The form that takes a programme file."""

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from mentorship.web.fields import PageForm

# Less than the service reads at most, so that the page of the preview can hold the words.
MAX_FILE_BYTES = 80 * 1024


class FileForm(PageForm):
    """A programme file to read."""

    class Meta(PageForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            typed = super().wrap_formdata(form, formdata)
            if not isinstance(typed, MultiDict):
                return None
            return CombinedMultiDict([request.files, typed])

    file = FileField(
        _l("Program file"),
        description=_l(
            "A file in the form TOML, such as the one that you can download here, up to "
            "%(maximum)s KB.",
            maximum=MAX_FILE_BYTES // 1024,
        ),
        validators=[FileRequired(_l("Choose the file."))],
        render_kw={"accept": ".toml"},
    )
