"""Make the text of documents harmless in a prompt, and the text of a model harmless for a reader.

A document is hostile until shown otherwise: it may instruct the model, imitate citation marks, close the tags around
it, speak as the system, or carry links that expose the reader."""

from __future__ import annotations

import re

from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, sentences

WITHHELD = "〔此处是写给程序的指令，已略去〕"
# After a sentence that instructs the model, this many more of its paragraph are withheld: what it should say.
SENTENCES_AFTER = 2

_ALL_ABOVE = (
    r"(?:[这那]?[以之]?[上前]的?|上述|上面|前面|先前|此前|前述|所有|全部|一切|任何|其他|其余|原有|原来|既定|系统|你(?:的|所有|之前)"
    r"|资料中?|提示词?)"
)
_ORDERS = (
    r"(?:指令|指示|命令|要求|规则|规定的?格式|提示词?|设定|限制|约束|约定|说明|对话|问题|资料|文字|内容)"
)
# Of these a program has some, and an office has few that it would do away with.
_PROGRAMS_ORDERS = r"(?:指令|规定的?格式|提示词?|设定|约束|对话)"
_SAY = r"(?:回答|答复|回复|输出|复述|打印)"
_MACHINE = r"(?:人工智能|(?<![a-z])ai(?![a-z])|大?语言模型|大模型|智能助手|助手|机器人)"
_Forms = tuple[tuple[list[str], re.Pattern[str]], ...]


def _forms(*rows: tuple[str, str]) -> _Forms:
    """Return forms of words, each after the words of which one must be there: those are looked for first, because that
    takes a hundredth of the time."""
    return tuple((words.split(), re.compile(pattern, re.MULTILINE)) for words, pattern in rows)


# What is written to a program and to nobody else, on folded text. A document that holds any of it is not read further
# than its answer by rule. A mere mention of prompts or models is no order: counties have industries of both.
_TO_THE_MODEL = _forms(
    (
        "忽略 无视 忘 抛开 理会 理睬 遵守 遵循 按照 别管",
        rf"(?:忽略|无视|忘记|忘掉|抛开|不要(?:理会|理睬|遵守|遵循|再?按照)|别管|不必理会).{{0,6}}{_ALL_ABOVE}.{{0,10}}{_ORDERS}",
    ),
    (
        "跳过 推翻 取消 覆盖 作废 停止",
        rf"(?:跳过|推翻|取消|覆盖|作废|停止(?:执行|遵守)).{{0,6}}{_ALL_ABOVE}.{{0,10}}{_PROGRAMS_ORDERS}",
    ),
    (
        "ignore disregard forget override bypass",
        r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:above|previous|prior|earlier|all|any|instructions?|rules?|prompts?|context)\b",
    ),
    (
        "助手 助理 模型 机器人 人工智能 ai 角色 模式 黑客 海盗 dan",
        r"(?:你|您)(?:现在|从现在起|今后|已经)?(?:是|将?扮演|将?充当|要?变成|进入).{0,14}(?:助手|助理|模型|机器人|人工智能|\bai\b|角色|模式|黑客|海盗|dan\b)(?!产业|企业|行业|领域|技术|人才)",
    ),
    (
        "you pretend act from developer jailbreak",
        r"\b(?:you are now|act as|pretend to be|from now on|developer mode|jailbreak|do anything now)\b",
    ),
    (
        "system: assistant: user: developer: 系统 开发者 管理员",
        r"(?:^|[\n。;>】\])])\s*(?:system|assistant|user|developer|系统(?:消息|提示|指令|管理员)|开发者(?:消息)?|管理员指令)\s*:",
    ),
    (
        "答 回复 输出 复述 打印",
        rf"(?:请|须|务必|必须|只能?|一律|直接|仅|统一|都|就|并|然后|以便|改为|你|模型|助手|机器人)(?:你|将|把|用|以|先|再)?(?:只|仅|一律|统一|直接|逐字)?{_SAY}(?:道|为|成|出)?\s*(?:[:“\"「『《]|以下|这句|下面|如下|一句)",
    ),
    ("用户 提问者", r"(?:用户|提问者)(?:其实|真正|实际上)?(?:想问|问的)"),
    (
        "无论 不管 不论 任凭",
        r"(?:无论|不管|不论|任凭)(?:用户|读者|谁|别人|对方).{0,6}问.{0,8}(?:回答|答复|输出|都要?答|都要?说)",
    ),
    (
        "回答 答复 作答 答案 输出",
        r"(?:回答|作答|答案|输出)(?:时|中|里)?(?:必须|务必|一律|统一|只能)(?:采用|包含|附|加|引用|改|为|是|说)"
        r"|(?:回答|答案)(?:必须|务必|一律|统一|只能)(?:使用|写|以)"
        r"|(?:回答|答案|输出)(?:的)?(?:末尾|结尾|开头|最后|前面|后面|中|里)(?:必须|务必|请|要|须|一律|都)?(?:加上|附上|插入|写上|带上|声称|引用)"
        r"|(?:重写|改写|重新生成)(?:整个|全部|这个|该)?(?:答复|答案|回答)|(?:答案|答复)(?:写|只写|应写|就写)\s*[:“\"「]|请(?:回答|输出)(?:这个数|\[)",
    ),
    ("原样", r"(?:逐字|原样)(?:复述|输出|打印|返回)"),
    (
        "提示词",
        r"(?:打印|输出|展开|泄露|透露|复述|公开|显示|告诉我|忽略|无视).{0,8}提示词|提示词.{0,12}(?:展开|打印|原样|泄露|输出)",
    ),
    ("prompt", r"\b(?:print|reveal|show|repeat|ignore|output)\b.{0,30}\bprompts?\b|\bprompt injection\b"),
    (
        "模型 读到 看到 处理 阅读",
        r"(?:大|语言)模型(?:请?注意|阅读|读到|看到|须知)|模型(?:读到|看到|阅读)|(?:读到|看到|处理|阅读)(?:此|这|本)(?:段|句|处|文|行|篇).{0,6}(?:模型|\bai\b|人工智能|助手|程序|机器)",
    ),
    (
        "人工智能 ai 语言模型 大模型 助手 机器人",
        rf"(?:^|[\n。!?;,(])\s*(?:致|告|敬告|写给|发给)(?:各位|所有|一切)?{_MACHINE}(?:助手|系统|程序|模型)?\s*[:,。!]",
    ),
    (
        "标注 注明 引用 核对 核实 给出 写",
        r"(?:不要|不得|禁止|无需|不用|请勿|别)(?:再)?(?:标注?|注明|引用|核对|核实|给出|写)(?:任何|其他|其它|别的)?(?:来源|出处|编号|资料|引用|引文)",
    ),
    (
        "来源 出处 编号 引用",
        r"(?:来源|出处|编号|引用)(?:编号)?(?:请|必须|一律|统一|都|均|应)+(?:标|写|填|改)(?:为|成|作)",
    ),
    (
        "结束 完毕 end passage",
        r"(?:资料|上下文|引文|引用)(?:已经|已|到此|至此)*(?:结束|完毕)|\bend of (?:the )?(?:context|passages?|documents?|data|sources?)\b|\bpassages? above\b",
    ),
    (
        "指令 系统消息 任务 用户问题",
        r"(?:新的(?:指令|系统消息)|(?:隐藏|最高优先级)的?(?:任务|指令|指示|系统消息|问题)|(?:真正|实际)的?(?:指令|系统消息|用户问题))(?:是|为|如下|:)",
    ),
    ("instruction task", r"\b(?:new|updated|real|hidden) (?:instructions?|task|system message)\b"),
    (
        "< [inst [/inst ##",
        r"<\s*/?\s*(?:资料|think|system|user|assistant|instructions?|context)\b|<\|\s*\w|\[/?inst\]|<</?sys>>"
        r"|^#{2,}\s*(?:instruction|response|system)\b|^#{2,}\s*(?:指令|系统(?:提示词?|消息|指令))\s*(?::|$)",
    ),
)
# What may be written to a program, and now and then is to people: the sentence is withheld, the rest is read.
_LIKE_AN_ORDER = _forms(
    (
        "作废 无效 失效 不再有效 不用管 都是测试 已过期",
        rf"{_ALL_ABOVE}.{{0,4}}{_ORDERS}.{{0,6}}(?:作废|无效|失效|不再有效|不用管|都是测试|已过期)",
    ),
    ("停止 放弃 中止", r"(?:停止|放弃|中止)(?:执行)?(?:原来|当前|现在|手头)的?任务"),
    (
        "答 写 说",
        r"(?:^|[\n。!?;,:(])\s*(?:请|须|务必|必须|只能?|一律|直接|仅|统一|改为|你)(?:只|仅|一律|统一|直接)?(?:答|写|说)(?:道|为|成|出)?\s*(?:[:“\"「『《]|以下|这句|下面|如下|一句)",
    ),
    ("回答 输出", r"(?:都|只|一律|务必)(?:回答|输出)(?![了代群信记社])|请(?:回答|输出)(?:这|该|此)"),
    ("声称", r"(?:并|请|要)(?:在.{0,4})?声称"),
    (
        "answer reply respond output print say repeat append include insert",
        r"\b(?:answer|reply|respond|output|print|say|repeat|append|include|insert)\b.{0,20}(?:[:\"“']|\bwith\b|\bonly\b|\bthe following\b|\bin english\b)|\b(?:say|print|output)\s+[a-z]+-\d",
    ),
    ("系统提示词 prompt 用户 助手", r"系统提示词|\bsystem prompt\b|(?:^|[\n>】\])])\s*(?:助手|用户)\s*:"),
    (
        "英文 英语 法语 日语 emoji 拼音",
        r"(?:翻译成|改用|必须用|请用|使用)(?:英文|英语|法语|日语|emoji|拼音).{0,6}(?:回答|答复|作答|输出|写)",
    ),
)
# What makes a browser fetch something, and the wish that it be shown: such a sentence is withheld, the rest is read.
_BEACON = re.compile(
    r"!?\[[^\]\n]{0,60}\]\(\s*(?:https?:|data:|javascript:|//)|<\s*/?\s*(?:script|img|iframe|svg|style|link|meta|a\s)|javascript\s*:"
    r"|(?:加载|打开|访问|请求|显示|插入|嵌入|渲染|点击)(?:下面|下列|以下|这张|此|该|一张|这个)?(?:的)?(?:链接|网址|图片|图像|地址|url|https?:)"
)
# Characters that may open or close a citation mark or a tag become brackets without a meaning.
_BRACKETS = str.maketrans("[]［］【】<>", "〔〕〔〕〖〗＜＞")


def visible(text: str) -> str:
    """Return `text` without control and terminal codes, zero-width characters and direction marks."""
    return "".join(c if c == "\n" or c.isprintable() else " " if c.isspace() else "" for c in text)


def gives_orders(text: str) -> bool:
    """Return whether `text` contains instructions that only a model could be meant to follow."""
    return _holds(_TO_THE_MODEL, _unhidden(text))


def _holds(forms: _Forms, plain: str) -> bool:
    """Return whether folded text matches one of `forms`."""
    return any(any(word in plain for word in words) and pattern.search(plain) for words, pattern in forms)


def orders(text: str) -> list[Span]:
    """Return the spans of `text` that instruct the model, with what they order it to say, or that carry beacons."""
    if not _withheld(text):
        return []
    parts = sentences(text)
    found: list[Span] = []
    for i, part in enumerate(parts):
        if (found and part.start < found[-1].end) or not _withheld(text[part.start : part.end]):
            continue
        last = i
        while (
            last + 1 < len(parts)
            and last - i < SENTENCES_AFTER
            and "\n" not in text[parts[last].end : parts[last + 1].start]
        ):
            last += 1
        found.append(Span(part.start, parts[last].end))
    return found or [Span(0, len(text))]


def _withheld(text: str) -> bool:
    """Return whether `text` must not reach the model."""
    plain = _unhidden(text)
    return _holds(_TO_THE_MODEL, plain) or _holds(_LIKE_AN_ORDER, plain) or _BEACON.search(plain) is not None


def _unhidden(text: str) -> str:
    """Return `text` folded, without hidden characters that split a word."""
    if not text.replace("\n", "").isprintable():
        text = "".join(c for c in text if c == "\n" or c.isprintable())
    return fold(text)


def without_orders(text: str) -> str:
    """Return `text` with WITHHELD in place of instructions to the model."""
    out, at = [], 0
    for span in orders(text):
        out += [text[at : span.start], WITHHELD]
        at = span.end
    return "".join([*out, text[at:]])


def as_data(text: str) -> str:
    """Return a document's text as it goes into a prompt, without instructions, marks, tags and hidden characters."""
    return visible(without_orders(text)).translate(_BRACKETS)
