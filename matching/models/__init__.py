"""Who fits whom: runs, their frozen inputs, chunks, match lists, features of single records."""

from matching.models.features import CandidateFeatures, PostingFeatures
from matching.models.match import FreshMatchList, MatchList, PairJudgement
from matching.models.rates import ReferenceRate
from matching.models.run import MatchChunk, MatchRun, PublishedRun, RunInput

__all__ = [
    "CandidateFeatures",
    "FreshMatchList",
    "MatchChunk",
    "MatchList",
    "MatchRun",
    "PairJudgement",
    "PostingFeatures",
    "PublishedRun",
    "ReferenceRate",
    "RunInput",
]
