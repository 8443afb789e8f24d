"""The specification's three ways in which a team works together."""

from itertools import cycle

from team import TEAM, Team, refusal
from tmws.learning.v1.pattern_read_pb2 import GetPatternRequest
from tmws.learning.v1.pattern_write_pb2 import UpdatePatternRequest
from tmws.learning.v1.proposal_pb2 import AcceptProposalRequest, CreateProposalRequest
from tmws.learning.v1.recommendation_pb2 import RecommendPatternsRequest
from tmws.learning.v1.search_pb2 import SearchPatternsRequest, SearchPatternsResponse
from tmws.learning.v1.version_pb2 import CompareVersionsRequest, CreateVersionRequest


def team_patterns(team: Team) -> None:
    """Runs the three in the specification's order."""
    _share_knowledge(team)
    _collaborate(team)
    _evolve(team)


def _names(found: SearchPatternsResponse) -> str:
    return ", ".join(hit.pattern.pattern_name for hit in found.hits)


def _share_knowledge(team: Team) -> None:
    print("Team pattern 1: a team knowledge base")
    pooling = team.learn("database_connection_pooling")
    hera = team.agent("hera-strategist")
    found = hera.patterns.SearchPatterns(SearchPatternsRequest(category="performance", namespace=TEAM))
    print(f"  hera-strategist finds in performance: {_names(found)}")
    proven = hera.patterns.SearchPatterns(
        SearchPatternsRequest(category="performance", namespace=TEAM, min_success_rate=0.8)
    )
    print(f"  proven for hera-strategist (success of 80% and more): {_names(proven)}")
    used = team.use(
        "hera-strategist", pooling.id, success=True, seconds=0.1, context={"applied_to": "workflow execution service"}
    )
    print(f"  hera-strategist used {used.pattern_name}: success {used.success_rate:.0%}")
    recommendations = hera.insight.RecommendPatterns(RecommendPatternsRequest(category="performance")).recommendations
    recommended = sorted(recommendation.pattern.pattern_name for recommendation in recommendations)
    print(f"  recommended to hera-strategist: {', '.join(recommended)}")


def _collaborate(team: Team) -> None:
    print("Team pattern 2: collaboration between agents")
    pattern_id = team.learn("sql_injection_prevention").id
    artemis, hera, hestia = map(team.agent, ("artemis-optimizer", "hera-strategist", "hestia-auditor"))
    artemis.patterns.GetPattern(GetPatternRequest(pattern_id=pattern_id))
    hidden = refusal(hera.patterns.GetPattern, GetPatternRequest(pattern_id=pattern_id))
    print(f"  artemis-optimizer reads it, hera-strategist does not ({hidden})")

    changes = {
        "performance_notes": "Parameterized queries have minimal overhead (<1ms)",
        "reviewed_by": "artemis-optimizer",
    }
    refused = refusal(artemis.patterns.UpdatePattern, UpdatePatternRequest(pattern_id=pattern_id, pattern_data=changes))
    proposal = artemis.proposals.CreateProposal(
        CreateProposalRequest(pattern_id=pattern_id, changes=changes, note="Measured.")
    ).proposal
    hestia.proposals.AcceptProposal(AcceptProposalRequest(proposal_id=proposal.id))
    print(f"  artemis-optimizer may not change it ({refused}), proposes, and hestia-auditor accepts")
    reviewed = artemis.patterns.GetPattern(GetPatternRequest(pattern_id=pattern_id)).pattern
    print(f"  performance_notes: {reviewed.pattern_data['performance_notes']}")
    used = team.use("artemis-optimizer", pattern_id, success=True, seconds=0.05)
    print(f"  used {used.usage_count}x, success {used.success_rate:.0%}")


def _evolve(team: Team) -> None:
    print("Team pattern 3: evolution through use by the team")
    first = team.learn("api_rate_limiting")
    feedback = [
        ("hestia-auditor", 0.2, "Works but needs burst allowance for legitimate traffic spikes"),
        ("eris-coordinator", 0.15, "Token bucket algorithm better than fixed window"),
    ]
    for agent, seconds, text in feedback:
        team.use(agent, first.id, success=True, seconds=seconds, context={"feedback": text})
    _use_often(team, first.id, successes=5, failures=2)

    artemis = team.agent("artemis-optimizer")
    second = artemis.versions.CreateVersion(
        CreateVersionRequest(
            pattern_id=first.id,
            new_version="2.0.0",
            pattern_data={
                "description": "Advanced rate limiting with token bucket",
                "implementation": "10 requests/min baseline + 5 burst tokens",
                "algorithm": "token_bucket",
                "improvements_from_v1": [
                    "Burst allowance for traffic spikes",
                    "Token bucket algorithm for smoother limiting",
                ],
            },
        )
    ).pattern
    kin = "child" if second.parent_pattern_id == first.id else "stranger"
    print(f"  {second.pattern_name} {second.version} is its {kin}")
    _use_often(team, second.id, successes=19, failures=1)
    compared = artemis.versions.CompareVersions(
        CompareVersionsRequest(old_pattern_id=first.id, new_pattern_id=second.id)
    )
    new_rate, old_rate = compared.new_usage.success_rate, compared.old_usage.success_rate
    print(f"  v2.0.0 success rate: {new_rate:.0%} vs v1.0.0: {old_rate:.0%}")


def _use_often(team: Team, pattern_id: str, *, successes: int, failures: int) -> None:
    """Some uses by two agents in turn, the failures first."""
    outcomes = [False] * failures + [True] * successes
    for agent, success in zip(cycle(("hestia-auditor", "eris-coordinator")), outcomes):
        team.use(agent, pattern_id, success=success, seconds=0.15)
