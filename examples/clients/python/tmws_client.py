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
from tmws.learning.v1 import pattern_service_pb2_grpc, skill_service_pb2_grpc  # noqa: E402

PatternServiceStub = pattern_service_pb2_grpc.PatternServiceStub
SkillServiceStub = skill_service_pb2_grpc.SkillServiceStub


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


@contextmanager
def connect(address: str, agent: str | None = None) -> Iterator[grpc.Channel]:
    """A channel to the core. Over the socket the operating system vouches for the user, who may name its agent."""
    with grpc.insecure_channel(address, options=[("grpc.default_authority", "localhost")]) as channel:
        yield grpc.intercept_channel(channel, _Identity(agent)) if agent else channel


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


class _Identity(grpc.UnaryUnaryClientInterceptor):
    def __init__(self, agent: str) -> None:
        self._metadata = [("x-tmws-agent", agent)]

    def intercept_unary_unary(self, continuation, client_call_details, request):
        details = client_call_details._replace(metadata=[*(client_call_details.metadata or []), *self._metadata])
        return continuation(details, request)
