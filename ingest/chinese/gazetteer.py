"""The region names of jieba's dictionary (package jieba, MIT), read as text so that jieba is not loaded.

The dictionary lacks newer districts; `ingest.chinese.regions` recognises those by their context.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ingest.errors import IncompleteInstallation

HAN = "㐀-䶿一-鿿"
_PROVINCES = (
    "北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 "
    "安徽省 福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 "
    "云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 广西壮族自治区 西藏自治区 "
    "宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区"
)
PROVINCES = frozenset(_PROVINCES.split())
_LONGEST = 12
# Ends of what is called a county, a district or a city without being the name of one.
_COUNTY = re.compile(
    r"(?:主产|先进|农业|工业|发达|受灾|吨粮|小康|山区|市管|强|百强|十强|整|驻|扶贫|模范|特困|生态|示范|试点"
    r"|贫困|边境|郊区?|重点|知|全|各|该|本|外|邻|别|市|区|县|某|跨|试验|名"
    r"|文明|卫生|园林|森林|健康|标杆|特色|宜居|立|兴|治|稳|美丽|旅游|大|小|我|首都|洁净|绿化|普惠"
    r"|责任|即|第一|首个|首批|唯一)$"
)
_AREA = re.compile(
    r"(?:开发|高新|经开|园|老|景|社|地|片|辖|小|灾|牧|矿|林|库|校|院|功能|示范|试验|实验|保税|核心|自贸"
    r"|贸易|产业|工业|物流|聚集|集聚|集中"
    r"|合作|先行|先导|保护|风景|名胜|度假|旅游|生活|居住|办公|服务|商业|商务|特|郊|市|战|军|禁|燃|自治|行政"
    r"|建成|规划|重点|启动|起步|棚户|安置"
    r"|革命|平原|沿海|沿江|主城|中心|加工|种植|养殖|生产|主产|产|农业|农|科技|创新|生态|流域|街|厂|作业"
    r"|施工|停车|休息|游|展|仓储|交易"
    r"|受|防|疫|水源|边|误|雷|盲|专|分|东部|西部|南部|北部|中部|半|时|跨|组团|宿舍|住宅|休闲|首开|健康|先进"
    r"|灌|坝|各|全|该|本|我|两|县|区|经济|投资|解放|直属|牌照|医|学|考|赛|网|带|阅读|体验|专属|封闭"
    r"|管控|防控|管理|服务|示范园)$"
)
# These end names of districts too, but only where something else shows it.
_AREA_SOFT = re.compile(r"(?:城|山|湖|海|港|新|河|江|水|滩|湾)$")
_AREA_WORD = re.compile(
    r"(?:.*(?:[老新主县市旧古中全建]城|[丘大深老荒浅半]山|[沿近内深远]海|大湾|内河|.新|风貌|强)|城|山|湖|海|港"
    r"|新|河|江|水)$"
)
_CITY = re.compile(
    r"(?:县级|地级|直辖|撤县设|卫星|中心|文明|卫生|园林|森林|智慧|海绵|国家级?|先进|省级|名城|现代化|节水"
    r"|旅游|计划单列|自治|所在|省辖|院辖|县辖|挂牌上"
    r"|我省|京津|霸|借壳上|委)$"
)
_CITY_WORD = re.compile(
    r".{0,3}[超股上都门夜早楼集大强名入面开收后行书花闹市菜街车房汇债灯罢应救抗全我本该各县省地多退跨城]"
)
_LISTED_CITY_WORD = re.compile(
    r"..+[城市]|[大小新老旧主古名全]城|未上|.*(?:超|股|集|汇)|(?:有行无|因缘为|招摇过|奔走如|观者如).*"
)


@cache
def _dictionary() -> str:
    """Return jieba's dictionary.

    Raises:
        IncompleteInstallation: it is not there; without it hardly a county would be known by its name.
    """
    spec = find_spec("jieba")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "dict.txt"
        if path.is_file():
            return "\n" + path.read_text(encoding="utf-8")
    raise IncompleteInstallation(
        "找不到 jieba 的词典 dict.txt，没有它认不出地名。请重新安装：pip install --force-reinstall jieba。"
        "(jieba's dictionary dict.txt is missing, without which no place is recognised: reinstall jieba.)"
    )


@cache
def known_names() -> frozenset[str]:
    """Return the full region names that the dictionary holds, without common nouns of their form."""
    stem = rf"[{HAN}]{{1,{_LONGEST - 1}}}"
    places = re.findall(rf"\n({stem}[市县区旗州盟]) \d+ ns\b", _dictionary())
    # Many a county is tagged as a person's name or a plain noun.
    others = re.findall(
        rf"\n({stem}(?:[县市]|[区旗](?= \d+ nr))) \d+ (?:nr|nrt|nz|n|v|r|vn|l|nt|j|a)\b", _dictionary()
    )
    return PROVINCES | {name for name in (*places, *others) if not _listed_common(name)}


def _listed_common(name: str) -> bool:
    stem, suffix = name[:-1], name[-1]
    if name.startswith("自治") or name[0] == "族":
        return True
    if suffix == "县":
        return bool(_COUNTY.fullmatch(stem))
    if stem.endswith("新") and suffix == "区":
        return len(stem) < 3
    if suffix == "市":
        return len(stem) < 2 or bool(_CITY.search(stem) or _LISTED_CITY_WORD.fullmatch(stem))
    return is_common_noun(name, sure=len(stem) == 2)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of two and three characters; those of them that are no names."""
    listed = re.findall(rf"\n([{HAN}]{{2,3}}) \d+ (\w+)", _dictionary())
    return frozenset(word for word, _ in listed), frozenset(
        word for word, tag in listed if tag not in ("ns", "nr", "nrt", "nz", "nt")
    )


def is_word(text: str) -> bool:
    """Return whether `text` is a word of two or three characters in the dictionary, names included."""
    return text in _words()[0]


def is_common_word(text: str) -> bool:
    """Return whether `text` is a word of two or three characters and no name of a place or person."""
    return text in _words()[1]


def is_common_noun(name: str, sure: bool) -> bool:
    """Return whether `name` is formed like a region and is none: 山区, 城市, 全县, 老城区.

    Args:
        name: text that ends in a region's suffix.
        sure: whether its surroundings show that a name stands here, so that a district may end in 城 or 山.
    """
    stem, suffix = name[:-1], name[-1]
    if name in PROVINCES or name.endswith(("自治县", "自治旗", "自治州")):
        return len(name) <= 4
    if suffix == "县":
        return bool(_COUNTY.search(stem))
    if suffix == "区":
        if len(stem) < 2 or _AREA.search(stem) or _AREA_WORD.fullmatch(stem):
            return True
        return bool(_AREA_SOFT.search(stem)) and not sure
    if suffix == "市":
        return len(stem) < 2 or bool(_CITY.search(stem) or (not sure and _CITY_WORD.fullmatch(stem)))
    return len(stem) < 2 or suffix == "省"
