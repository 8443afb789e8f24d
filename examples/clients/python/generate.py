"""Generates the Python stubs of the contract into ./generated, from the .proto files of this repository."""

import sys
from pathlib import Path

from grpc_tools import protoc

HERE = Path(__file__).resolve().parent
PROTO = HERE.parents[2] / "proto"
GENERATED = HERE / "generated"


def generate(target: Path = GENERATED) -> None:
    """Writes one module a .proto file below the target folder; raises SystemExit where protoc fails."""
    target.mkdir(parents=True, exist_ok=True)
    files = [str(path.relative_to(PROTO)) for path in sorted(PROTO.rglob("*.proto"))]
    include = Path(protoc.__file__).resolve().parent / "_proto"
    status = protoc.main(
        ["protoc", f"-I{PROTO}", f"-I{include}", f"--python_out={target}", f"--grpc_python_out={target}", *files]
    )
    if status != 0:
        sys.exit(f"protoc failed with status {status} on {PROTO}.")


if __name__ == "__main__":
    generate()
    print(f"Stubs written to {GENERATED}")
