"""A stretch of a sentence that may list projects, with the words that tell how far they are."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.chinese.openers import quick
from ingest.facts.model import ProjectStatus
from ingest.facts.project_groups import Anchor
from ingest.facts.project_status import Tense

# A clause without any of these names no project: the last characters of works, words for groups, sums.
MAY_NAME = quick(
    r"项目|工程|(?<![平高相同对])等(?![级次候待于额值])|投资\d|基础设施|"
    r"(?:(?<=[一二三四五六七八九十])(?:[小幼]|中(?!全会))|[园馆厂站路桥渠库场院校线港楼城区期段街苑塔道延坝轨移河村厦廊道堤湖闸塘谷]|审判庭|法庭|[置赁租障才]房|大厅|礼堂|机组|煤矿|矿井|护岸|基地|中心|高速|高铁|铁路|国道|省道|[gsx]\d{3}|互通|立交|高架|"
    r"[东西南北外内]环|学校|小学|中学|医院|水利|枢纽|泵站|输变电|管网|清淤|绿化|治理|整治|修复|修缮|维修|改造|扩建|迁建|重建|搬迁|拓宽|提升|开发|改建|翻建|疏浚|更新|加固|扩容|扩能|增容|储能|发电|供热|供气|客专|地铁|口岸|站房|码头|泊位|快速化|路网|供水|防洪|湿地|引水|调水|大学|公寓|实验室|厂房|仓储|物流|化工|纸业|"
    r"综合体|小镇|大厦|酒店|宾馆|广场|公园|市场|新区|社区|小区|热电|光伏|风电|电池|装置|科技|公司|集团)"
    r"(?=[、,。;和及与“”\"(等\d]|$|[建竣开完投通正顺加主已全基项工前签落启交推进成即有稳如相改扩复一二三总实具获列纳达年将预动由在的位于续试装申调破增"
    r"国春元节累征抓立铺“争力近选部汛同先分也办取入奠维重恢搬揭对封])"
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of a sentence that may list projects.

    Attributes:
        begin: where the clause begins.
        start, end: offsets of the list.
        stop: where the words that tell of it end.
        state: what they tell; None where they do not.
        before: whether the verb stands before the list.
        tense: whether they tell it as a wish (确保 … 竣工), or as done already.
        anchor: "group" where 等(3个)项目 follows, "works" where 等(3座)水库 or another word for works does, "and so on" where
            等 does, "others" where it groups no works (等企业).
        cue: the words.
        counted: whether the group is counted: 等3个项目.
        built: whether they are of works as such: 新建, 改造.
        group: the word for the group, as written: 等3个在建项目.
        so_far: the state that it tells of its members: 已签约 of 等3个已签约项目.
        is_alternative: whether the clause begins with a verb, so that the list may rather stand behind that.
    """

    begin: int
    start: int
    end: int
    stop: int
    state: ProjectStatus | None
    before: bool
    tense: Tense
    anchor: Anchor
    cue: str
    counted: bool = False
    built: bool = False
    group: str = ""
    so_far: ProjectStatus | None = None
    is_alternative: bool = False
