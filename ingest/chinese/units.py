"""The measure words and units that reports count in."""

from __future__ import annotations

import re

UNIT = (
    "万人次|人次|万亿元|亿元|万元|千元|元|亿斤|万吨|亿吨|吨|公斤|斤|万亩|亩|公顷|平方公里|平方千米|万平方米|平方米|立方米|"
    "公里|千米|米|万户|户|万人|人|名|位|个百分点|百分点|%|‰|倍|万件|亿件|件|万棒|棒|万张|张|万座|座|万套|套|"
    "家|个人(?!所得|住房|消费|贷)|个|项|条|所|处|台|辆|艘|栋|间|村|乡|镇|次|场|届|天|日|小时|分钟|年|岁|级|期|万千瓦|千瓦|度|微克|万头|头|"
    "只|株|棵|本|册|部|支|批|类|种|宗|起|例|幢|床|班|元/吨|层|首|颗|篇|块|片|节|站|集|轮|枚|份|页|句|门|根|组|队|架|眼|代|英里|海里|公分|厘米|毫米|秒|周|个月"
)

# Of a whole, not of things that add up.
SHARES = ("%", "‰", "百分点")

# Measure words that count the same things.
ALIKE: dict[str, tuple[str, ...]] = {
    "家": ("家", "户", "个"),
    "户": ("户", "家"),
    "个": ("个", "家", "项", "处", "座", "所", "名"),
    "个人": ("人", "名", "位"),
    "项": ("项", "个"),
    "名": ("名", "人", "位"),
    "位": ("名", "人", "位"),
    "人": ("人", "名", "位"),
    "天": ("天", "日"),
    "座": ("座", "处", "个"),
    "处": ("处", "座", "个"),
    "人次": ("人次",),
}


# What is measured → units of an amount of it, for questions that say neither unit nor measure word.
_MEASURED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        r"(?:率|比例|占比|比重|增速|增幅|百分比)$|(?:增长|下降|提高|提升)(?:了|率)?$|增[长速幅]的?(?:预期)?目标",
        SHARES,
    ),
    (
        r"生产总值|gdp|经济总量|社零|固投|收入|支出|投资|产值|利润|税|销售额|总额|贷款|存款|资金|授信|余额|交易额|工资|经费|奖金|债务|价格|造价|补助|补贴|租金|罚款",
        ("元",),
    ),
    (r"产量|总产|洁净煤|散煤|垃圾|重量", ("吨", "斤")),
    (r"面积|占地|造林|绿化|耕地|农田", ("亩", "平方", "公顷")),
    (r"浓度", ("微克", "毫克", "μg")),
    (r"天数", ("天", "日")),
    (r"(?<![人户次天岁件点基分倍指参系常])数量?$", ("个", "家", "项")),
    (r"游客|人口|人数|医护人员|教师|学生|老人|职工", ("人", "名", "位")),
    (r"里程|长度", ("公里", "米", "千米")),
    (r"水量|超采|库容|用水", ("立方", "方", "吨")),
)


def measured_units(focus: str) -> tuple[str, ...]:
    """The units that an amount of what folded `focus` names is told in; empty where it does not say.

    The last word that names something measured decides: "财政收入增长率" is a share, not money.
    """
    best: tuple[int, tuple[str, ...]] = (-1, ())
    # 提升到 asks for what was reached, 提升 for how much more it is.
    told = focus if focus.rstrip().endswith("到") else focus.rstrip(" 是有的为达到完成实现")
    for pattern, units in _MEASURED:
        for m in re.finditer(pattern, told):
            if m.end() > best[0]:
                best = (m.end(), units)
    return best[1]
