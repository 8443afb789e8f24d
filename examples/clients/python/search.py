"""Asks the core for the patterns that fit a question: search.py [--address unix:PATH] [--json] QUESTION"""

import argparse
import json
import sys
from textwrap import indent

import grpc

from tmws_client import connect, core_address, reason_of
from tmws.learning.v1 import search_pb2


def main() -> None:
    """Searches and prints the first three, best first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("question")
    parser.add_argument("--address", help="of the core; default: the one of the data folder")
    parser.add_argument("--agent", help="who is asking; default: the user")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    arguments = parser.parse_args()
    with connect(arguments.address or core_address(), arguments.agent) as services:
        try:
            answer = services.patterns.SearchPatterns(
                search_pb2.SearchPatternsRequest(query_text=arguments.question, page_size=3)
            )
        except grpc.RpcError as error:
            sys.exit(f"{reason_of(error) or error.code().name}: {error.details()}")
    hits = [
        {
            "id": hit.pattern.id,
            "pattern_name": hit.pattern.pattern_name,
            "similarity": round(hit.similarity, 3),
            "matched_passage": hit.matched_passage,
        }
        for hit in answer.hits
    ]
    if arguments.json:
        print(json.dumps({"hits": hits, "degraded": answer.degraded}, ensure_ascii=False))
        return
    for hit in hits:
        print(f"{hit['similarity']:.2f}  {hit['pattern_name']}\n{indent(hit['matched_passage'], ' ' * 6)}")
    if not hits:
        print(answer.message or "Nothing fits.")
    if answer.degraded:
        print(f"Note: {answer.degraded_reason}")


if __name__ == "__main__":
    main()
