"""Taking the answers of an online survey in as applications."""

from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.plan import Plan, carry_out, plan_import
from mentorship.services.imports.rows import Candidate, Refusal

__all__ = ["Candidate", "Plan", "Refusal", "SurveyMapping", "carry_out", "plan_import"]
