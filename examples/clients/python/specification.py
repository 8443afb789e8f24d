"""The examples of the specification: four uses of the patterns, and three ways in which a team works together.

Run it on an empty data folder, with a core that runs (`tmws start`):

    .venv/bin/python specification.py
"""

import sys

import grpc

from team import Team
from team_analytics import team_analytics
from team_patterns import team_patterns
from tmws_client import core_address, reason_of
from usage_examples import usage_examples


def main() -> None:
    """Runs all of them, each on what the ones before it left."""
    with Team(core_address()) as team:
        try:
            usage_examples(team)
            team_patterns(team)
            team_analytics(team)
        except grpc.RpcError as error:
            sys.exit(f"{reason_of(error) or error.code().name}: {error.details()}")


if __name__ == "__main__":
    main()
