"""Drives the five tools with the Python SDK's client, and prints what it got as one JSON object.

Usage: python five_tools.py MODE COMMAND ARGUMENT...   MODE: how the client agrees on a revision, auto or legacy.
       python five_tools.py MODE URL                   over HTTP, with the key in TMWS_API_KEY
"""

import asyncio
import json
import os
import sys
from typing import Any

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult


def answer_of(result: CallToolResult) -> dict[str, Any]:
    return {
        "is_error": bool(result.is_error),
        "structured": result.structured_content,
        "text": "".join(block.text for block in result.content if block.type == "text"),
    }


def server_at(command: str, arguments: list[str]) -> Any:
    if not command.startswith("http"):
        return StdioServerParameters(command=command, args=arguments, env=dict(os.environ))
    headers = {"authorization": f"Bearer {os.environ['TMWS_API_KEY']}"}
    return streamable_http_client(command, http_client=httpx2.AsyncClient(headers=headers, timeout=30))


async def main(mode: str, command: str, *arguments: str) -> None:
    async with Client(server_at(command, list(arguments)), mode=mode) as client:

        async def call(name: str, **parameters: Any) -> dict[str, Any]:
            return answer_of(await client.call_tool(name, parameters))

        tools = (await client.list_tools()).tools
        learned = await call(
            "learn_pattern",
            pattern_name=f"python mooring {mode}",
            pattern_content="Approach into the wind, then lower the ropes.",
            category="airships",
            metadata={"description": "How to moor an airship"},
        )
        applied = await call("apply_pattern", pattern_query="moor an airship", context="", min_similarity=0)
        evolved = await call(
            "evolve_pattern",
            pattern_id=learned["structured"]["result"]["pattern_id"],
            evolution_data={"improvement": "Tail ropes first"},
            success_feedback=True,
            application_id=applied["structured"]["result"]["application_id"],
        )
        print(
            json.dumps(
                {
                    "revision": client.protocol_version,
                    "instructions": client.instructions,
                    "tools": [tool.name for tool in tools],
                    "answers": {
                        "learn_pattern": learned,
                        "apply_pattern": applied,
                        "evolve_pattern": evolved,
                        "get_pattern_analytics": await call("get_pattern_analytics", days=7),
                        "suggest_learning_opportunities": await call("suggest_learning_opportunities"),
                    },
                    "refused": await call("evolve_pattern", pattern_id="no such", evolution_data={}),
                }
            )
        )


asyncio.run(main(*sys.argv[1:]))
