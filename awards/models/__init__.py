"""What may be awarded, by whom, and what comes with it; who is nominated; the council and its votes; what was decided."""

from awards.models.assessment import Assessed, Assessment, AssessmentState, Criterion, Scale
from awards.models.ballot import Ballot, BallotPaper, BallotState, Choice, Recusal, Voter
from awards.models.catalogue import Authority, BaseSalary, Category, Honour, Level, Rate, Subject
from awards.models.council import Attendance, CouncilMember, Meeting, MeetingState, Post
from awards.models.decision import IN_THE_BOOK, Award, AwardState, CertificateOffsets, Decision, DecisionState
from awards.models.evidence import Evidence
from awards.models.importing import AssessmentImport, NominationImport
from awards.models.nomination import NO_HONOUR, Attribute, Kind, Nomination, NominationQuerySet
from awards.models.nomination_states import AT_OFFICE, EDITABLE, VOTED, State
from awards.models.posting import Comment, PostedRow, Posting, PostingState

__all__ = [
    "AT_OFFICE",
    "EDITABLE",
    "IN_THE_BOOK",
    "NO_HONOUR",
    "VOTED",
    "Assessed",
    "Assessment",
    "AssessmentImport",
    "AssessmentState",
    "Attendance",
    "Attribute",
    "Authority",
    "Award",
    "AwardState",
    "Ballot",
    "BallotPaper",
    "BallotState",
    "BaseSalary",
    "Category",
    "CertificateOffsets",
    "Choice",
    "Comment",
    "CouncilMember",
    "Criterion",
    "Decision",
    "DecisionState",
    "Evidence",
    "Honour",
    "Kind",
    "Level",
    "Meeting",
    "MeetingState",
    "Nomination",
    "NominationImport",
    "NominationQuerySet",
    "Post",
    "PostedRow",
    "Posting",
    "PostingState",
    "Rate",
    "Recusal",
    "Scale",
    "State",
    "Subject",
    "Voter",
]
