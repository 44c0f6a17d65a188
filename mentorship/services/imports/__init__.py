"""Import the answers of an online survey as applications."""

from mentorship.services.imports.candidates import Candidate, Refusal
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.parsing.read_upload import read_csv_file
from mentorship.services.imports.plan import Plan, apply_plan, plan_import
from mentorship.services.imports.rows import survey_rows

__all__ = [
    "Candidate",
    "Plan",
    "Refusal",
    "SurveyMapping",
    "apply_plan",
    "plan_import",
    "read_csv_file",
    "survey_rows",
]
