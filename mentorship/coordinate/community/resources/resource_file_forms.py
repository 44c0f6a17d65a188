"""The form that uploads a file of resources."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from mentorship.coordinate.imports.upload_forms import UploadForm
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.resources.hsds.file_reading import MAX_FILE_BYTES
from mentorship.web.fields import OneOf, choices
from mentorship.web.locale import own_name


class ResourceFileForm(UploadForm):
    file = FileField(
        _l("The file"),
        description=_l(
            "In HSDS (Human Services Data Specification), the format in which directories of "
            "services are exchanged: a JSON file, or a zip archive of CSV files, up to "
            "%(maximum)s MB.",
            maximum=MAX_FILE_BYTES // 1024**2,
        ),
        validators=[FileRequired(_l("Choose the file with the resources."))],
        render_kw={"accept": ".json,.zip,.csv"},
    )
    language = OneOf(
        _l("In which language are its texts?"),
        choices=choices({code: own_name(code) for code in SITE_LANGUAGES}),
        default=SITE_LANGUAGES[0],
    )
