"""The tables. Columns that identify or describe a person are encrypted."""

from mentorship.models.advocacy_group import AdvocacyGroup, GroupMember
from mentorship.models.agreement import Agreement
from mentorship.models.album_entry import AlbumEntry
from mentorship.models.application import Application, ApplicationState
from mentorship.models.application_decision import ApplicationDecision
from mentorship.models.audit_entry import AuditEntry, AuditLink
from mentorship.models.board import Board, BoardDecision, DecisionKind
from mentorship.models.broadcast import Broadcast, BroadcastRecipient
from mentorship.models.canned_answer import CannedAnswer
from mentorship.models.check_in import CheckIn
from mentorship.models.concern import Concern
from mentorship.models.contact_choice import ContactChoice
from mentorship.models.conversation import Conversation
from mentorship.models.correction import Correction
from mentorship.models.credentials import Attempt, Credential, Passkey, RecoveryCode
from mentorship.models.erased_pair import ErasedPair
from mentorship.models.erasure_mark import ErasureMark
from mentorship.models.event import Event, EventKind, EventPlace, EventSignUp, SignUpState
from mentorship.models.exclusion_answer import ExclusionAnswer
from mentorship.models.exit_form import ExitForm
from mentorship.models.goal import Goal
from mentorship.models.group_row import (
    Campaign,
    CampaignOffice,
    CampaignTalk,
    GroupDecision,
    GroupDocument,
    GroupGoal,
    GroupRow,
    GroupStep,
)
from mentorship.models.import_sheet import ImportMapping, ImportSheet
from mentorship.models.invitation import INVITATION_VALIDITY, Invitation, InvitationState
from mentorship.models.key_fingerprint import KeyFingerprint
from mentorship.models.match_run import MatchRun, RunState
from mentorship.models.match_settings import MatchSettings
from mentorship.models.match_support import DueItem, Party, SupportEntry, SupportOutcome
from mentorship.models.meeting import Meeting, MeetingReflection
from mentorship.models.merge import MergedAddress, MergeRequest
from mentorship.models.note import Note
from mentorship.models.outgoing_email import CAN_WAIT, NOTICES, EmailKind, OutgoingEmail
from mentorship.models.pair import Closure, Pair, PairState
from mentorship.models.pair_constraint import Ban, Pin
from mentorship.models.pair_pause import PairPause
from mentorship.models.person import (
    ADMINISTRATOR,
    APPLICANT,
    COORDINATOR,
    STAFF_ROLES,
    VIEWER,
    AccountRole,
    Person,
    sign_in_index,
    sign_in_indexes,
)
from mentorship.models.person_constraint import PersonConstraint
from mentorship.models.profile import Profile
from mentorship.models.programme_version import ProgrammeVersion
from mentorship.models.recovery_request import (
    CONFIRMATION_VALIDITY,
    Identification,
    RecoveryRequest,
    RecoveryState,
)
from mentorship.models.reminder import Reminder
from mentorship.models.report_version import ReportVersion
from mentorship.models.resource import (
    Resource,
    ResourceState,
    ResourceSuggestion,
    ResourceTag,
    ResourceUpload,
    TagKind,
)
from mentorship.models.round import Round, RoundState
from mentorship.models.run_input import RunAnalysis, RunInput
from mentorship.models.safety_period import EVERYWHERE, SafetyPeriod
from mentorship.models.screening import (
    ScreeningOutcome,
    ScreeningResult,
    ScreeningStep,
    ScreeningUse,
)
from mentorship.models.suggestion import DRAFTS, UNDECIDED, Suggestion, SuggestionState
from mentorship.models.thread import Message, Thread
from mentorship.models.training import TrainingModule, TrainingProgress, TrainingText
from mentorship.models.unmatched import Unmatched
from mentorship.models.unsent_form import UnsentForm
from mentorship.models.used_token import UsedToken
from mentorship.roles import Role

__all__ = [
    "ADMINISTRATOR",
    "APPLICANT",
    "CAN_WAIT",
    "CONFIRMATION_VALIDITY",
    "COORDINATOR",
    "DRAFTS",
    "EVERYWHERE",
    "INVITATION_VALIDITY",
    "NOTICES",
    "STAFF_ROLES",
    "UNDECIDED",
    "VIEWER",
    "AccountRole",
    "AdvocacyGroup",
    "Agreement",
    "AlbumEntry",
    "Application",
    "ApplicationDecision",
    "ApplicationState",
    "Attempt",
    "AuditEntry",
    "AuditLink",
    "Ban",
    "Board",
    "BoardDecision",
    "Broadcast",
    "BroadcastRecipient",
    "Campaign",
    "CampaignOffice",
    "CampaignTalk",
    "CannedAnswer",
    "CheckIn",
    "Closure",
    "Concern",
    "ContactChoice",
    "Conversation",
    "Correction",
    "Credential",
    "DecisionKind",
    "DueItem",
    "EmailKind",
    "ErasedPair",
    "ErasureMark",
    "Event",
    "EventKind",
    "EventPlace",
    "EventSignUp",
    "ExclusionAnswer",
    "ExitForm",
    "Goal",
    "GroupDecision",
    "GroupDocument",
    "GroupGoal",
    "GroupMember",
    "GroupRow",
    "GroupStep",
    "Identification",
    "ImportMapping",
    "ImportSheet",
    "Invitation",
    "InvitationState",
    "KeyFingerprint",
    "MatchRun",
    "MatchSettings",
    "Meeting",
    "MeetingReflection",
    "MergeRequest",
    "MergedAddress",
    "Message",
    "Note",
    "OutgoingEmail",
    "Pair",
    "PairPause",
    "PairState",
    "Party",
    "Passkey",
    "Person",
    "PersonConstraint",
    "Pin",
    "Profile",
    "ProgrammeVersion",
    "RecoveryCode",
    "RecoveryRequest",
    "RecoveryState",
    "Reminder",
    "ReportVersion",
    "Resource",
    "ResourceState",
    "ResourceSuggestion",
    "ResourceTag",
    "ResourceUpload",
    "Role",
    "Round",
    "RoundState",
    "RunAnalysis",
    "RunInput",
    "RunState",
    "SafetyPeriod",
    "ScreeningOutcome",
    "ScreeningResult",
    "ScreeningStep",
    "ScreeningUse",
    "SignUpState",
    "Suggestion",
    "SuggestionState",
    "SupportEntry",
    "SupportOutcome",
    "TagKind",
    "Thread",
    "TrainingModule",
    "TrainingProgress",
    "TrainingText",
    "Unmatched",
    "UnsentForm",
    "UsedToken",
    "sign_in_index",
    "sign_in_indexes",
]
