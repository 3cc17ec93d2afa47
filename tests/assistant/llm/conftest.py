"""A small library of invented counties, and models over real HTTP that behave as their names say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.llm.writer import configured_writer
from assistant.pipeline import Assistant
from assistant.schema import Answer
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.llm_server.server import Server, running

REPORT_2022 = """槐溪县2022年政府工作报告
——2022年1月8日在槐溪县第十七届人民代表大会第二次会议上
槐溪县县长 贺明舟

一、2021年工作回顾
过去一年，全县地区生产总值达到168.4亿元，增长7.2%。一般公共预算收入完成12.6亿元，增长9.1%。
新签约项目47个，总投资136.5亿元，其中亿元以上项目22个。
粮食总产量31.8万吨，新改建农村公路213公里，改造老旧小区18个。

二、2022年工作安排
2022年的主要目标是：地区生产总值增长7.5%左右，一般公共预算收入增长8%。
"""
REPORT_2023 = """槐溪县2023年政府工作报告
——2023年1月6日在槐溪县第十七届人民代表大会第三次会议上
槐溪县县长 贺明舟

一、2022年工作回顾
过去一年，全县地区生产总值达到181.2亿元，增长7.6%。一般公共预算收入完成13.9亿元，增长10.3%。
新签约项目52个，总投资148.3亿元。

二、2023年工作安排
2023年的主要目标是：地区生产总值增长7%左右。
"""
NEWS = """砚湾县重大项目集中开工
来源：砚湾县融媒体中心 发布时间：2021-03-18

3月18日上午，砚湾县举行2021年一季度重大项目集中开工仪式，此次集中开工项目19个，总投资58.3亿元。
砚湾县委书记陆怀谷宣布开工，副县长沈若松介绍项目情况。其中，砚湾县智能灌溉设备产业园总投资12亿元，占地260亩。
"""
QUESTION = "槐溪县2021年一般公共预算收入完成多少？"
COMPARE = "槐溪县2021年和2022年的地区生产总值一共是多少？"


def write_documents(folder: Path) -> Path:
    """The three documents, in a new folder."""
    folder.mkdir()
    for name, text in (("槐溪2022.txt", REPORT_2022), ("槐溪2023.txt", REPORT_2023), ("砚湾开工.txt", NEWS)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library is."""
    root = tmp_path_factory.mktemp("llm")
    library = Library.open(Settings(library=root / "library"), create=True)
    sync(library, [write_documents(root / "documents")])
    library.close()
    return root / "library"


@pytest.fixture(scope="session")
def library(folder: Path) -> Iterator[Library]:
    """The library itself; shared, as tests only ask."""
    opened = Library.open(Settings(library=folder))
    yield opened
    opened.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def settings_for(server: Server, behaviour: str, **more: object) -> Settings:
    """Settings that ask `server` for a behaviour."""
    return Settings(
        llm=f"openai:{behaviour}",
        llm_base_url=server.url,
        llm_api_key="sk-test",
        **more,  # type: ignore[arg-type]
    )


@dataclass
class Asking:
    """Asks one library through models of the test server.

    Attributes:
        given: all that the last question was answered with, in order.
    """

    library: Library
    server: Server
    given: tuple[Answer, ...] = ()

    def assistant(self, behaviour: str, **settings: object) -> Assistant:
        return Assistant(self.library, configured_writer(settings_for(self.server, behaviour, **settings)))

    def __call__(
        self, behaviour: str, question: str = QUESTION, turns: tuple[str, ...] = (), **settings: object
    ) -> Answer:
        self.given = tuple(self.assistant(behaviour, **settings).stream(question, turns))
        return self.given[-1]


@pytest.fixture
def ask(library: Library, server: Server) -> Callable[..., Answer]:
    return Asking(library, server)
