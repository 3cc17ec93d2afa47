"""Cut a list of projects into their names: what is told of each before its name, and where the name begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.chinese.openers import quick

_AMOUNT = r"\d[\d.,]*(?:多|余)?(?:个)?(?:万|亿|千|百)*(?:余|多)?(?:美|欧|港|日)?(?:元|人民币)(?:以上|左右)?"
_INVESTED = (
    rf"(?:计划|预计|概算|估算|项目|规划|累计|完成|拟|已|年度)?(?:总|共|固定资产)?投资(?:额|规模|总额|估算)?"
    rf"(?:约|达到?|近|超过?|逾|为|高达|突破)*(?P<sum>{_AMOUNT})"
)
_INVESTED_IN = re.compile(_INVESTED)
# 总投资5亿元的甲电池、3亿元的乙电器: behind a sum invested a sum alone is one too.
_SUM_TOO = re.compile(rf"(?P<sum>{_AMOUNT})的")
_TIME = (
    r"(?:截至|截止|到)?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:份|底|初|中旬|末)?(?:前)?|\d{4}年(?:底|初|末|上半年|下半年)?(?:前)?|"
    r"(?:今|去|明|当|本|全|每)年(?:底|初|内)?(?:前)?|年[内底初](?:前)?|“?(?:五一|七一|八一|十一|国庆|春节|元旦)”?节?前|[上下]半年|[一二三四]季度|目前|近期|近日|日前"
)
_LEAD = re.compile(
    rf"(?:(?:{_INVESTED}(?:建设|打造|兴建|实施|引进)?的?[,、]?)|(?:{_TIME})[,]?|"
    r"(?:总)?(?:占地|用地|建筑|规划)(?:总)?(?:面积)?(?:约|达|近)?\d[\d.,]*万?(?:多|余)?(?:亩|平方米|平方公里|公顷)的?|"
    r"(?:对(?![外口接台])|伴?随着|努力|盘活|精心|策划|统筹|深化|获批|加大|强化|扮靓|以及|以(?!岭)|特别是|尤其是|包括|其中|含(?=[^、]{4})|或(?:建成|建设)?|是指|开展|改建(?![^、]*扩建)|提升(?![工改项行质档]|整治)|例如|比如|诸如|同时|突出|聚焦|围绕|带动|参与|组建|瞄准|锚定|开辟|一批|一个|共?有(?=[一-鿿]{4})(?![机色轨线限效关])|[把使让了]|在(?!建)|(?:[^、,]{0,16}(?:书记|[市县区镇]长|主任|局长|总经理|董事长|部长)[^、,]{0,8}?(?:在|宣布|出席|主持)了?)|(?:[^、,的]{0,10}(?:来到|走进|前往|察看|视察|参观|考察|调研)了?)|现有|原有|首[座条个家]|新的|其他|"
    r"全[县市区省州]的?|我[县市区省州们]的?|本[县市区]|县里的?|"
    r"(?:国家|省|市|县|区|州)(?:、(?:省|市|县|区|州))*级?重点(?:建设)?(?:项目|工程)|重点(?:建设)?(?:项目|工程)|重大(?:建设)?(?:项目|工程)|"
    r"(?:在建|续建|拟建|新建|引进|签约|实施)的|积极|大力|全力|全面|继续|稳步|有序|顺利|着力|切实|扎实|持续|加快|加速|抓好|推进|推动|促进|建设|实施|完成|启动|引进|谋划|争取|确保|力争|力促|"
    r"抓紧|尽快|实现|做好|搞好|宣布|设立|筹备|协调|督促|服务|保障|支持|配合|做好|重点|同步|进一步|主动|成功|正式|相继|先后|如期|基本|正在)(?!区(?:域|划|块|级|位|间|$|[,、。的和]))|"
    r"[(]?[一二三四五六七八九十\d]{1,2}[).、](?!\d)|[·•●◆■★※*—-]+|\s)"
)
_TAIL = quick(
    r"(?:(?<=.)“[^”]*工程”|等|[,;:、。\s]|(?<=.)的|(?:(?<=项目|工程|基地|中心|管网|路网|一期|二期|三期)|(?<=[路桥园厂站库区速铁馆院校线港道城镇村楼环渠延段心场头湖河坝塔街苑厦带廊房堤闸塘谷府学小中)]))(?:开发|规划|的)?建设|(?<=工程|项目)(?:实施|施工)|"
    r"(?:顺利|如期|相继|陆续|先后|全面|均|(?<![下药古之首名皮花酒瓷茶])都|也|已|已经|成功|正式|稳步|有序|基本|即将|全部|分别|正在|正|同步|加快|加速|加紧|按期|提前|率先|"
    r"在[一-鿿]{2,12}(?:举行|宣布|隆重)(?:项目|工程)?|于|将|可|实现|取得|进行|目前|实质性|完成|努力|任务|谈判|(?<=建设)并|(?:首|\d+)台(?:[^、]{0,8}千瓦)?机组|\d+[×x*]\d+万?千瓦级?机组|(?<!被)(?:纳入|列入)[^、]{2,20}|(?<=[渠路桥段园区站线河])\d{1,2}[条座处][^、\d]{2,6}|计划|预计|力争|有望|积极|主线完成铺轨|进入扫尾阶段|工作|步伐|进度|进程|力度|扎实|快速|强力|全力|年底前?|年内|主体|当[月年日]|全线|[一二三四五六七八九十两]大(?:项目|工程)|"
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:份|底|初|末)?(?:前)?|\d{4}年|同时|协调服务|服务保障|(?:取得)?(?:实质性|重要|重大|明显|积极)进展|今年|早日|尽快|“?(?:十一|五一|七一|八一|国庆|春节)”?(?:节)?前|(?:签约|开工|落户|落地)后?(?:仅|短短)?\d+(?:天|个月)后?(?:即|就)?|获|通过|项目前期|前期|争取|抓紧|近期|部分|有望|累计|开始|区间|同日|当日|汛前|国庆(?:节)?(?:前)?|春节(?:前)?|元旦(?:前)?|三季度|[一二四]季度|[上下]半年|全面|全域|现场|举行|选址|可行性研究|率先|工程项目))$"
)
# 恒远产业园(总投资9亿元), 恒远产业园(3亿元, 权证已办理).
_SUM_BEHIND = re.compile(
    rf"[(](?:(?:计划|项目|概算|估算)*(?:总投资|投资)(?:额)?(?:约|达|为|近|超)*(?P<sum>{_AMOUNT})|{_AMOUNT})[^()]{{0,16}}[)]$"
)
_PAIRS = {"(": ")", "[": "]", "【": "】", "《": "》", "“": "”", "‘": "’", "「": "」", "『": "』", "〈": "〉"}
# A name that ends so is whole: what follows 和 is another.
_WHOLE = re.compile(
    r"(?:项目|工程|基地|[园厂站库桥路渠湖场馆院校道港线段村镇谷城速铁]|中心|[一二三四五六七1-9]期|枢纽|大厦|公园|广场|学校|医院|[苑居街楼学]|[东西南北]延|[gsx]\d{2,4}|改造|扩建|迁建|增容|升级|酒店|高架|互通|高速|公路|机场|建设|[)”’])$"
)
_AND = re.compile(r"以及|[和与及]")
# 甲大桥和14个普通国省干线项目.
_COUNTED = re.compile(r"(?:\d+|[两二三四五六七八九十]+)(?:多|余)?[个条座处所项家]")
# 及 and 与 mostly join two parts of one work.
_WHOLLY = re.compile(
    r"(?:项目|工程|(?:项目|工程)建设|[一二三四五六七1-9]期|水库|电站|机场|大桥|医院|高速公路)$"
)
_MARKS = re.compile("[" + re.escape("".join({*_PAIRS, *_PAIRS.values()})) + "、,]")
_OF = re.compile(r"的(?=[^的]{3,}$)")
_MARK = re.compile(r"[〔\[【]\d{1,3}[〕\]】]$")
_QUOTES = "“”\"'‘’「」『』"
LONGEST = 44
# What is cut off a name at a time; nothing longer need be looked through.
_LONGEST_TAIL = 24


@dataclass(frozen=True, slots=True)
class Item:
    """A name that a list holds.

    Attributes:
        start, end: offsets of the name.
        sum_start, sum_end: offsets of the sum invested that stands before it; both -1 where none does.
        told: what else stands before it in its place of the list, as offset: where that begins.
        of: whether 的 stands before it (由某公司投资的某项目).
    """

    start: int
    end: int
    sum_start: int
    sum_end: int
    told: int
    of: bool


def items(text: str, start: int, end: int) -> Iterator[Item]:
    """Yield the items of the list text[start:end], folded, in order."""
    told = False
    for a, b in _split(text, start, end):
        sum_too = _SUM_TOO.match(text, a, b) if told else None
        found = _item(text, sum_too.end() if sum_too else a, b)
        if found is None:
            continue
        if sum_too is not None and found.sum_start < 0:
            found = replace(found, sum_start=sum_too.start("sum"), sum_end=sum_too.end("sum"), told=a)
        told = told or found.sum_start >= 0
        yield found


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of a list, which 、 separates, and 和 between two whole names."""
    cuts: list[tuple[int, int]] = []
    closers: list[str] = []
    at = start
    for m in _MARKS.finditer(text, start, end):
        i, c = m.start(), m[0]
        if closers and c == closers[-1]:
            closers.pop()
        elif c in _PAIRS and text.find(_PAIRS[c], i, end) >= 0:
            # “甲项目”“乙项目”: marks alone part them.
            if not closers and c == "“" and i > at and text[i - 1] == "”":
                cuts.append((at, i))
                at = i
            closers.append(_PAIRS[c])
        elif (c == "、" or (c == "," and not text[i + 1 : i + 4].isdigit())) and not closers:
            cuts.append((at, i))
            at = i + 1
    cuts.append((at, end))
    return [part for cut in cuts for part in _at_and(text, *cut)]


def _at_and(text: str, a: int, b: int) -> Iterator[tuple[int, int]]:
    at = a
    for m in _AND.finditer(text, a, b):
        left, right = text[at : m.start()], text[m.end() : b]
        inside = any(left.count(o) > left.count(c) for o, c in _PAIRS.items())
        if inside or len(left) < 2 or len(right) < 2:
            continue
        whole = _WHOLLY if m[0] in "与及" else _WHOLE
        # 投资2亿元的甲风电场和乙光伏电站: the sum is of both, as of one.
        one_sum = (
            _INVESTED_IN.match(left) is not None
            and not _INVESTED_IN.search(right)
            and not _WHOLLY.search(left)
        )
        if (whole.search(left) and not one_sum) or _INVESTED_IN.match(right) or _COUNTED.match(right):
            yield at, m.start()
            at = m.end()
    yield at, b


def _item(text: str, a: int, b: int) -> Item | None:
    told, sum_start, sum_end = a, -1, -1
    while a < b and (m := _LEAD.match(text, a, b)) is not None and m.end() > a:
        if m["sum"]:
            sum_start, sum_end = m.span("sum")
        a = m.end()
    of = False
    # What 的 belongs to stands before the name: 由某公司投资建设的.
    if (m := _of(text, a, b)) is not None:
        if (invested := _INVESTED_IN.search(text[a : m.start()])) is not None:
            sum_start, sum_end = a + invested.start("sum"), a + invested.end("sum")
        a, of = m.end(), True
        while a < b and (m := _LEAD.match(text, a, b)) is not None and m.end() > a:
            a = m.end()
    while b > a and (m := _TAIL.search(text, max(a, b - _LONGEST_TAIL), b)) is not None:
        b = m.start()
    if (m := _MARK.search(text, a, b)) is not None:
        b = m.start()
    if (m := _SUM_BEHIND.search(text, a, b)) is not None:
        b = m.start()
        if m["sum"]:
            sum_start, sum_end = m.span("sum")
    a, b = _unquoted(text, a, b)
    if not 2 <= b - a <= LONGEST:
        return None
    return Item(a, b, sum_start, sum_end, told, of)


def _of(text: str, a: int, b: int) -> re.Match[str] | None:
    """Return the last 的 outside quotation marks and brackets that a name follows."""
    m = _OF.search(text, a, b)
    if m is None:
        return None
    before = text[a : m.start()]
    return None if any(before.count(o) > before.count(c) for o, c in _PAIRS.items()) else m


def _unquoted(text: str, a: int, b: int) -> tuple[int, int]:
    """Return a span without marks around the whole of it, and without one that has no partner."""
    while (
        a < b
        and text[a] in _QUOTES
        and (text[b - 1] in _QUOTES or not any(c in _QUOTES for c in text[a + 1 : b]))
    ):
        a += 1
    while b > a and text[b - 1] in _QUOTES and not any(c in _QUOTES for c in text[a : b - 1]):
        b -= 1
    if b > a and text[b - 1] == ")" and "(" not in text[a:b]:
        b -= 1
    if b > a and text[a] == "(" and ")" not in text[a:b]:
        a += 1
    return a, b
