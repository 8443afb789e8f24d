"""A small client of the core: a channel over its Unix socket, who is calling, and errors by reason."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc

sys.path.insert(0, str(Path(__file__).resolve().parent / "generated"))

from google.rpc import error_details_pb2, status_pb2  # noqa: E402
from tmws.learning.v1 import (  # noqa: E402
    insight_service_pb2_grpc,
    pattern_service_pb2_grpc,
    proposal_service_pb2_grpc,
    usage_service_pb2_grpc,
    version_service_pb2_grpc,
)

CALL_TIMEOUT_SECONDS = 30.0
"""How long a call may take that names no timeout of its own."""


def data_folder() -> Path:
    """The folder that holds the data: TMWS_DATA_DIR, else the platform's."""
    named = os.environ.get("TMWS_DATA_DIR")
    if named:
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "tmws"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "tmws"


def core_address() -> str:
    """The address of the running core; raises SystemExit with what to do where none runs."""
    lock = data_folder() / "core.lock"
    if not lock.exists():
        sys.exit(f"No core runs on {lock.parent}. Start one with: npm start")
    return json.loads(lock.read_text())["address"]


class Services:
    """The services of the core over one channel, thus for one caller."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.patterns = pattern_service_pb2_grpc.PatternServiceStub(channel)
        self.usage = usage_service_pb2_grpc.UsageServiceStub(channel)
        self.versions = version_service_pb2_grpc.VersionServiceStub(channel)
        self.proposals = proposal_service_pb2_grpc.ProposalServiceStub(channel)
        self.insight = insight_service_pb2_grpc.InsightServiceStub(channel)


@contextmanager
def connect(address: str, agent: str | None = None, namespace: str | None = None) -> Iterator[Services]:
    """The services of the core for a caller, until the block ends.

    Over the socket the operating system vouches for the user, who may name its agent and the namespace that the agent
    works in. Without them TMWS_AGENT and TMWS_NAMESPACE say it, else the core takes the user's name and "default".
    """
    identity = {
        "x-tmws-agent": agent or os.environ.get("TMWS_AGENT"),
        "x-tmws-namespace": namespace or os.environ.get("TMWS_NAMESPACE"),
    }
    metadata = [(key, value) for key, value in identity.items() if value]
    with grpc.insecure_channel(address, options=[("grpc.default_authority", "localhost")]) as channel:
        yield Services(grpc.intercept_channel(channel, _CallDefaults(metadata)))


def reason_of(error: grpc.RpcError) -> str:
    """The reason in an error's details, e.g. PATTERN_NOT_FOUND; empty where it has none."""
    for key, value in error.trailing_metadata() or ():
        if key != "grpc-status-details-bin":
            continue
        for detail in status_pb2.Status.FromString(value).details:
            info = error_details_pb2.ErrorInfo()
            if detail.Unpack(info):
                return info.reason
    return ""


class _CallDefaults(grpc.UnaryUnaryClientInterceptor):
    """Says with each call who is calling, and how long to wait for the answer."""

    def __init__(self, metadata: list[tuple[str, str]]) -> None:
        self._metadata = metadata

    def intercept_unary_unary(self, continuation, client_call_details, request):
        details = client_call_details._replace(
            metadata=[*(client_call_details.metadata or ()), *self._metadata],
            timeout=client_call_details.timeout or CALL_TIMEOUT_SECONDS,
        )
        return continuation(details, request)
