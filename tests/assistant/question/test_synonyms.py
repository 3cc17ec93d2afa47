"""The table of the field's words, and what everyday questions find with it in a library of invented reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.term_weights import SYNONYM_SHARE, TermWeights
from assistant.pipeline import Assistant
from assistant.question.synonyms import read_table, stands_in, synonyms
from ingest.chinese.script import fold, to_simplified
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

TABLE = read_table()
LINES = [
    line
    for line in files("assistant.question")
    .joinpath("data/synonyms.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line.strip() and not line.startswith("#")
]
WORDS = sorted(
    {word for group in TABLE.same + TABLE.either for word in group}
    | {word for asked, said in TABLE.oneway for word in asked + said}
)
# Opposites, different indicators, a whole and its part: never may one stand for the other.
NEVER = """
开工 竣工 | 签约 开工 | 开工 投产 | 计划 完成 | 增长 下降 | 增加 减少 | 上涨 下跌 | 第一 末位 | 首位 末位 | 领先 落后
城镇居民人均可支配收入 农村居民人均可支配收入 | 城镇居民 农村居民 | 城里人收入 农民收入 | 一般公共预算收入 一般公共预算支出
一般公共预算收入 税收收入 | 一般公共预算收入 全部财政收入 | 一般公共预算收入 政府性基金收入 | 收入 支出 | 存款 贷款
存款余额 贷款余额 | 出口 进口 | 出口总额 进口总额 | 就业 失业 | 打工 没工作 | 第一产业 第二产业 | 第二产业 第三产业
常住人口 户籍人口 | 常住人口城镇化率 户籍人口城镇化率 | 地区生产总值 人均地区生产总值 | 盈利 亏损 | 赚 亏 | 表扬 批评
引进 搬走 | 搬来 搬走 | 招聘 下岗 | 拆 盖 | 拆除 新建 | 建成 在建 | 建成 开工 | 获批 取消 | 开业 关停 | 县长 县委书记
人大 政协 | 党代会 人代会 | 公办幼儿园 民办幼儿园 | 国企 民企 | 规上工业 规上服务业 | 细颗粒物 可吸入颗粒物
居民消费价格指数 工业生产者出厂价格指数 | 造林 采伐 | 供水 停水 | 供电 停电 | 内资 外资 | 总投资 到位资金 | 经开区 高新区
"""
OPPOSITES = [tuple(pair.split()) for line in NEVER.strip().splitlines() for pair in line.split("|")]

REPORTS = {
    "樾川2023.txt": "樾川县2023年政府工作报告\n——2023年1月11日在樾川县第八届人民代表大会第三次会议上\n"
    "樾川县人民政府县长 桑砚秋\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2022年工作回顾\n"
    "2022年，全县地区生产总值完成143.7亿元，增长5.9%。固定资产投资增长8.3%。社会消费品零售总额完成52.6亿元，增长4.1%。"
    "规模以上工业增加值增长7.7%。城镇居民人均可支配收入36120元，农村居民人均可支配收入18940元。\n"
    "招商引资成效明显。全年签约项目27个，总投资61.8亿元。引进世界500强企业2家。新增高新技术企业13家，专精特新企业6家。\n"
    "城乡面貌持续改善。新改建农村公路74公里，新增停车泊位860个，改造户厕3150座，治理黑臭水体9处，消除易涝点5处。"
    "打通断头路3条，安装路灯1240盏。新增城乡公交线路4条。\n"
    "民生保障不断加强。城镇新增就业4830人，农村劳动力转移就业6100人。建成老年助餐点21个，为1.3万名老年人提供服务。"
    "乡镇卫生院全部达到国家标准，聘用乡村医生96名。最低生活保障标准提高到每人每年6240元。"
    "办理不动产权证5270本，解决了一批历史遗留问题。新建公办幼儿园3所，新增学位1080个。"
    "农村饮水安全工程惠及群众2.7万人。\n"
    "生态环境质量稳步提升。完成造林绿化2.6万亩，空气质量优良天数达到291天，细颗粒物平均浓度下降6.4%。\n"
    "社会大局和谐稳定。侦破电信网络诈骗案件38起，化解信访积案44件。\n",
}  # fmt: skip

# An everyday question, and what a right answer to it holds.
EVERYDAY = [
    ("樾川县2022年GDP做到多少了？", "143.7亿元"),
    ("樾川2022年gdp是多少？", "143.7亿元"),
    ("樾川县2022年社零多少亿？", "52.6亿元"),
    ("樾川2022年固投涨了多少？", "8.3%"),
    ("樾川县2022年规上工业增加值增速多少？", "7.7%"),
    ("樾川县2022年乡下人收入多少元？", "18940元"),
    ("樾川县2022年城里人的收入是多少元？", "36120元"),
    ("樾川县2022年谈成了多少个项目？", "27个"),
    ("樾川2022年新增了多少家高企？", "13家"),
    ("樾川县2022年修路修了多少公里？", "74公里"),
    ("樾川县2022年添了多少个停车位？", "860个"),
    ("樾川县2022年改了多少座茅房？", "3150座"),
    ("樾川县2022年治了几处臭水沟？", "9处"),
    ("樾川2022年解决了几处积水的地方？", "5处"),
    ("樾川县2022年有多少人出去打工？", "6100人"),
    ("樾川2022年弄了多少个老年食堂？", "21个"),
    ("樾川县2022年低保标准是多少元？", "6240元"),
    ("樾川县2022年办了多少本房本？", "5270本"),
    ("樾川2022年种树种了多少万亩？", "2.6万亩"),
    ("樾川县2022年好天气有多少天？", "291天"),
    ("樾川县2022年PM2.5降了多少？", "6.4%"),
    ("樾川县2022年抓了多少起骗子的案子？", "38起"),
    ("樾川县2022年村医有多少名？", "96名"),
    ("樾川2022年多少人喝上了干净水？", "2.7万人"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("words")
    for name, text in REPORTS.items():
        (folder / "files").mkdir(exist_ok=True)
        (folder / "files" / name).write_text(text, encoding="utf-8")
    opened = Library.open(Settings(library=folder / "library"), create=True)
    assert not sync(opened, [folder / "files"]).failed
    yield opened
    opened.close()


def may_stand(word: str) -> frozenset[str]:
    found = synonyms(word).get(word)
    return found.same | found.loose if found else frozenset()


def test_every_line_names_two_words_or_more_in_simplified_characters() -> None:
    assert len(LINES) == len(TABLE.same) + len(TABLE.either) + len(TABLE.oneway)
    assert all(len(set(group)) == len(group) > 1 for group in TABLE.same + TABLE.either)
    assert all(asked and said for asked, said in TABLE.oneway)
    assert all(fold(word) == word and to_simplified(word) == word for word in WORDS)
    assert not [word for word in WORDS if "=" in word or "," in word]


def test_no_line_stands_twice() -> None:
    assert not [line for line, times in Counter(LINES).items() if times > 1]


def test_a_word_has_one_line_of_other_names() -> None:
    assert not [w for w, times in Counter(w for group in TABLE.same for w in group).items() if times > 1]


def test_opposites_and_different_indicators_never_stand_for_one_another() -> None:
    wrong = [(a, b) for a, b in OPPOSITES if fold(b) in may_stand(fold(a)) or fold(a) in may_stand(fold(b))]
    assert wrong == []


@given(st.sampled_from([(a, b) for group in TABLE.same for a, b in product(group, group) if a not in b]))
def test_other_names_of_the_same_thing_hold_both_ways(pair: tuple[str, str]) -> None:
    one, other = pair
    assert other in synonyms(one)[one].same
    assert other in one or one in synonyms(other)[other].same


def test_an_abbreviation_is_known_in_any_case() -> None:
    assert "地区生产总值" in synonyms(fold("ＧＤＰ"))["gdp"].same
    assert "gdp" in synonyms("地区生产总值是")["地区生产总值"].same


def test_an_everyday_word_is_told_with_the_official_one_and_not_the_other_way() -> None:
    assert "就医" in synonyms("看病")["看病"].loose
    assert "看病" not in may_stand("就医")


def test_what_holds_for_a_word_holds_for_its_other_names() -> None:
    assert {"最低生活保障", "低保"} <= synonyms("吃低保")["吃低保"].loose | {"低保"}
    assert {"农民专业合作社", "新型农业经营主体"} <= may_stand("合作社") | {"农民专业合作社"}


def test_the_longest_word_wins_where_two_overlap() -> None:
    found = synonyms("地区生产总值")
    assert "地区生产总值" in found
    assert "生产总值" not in found


def test_a_short_word_counts_only_where_it_is_one() -> None:
    assert "国企" in synonyms("有多少国企")
    assert "国企" not in synonyms("中国企业有多少家")
    assert stands_in("高考", "高考成绩再创新高")
    assert not stands_in("高考", "不断提高考核标准")
    assert not stands_in("ai", "email地址")


def test_a_word_without_synonyms_has_none() -> None:
    assert synonyms("霁川") == {}
    assert synonyms("") == {}


@given(st.lists(st.sampled_from(WORDS), max_size=5).map("".join))
def test_a_synonym_is_never_the_word_itself_and_every_word_stands_in_the_text(text: str) -> None:
    for word, others in synonyms(text).items():
        assert word in text
        assert others.same or others.loose
        assert not others.same & others.loose
        assert word not in others.same | others.loose


def test_another_name_counts_in_full_and_what_may_stand_for_a_word_less(library: Library) -> None:
    same = TermWeights(library, "社零")
    assert same.share(same.matched("社会消费品零售总额完成52.6亿元")) == pytest.approx(1.0)
    loose = TermWeights(library, "茅房")
    assert loose.share(loose.matched("改造户厕3150座")) == pytest.approx(SYNONYM_SHARE)
    assert loose.share(loose.matched("新建农村公路")) == 0.0


@pytest.mark.parametrize(("question", "held"), EVERYDAY)
def test_an_everyday_question_is_answered_in_the_words_of_the_report(
    library: Library, question: str, held: str
) -> None:
    answer = Assistant(library).ask(question)
    assert not answer.abstained
    assert held in answer.text.replace("*", "")
