"""The calls for programs: over HTTP, with Gradio's client, and as MCP tools; names and fields are a contract."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.assistant.web.conftest import REPORT, REPOSITORY, App, run_async

pytestmark = pytest.mark.slow

YANXI = "砚溪县2022年新签约项目多少个？"
ANSWER = {
    "id",
    "question",
    "resolved",
    "answer",
    "abstained",
    "lines",
    "citations",
    "seconds",
    "mode",
    "other",
    "model",
    "verified",
    "scope",
    "ledger",
    "about_library",
}
CITATION = {"n", "doc", "title", "region", "place", "date", "start", "end", "quote", "exact"}


def post(url: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as reply:
        return json.loads(reply.read())


@pytest.fixture(scope="module")
def client(served: App) -> Client:
    return Client(served.url, verbose=False)


def test_the_names_and_arguments_of_the_calls_are_these(served: App) -> None:
    with urllib.request.urlopen(f"{served.url}/gradio_api/info", timeout=20) as reply:
        calls = json.loads(reply.read())["named_endpoints"]
    named = {name: [p["parameter_name"] for p in call["parameters"]] for name, call in calls.items()}
    assert named == {
        "/ask": ["question", "turns", "regions", "years", "kinds"],
        "/search": ["question", "k", "regions", "years", "kinds"],
        "/read_document": ["doc", "start", "length"],
        "/facts": [
            "regions",
            "years",
            "indicators",
            "measures",
            "periods",
            "statuses",
            "limit",
            "offset",
        ],
        "/projects": ["regions", "years", "statuses", "limit", "offset"],
    }


def readme_example(language: str, url: str) -> str:
    """Return the README's block of that language that asks the app, at `url` instead of its own address."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL)
    [block] = [block for block in blocks if "http://127.0.0.1:7860" in block]
    return str(block.replace("http://127.0.0.1:7860", url))


def test_the_readmes_request_is_answered_in_one_reply(served: App) -> None:
    example = readme_example("sh", served.url)
    [url] = re.findall(r"http://\S+", example)
    [body] = re.findall(r"-d '(.*)'", example)
    [answer] = post(url, json.loads(body))["data"]
    assert answer.keys() == ANSWER and answer["abstained"] is True
    [answer] = post(url, json.loads(body) | {"data": [YANXI, [], None, None, None]})["data"]
    assert answer.keys() == ANSWER and answer["citations"][0].keys() == CITATION
    assert "47" in answer["answer"] and answer["scope"]["regions"] == ["砚溪县"]


def test_the_readmes_lines_for_gradios_client_run(served: App) -> None:
    names: dict[str, Any] = {}
    exec(readme_example("python", served.url).replace("years=[2022]", "years=[2021]"), names)
    assert names["answer"].keys() == ANSWER
    assert names["passages"][0]["doc"] == "新闻/松墩开工.txt" and "松墩县" in names["text"]


def test_a_call_by_names_leaves_out_what_is_not_wanted(served: App) -> None:
    event = post(f"{served.url}/gradio_api/call/v2/ask", {"question": YANXI})["event_id"]
    with urllib.request.urlopen(f"{served.url}/gradio_api/call/ask/{event}", timeout=20) as reply:
        lines = reply.read().decode().splitlines()
    assert lines[0] == "event: complete"
    [answer] = json.loads(lines[1].removeprefix("data: "))
    assert answer.keys() == ANSWER and "47" in answer["answer"]


def test_a_stream_has_an_event_for_each_answer(served: App) -> None:
    data = [YANXI, [], None, None, None, True]
    event = post(f"{served.url}/gradio_api/call/ask_stream", {"data": data})["event_id"]
    with urllib.request.urlopen(f"{served.url}/gradio_api/call/ask_stream/{event}", timeout=20) as reply:
        lines = reply.read().decode().splitlines()
    told = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    assert lines[0] == "event: generating" and "event: complete" in lines
    [answer] = told[0]
    assert answer.keys() == ANSWER | {"pending"} and "47" in answer["answer"] and not answer["pending"]


def test_a_citation_leads_to_its_words_in_the_document(client: Client) -> None:
    answer = client.predict(question=YANXI, api_name="/ask")
    cited = answer["citations"][0]
    found = client.predict(
        cited["doc"], cited["start"], cited["end"] - cited["start"], api_name="/read_document"
    )
    assert found["text"] == cited["quote"] and found["text"] in REPORT
    whole = client.predict(cited["doc"], api_name="/read_document")
    assert (whole["start"], whole["end"]) == (0, whole["characters"])


def test_turns_and_filters_are_heeded(client: Client) -> None:
    follow_up = client.predict("那粮食总产量呢？", turns=[YANXI], api_name="/ask")
    assert follow_up["resolved"] and "31.8" in follow_up["answer"]
    found = client.predict("项目", k=3, regions=["松墩县"], kinds=["news"], api_name="/search")
    assert found and {passage["doc"] for passage in found} == {"新闻/松墩开工.txt"}


def test_facts_are_looked_up_by_region_year_and_indicator_with_their_source(client: Client) -> None:
    reply = client.predict(regions=["砚溪县"], years=[2022], indicators=["粮食总产量"], api_name="/facts")
    level = next(fact for fact in reply["facts"] if fact["measure"] == "level")
    assert (level["value"], level["unit"], level["status"]) == (31.8, "万吨", "result")
    assert (
        level["quote"]
        == client.predict(
            level["doc"], level["start"], level["end"] - level["start"], api_name="/read_document"
        )["text"]
    )


def test_a_large_reply_comes_in_pieces(client: Client) -> None:
    whole = client.predict(api_name="/facts")
    assert whole["total"] == len(whole["facts"]) > 2
    piece = client.predict(limit=1, offset=1, api_name="/facts")
    assert (piece["total"], piece["facts"]) == (whole["total"], whole["facts"][1:2])
    nothing = client.predict(limit=0, api_name="/projects")
    assert nothing["projects"] == [] and nothing["total"] >= 0


@pytest.mark.parametrize(
    ("call", "arguments", "reason"),
    [
        ("/ask", {"question": "？！"}, "只有标点"),
        ("/search", {"question": "项目", "kinds": ["poem"]}, "筛选条件看不懂"),
        ("/search", {"question": "项目", "regions": ["松敦县"]}, "没有讲到“松敦县”的资料，相近的有：松墩县"),
        ("/ask", {"question": "项目多少个？", "regions": ["松敦县"]}, "相近的有：松墩县"),
        ("/read_document", {"doc": "../library/users.json"}, "没有文档"),
        ("/facts", {"regions": ["松敦县"]}, "没有讲到“松敦县”的资料，相近的有：松墩县"),
        ("/facts", {"measures": ["增长"]}, "measures 只能是 数值 level"),
        ("/projects", {"statuses": ["搁置"]}, "statuses 只能是 谋划 planned"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(
    client: Client, call: str, arguments: dict[str, Any], reason: str
) -> None:
    with pytest.raises(AppError, match=reason):
        client.predict(**arguments, api_name=call)


def test_the_calls_are_mcp_tools_that_reply_in_json(served: App) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def use() -> tuple[list[str], list[Any], bool]:
        async with (
            streamable_http_client(f"{served.url}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            replies = []
            for tool, arguments in (
                ("ask", {"question": YANXI}),
                ("search", {"question": "项目", "k": 2}),
                ("read_document", {"doc": "报告/砚溪县2023.txt", "length": 5}),
                ("facts", {"regions": ["砚溪县"], "indicators": ["粮食总产量"], "measures": ["level"]}),
                ("projects", {"regions": ["松墩县"]}),
            ):
                reply = await session.call_tool(tool, arguments)
                replies.append(json.loads(reply.content[0].text))  # type: ignore[union-attr]
            wrong = await session.call_tool("ask", {"question": ""})
            return [tool.name for tool in tools], replies, bool(wrong.isError)

    names, (answer, found, document, facts, projects), refused = run_async(use())
    assert names == ["ask", "search", "read_document", "facts", "projects"]
    assert [(fact["value"], fact["unit"]) for fact in facts["facts"]] == [(31.8, "万吨")]
    assert projects["total"] == len(projects["projects"])
    assert answer["citations"][0]["doc"] == "报告/砚溪县2023.txt"
    assert len(found) == 2 and document["text"] == "砚溪县20"
    assert refused
