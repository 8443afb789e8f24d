"""The agents of the specification, and what they do again and again: learn a pattern, and use one."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import grpc

from tmws_client import Services, connect, reason_of
from google.protobuf.message import Message
from tmws.learning.v1.pattern_pb2 import AccessLevel, Pattern
from tmws.learning.v1.pattern_write_pb2 import CreatePatternRequest
from tmws.learning.v1.usage_pb2 import RecordUsageRequest

TEAM = "trinitas-agents"
"""The namespace of the specification's team."""

_GIVEN: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).resolve().parents[1] / "specification" / "patterns.json").read_text(encoding="utf-8")
)


class Team:
    """The agents of the team, each with a connection of its own. Over the socket the core takes their word for it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._services: dict[str, Services] = {}
        self._connections = ExitStack()

    def __enter__(self) -> "Team":
        return self

    def __exit__(self, *_: object) -> None:
        self._connections.close()

    def agent(self, name: str) -> Services:
        """The services of the core, called by this agent."""
        if name not in self._services:
            self._services[name] = self._connections.enter_context(connect(self._address, name, TEAM))
        return self._services[name]

    def learn(self, pattern_name: str) -> Pattern:
        """Stores one of the specification's patterns as its owner."""
        given = _GIVEN[pattern_name]
        request = CreatePatternRequest(
            pattern_name=pattern_name,
            category=given["category"],
            subcategory=given.get("subcategory"),
            access_level=AccessLevel.Value(f"ACCESS_LEVEL_{given['access_level'].upper()}"),
            shared_with_agents=given.get("shared_with_agents"),
            learning_weight=given.get("learning_weight"),
            pattern_data=given["pattern_data"],
        )
        pattern = self.agent(given["owner"]).patterns.CreatePattern(request).pattern
        print(f"  {given['owner']} learned {pattern_name} {pattern.version} ({given['access_level']})")
        return pattern

    def use(
        self, agent: str, pattern_id: str, *, success: bool, seconds: float, context: dict[str, Any] | None = None
    ) -> Pattern:
        """Records that an agent used a pattern, and returns the pattern as it stands after that."""
        request = RecordUsageRequest(
            pattern_id=pattern_id, success=success, execution_time=seconds, context_data=context or {}
        )
        return self.agent(agent).usage.RecordUsage(request).pattern


def refusal(call: Callable[[Message], Message], request: Message) -> str:
    """The reason why the core refuses a call; "none" where it answers."""
    try:
        call(request)
    except grpc.RpcError as error:
        reason = reason_of(error)
        if not reason:
            raise
        return reason
    return "none"
