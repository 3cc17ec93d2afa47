"""A library of small reports about invented counties, for tests that ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.pipeline import Assistant
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

_OPENING = "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"

DOCUMENTS = {
    "岚屏2021.txt": "岚屏县2021年政府工作报告\n——2021年1月14日在岚屏县第九届人民代表大会第五次会议上\n"
    "岚屏县人民政府县长 骆青川\n" + _OPENING + "一、2020年工作回顾\n"
    "2020年，全县一般公共预算收入完成4.7亿元，增长3.1%。全年造林1.9万亩，新修农村公路88公里。\n"
    "二、2021年工作安排\n2021年，力争新开工项目25个，一般公共预算收入增长6%。\n",
    "岚屏2022.txt": "岚屏县2022年政府工作报告\n——2022年1月12日在岚屏县第十届人民代表大会第一次会议上\n"
    "岚屏县人民政府县长 骆青川\n" + _OPENING + "一、2021年工作回顾\n"
    "2021年，全县地区生产总值完成96.4亿元，增长6.8%。一般公共预算收入完成5.2亿元，增长10.6%。"
    "全年新开工项目31个，总投资48.5亿元。全年造林2.4万亩，新修农村公路102公里。\n"
    "二、2022年工作安排\n2022年，力争新开工项目40个以上，地区生产总值增长7%左右。\n"
    "三、办好民生实事\n2022年，我们将集中力量办好五件民生实事：\n"
    "一是改造老旧小区。对城关片区12个老旧小区实施雨污分流、外墙保温和道路硬化，惠及居民2600户。"
    "工程分三批推进，上半年完成设计和招标，下半年全面施工，确保入冬前完成保温改造，让居民温暖过冬。\n"
    "二是新建公办幼儿园。在城东、城西各建设一所公办幼儿园，新增学位540个。"
    "按照省级示范园标准配备师资和设施，秋季学期开始招生，缓解城区入园难的问题，减轻家长接送负担。\n"
    "三是实施集中供水。铺设供水管网64公里，让北部四个乡镇的群众用上放心水。"
    "同步建设水质监测站三处，建立管护队伍，做到水价合理、供水稳定、维修及时，一个村也不落下。\n"
    "四是建设养老服务中心。每个乡镇建成一处养老服务中心，提供助餐、助浴、康复等服务。"
    "通过购买服务的办法引入专业机构运营，对高龄和失能老人给予补贴，让老年人在家门口安享晚年。\n"
    "五是开通城乡公交。新购纯电动公交车36辆，开通城乡公交线路9条，实现村村通公交。"
    "全程票价不超过三元，老年人和学生免费乘坐，首末班时间与学校作息相衔接，方便群众出行。\n",
    "岚屏2023.txt": "岚屏县2023年政府工作报告\n——2023年1月10日在岚屏县第十届人民代表大会第二次会议上\n"
    "岚屏县人民政府县长 石映雪\n" + _OPENING + "一、2022年工作回顾\n"
    "2022年，全县一般公共预算收入完成5.9亿元，增长13.5%。全年造林3.1万亩，新修农村公路95公里。\n"
    "二、2023年工作安排\n2023年，计划造林2万亩，一般公共预算收入增长8%。\n",
    "汐禾2022.txt": "汐禾县2022年政府工作报告\n——2022年1月20日在汐禾县第七届人民代表大会第二次会议上\n"
    "汐禾县人民政府县长 甘若谷\n" + _OPENING + "一、2021年工作回顾\n"
    "2021年，全县地区生产总值增长7.2%。一般公共预算收入完成8.3亿元，增长9%。"
    "城乡居民人均可支配收入分别为36210元、17850元。接待游客126万人次。\n"
    "二、2022年工作安排\n2022年，一般公共预算收入增长8%，社会消费品零售总额增长9%。\n",
    "新闻/棠浦碼頭.txt": "棠浦縣新客運碼頭開工建設\n2022年5月6日，棠浦縣舉行新客運碼頭開工儀式。"
    "碼頭總投資9.4億元，建設工期兩年，設計年旅客吞吐量80萬人次。\n"
    "縣委書記方霽月出席儀式並宣布開工，副縣長柯白帆主持儀式。\n",
    "新闻/汐禾招商.txt": "汐禾县赴外招商签约\n2022年9月8日，汐禾县在外地举行招商推介会，现场签约<b>3</b>个项目，"
    "总投资*6.2*亿元，其中[点这里](javascript:alert(1))`云锦`纺织项目投资2~3亿元。\n",
}  # fmt: skip


@pytest.fixture(scope="session")
def assistant_over(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[dict[str, str]], Assistant]]:
    """Makes assistants, each over a library of its own of the documents (path → text) that it is given."""
    libraries: list[Library] = []

    def over(documents: dict[str, str]) -> Assistant:
        folder = tmp_path_factory.mktemp("asked")
        for name, text in documents.items():
            path = folder / "files" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        libraries.append(Library.open(Settings(library=folder / "library"), create=True))
        assert not sync(libraries[-1], [folder / "files"]).failed
        return Assistant(libraries[-1])

    yield over
    for library in libraries:
        library.close()


@pytest.fixture(scope="session")
def assistant(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    """An assistant over DOCUMENTS; shared, as tests only ask."""
    return assistant_over(DOCUMENTS)
