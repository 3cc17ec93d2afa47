"""Text of documents made harmless for a prompt, and text of a model made harmless for a reader.

A document is hostile until shown otherwise: it may tell the model what to say, imitate citation marks, close the tags
around it, speak as the system, or carry links that give the reader away.
"""

from __future__ import annotations

import re

from assistant.sentences import Span, sentences
from ingest.script import fold

WITHHELD = "〔此处是写给程序的指令，已略去〕"
# After a sentence that gives the model orders, so many more of its paragraph are withheld: what it is told to say.
SENTENCES_AFTER = 2

_ALL_ABOVE = (
    r"(?:[这那]?[以之]?[上前]的?|上述|上面|前面|先前|此前|前述|所有|全部|一切|任何|其他|其余|原有|原来|既定|系统|你(?:的|所有|之前)"
    r"|资料中?|提示词?)"
)
_ORDERS = r"(?:指令|指示|命令|要求|规则|规定的?格式|提示词?|设定|限制|约束|约定|说明|对话|问题|资料|文字|内容)"
# What is written to a program and not to the readers of a county's news; on folded text.
_TO_THE_MODEL = re.compile(
    "|".join(
        (
            rf"(?:忽略|无视|忘记|忘掉|抛开|不要?(?:理会|理睬|遵守|遵循|再?按照)|别管|不必理会|跳过|推翻|取消|覆盖|作废|停止(?:执行|遵守)).{{0,6}}{_ALL_ABOVE}.{{0,10}}{_ORDERS}",
            rf"{_ALL_ABOVE}.{{0,4}}{_ORDERS}.{{0,6}}(?:作废|无效|失效|取消|不再有效|不用管|都是测试|已过期|已更新)",
            r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:above|previous|prior|earlier|all|any|instructions?|rules?|prompts?|context)\b",
            r"(?:你|您)(?:现在|从现在起|今后|已经)?(?:是|将?扮演|将?充当|要?变成|进入).{0,14}(?:助手|助理|模型|机器人|人工智能|\bai\b|角色|模式|黑客|海盗|dan\b)",
            r"\b(?:you are now|act as|pretend to be|from now on|developer mode|jailbreak|do anything now)\b",
            r"(?:^|[\n。;>】\])])\s*(?:system|assistant|user|developer|系统(?:消息|提示|指令|管理员)?|开发者(?:消息)?|管理员(?:指令)?|助手|用户)\s*:",
            r"(?:请|须|需|要|应|必须|务必|只能?|一律|直接|仅|统一|均|都|以便|改为|然后|并|时|后|你|ai|模型|助手)(?:你|您|ai|模型|助手|将|把|用|以)?(?:只|仅|一律|统一|直接|如实|逐字)?(?:回答|回复|答复|输出|复述|打印|答|写)(?:为|成|:|[“\"「『《]|以下|这句|下面|如下|一句)",
            r"(?:在|于)(?:回答|答复|回复|答案|输出)(?:的)?(?:末尾|结尾|开头|最后|前面|后面|中|里)",
            r"(?:回答|答复|回复|答案|输出)(?:的)?(?:末尾|结尾|开头|最后|前面|后面|中|里)(?:必须|务必|请|要|须|一律|都)?(?:加上|附上|插入|写|注明|包含|带上|声称)",
            r"\b(?:answer|reply|respond|output|print|say|repeat|write|append|include|insert)\b.{0,20}(?:[:\"“']|\bwith\b|\bonly\b|\bthe following\b|\bin english\b)",
            r"系统提示|提示词|\bsystem prompt\b|\bapi[ _-]?key\b|密钥|环境变量|训练数据|越狱|\bprompt injection\b",
            r"(?:大|语言)模型.{0,12}(?:注意|请|必须|应当|读到|看到|须知)|(?:读到|看到|处理|阅读)(?:此|这|本)(?:段|句|处|文|行|篇).{0,6}(?:模型|\bai\b|人工智能|助手|程序|机器)",
            r"(?:致|告|写给|发给)(?:人工智能|\bai\b|大?语?言?模型|智能助手|助手|机器人)",
            r"(?:不要|不得|禁止|无需|不用|请勿|别)(?:再)?(?:标注?|注明|引用|使用|核对|核实|给出|写)(?:任何)?(?:来源|出处|编号|资料|引用|引文)",
            r"(?:来源|出处|编号|引用)(?:请|必须|一律|统一|都|均|应)(?:标注?|写|填|注明|改|使用)(?:为|成|作)?",
            r"(?:加载|打开|访问|请求|显示|插入|嵌入|渲染|点击)(?:下面|下列|以下|这张|此|该|一张|这个)?(?:的)?(?:链接|网址|图片|图像|地址|url|https?:)",
            r"(?:资料|上下文|文档|引文|引用|context|passages?|documents?)(?:到此)?(?:结束|完毕|\s*end)|\bend of (?:the )?(?:context|passages?|documents?|data|sources?)\b",
            r"(?:新的?(?:指令|指示|系统消息)|(?:真正|正式|实际|隐藏|最高优先级)的?(?:任务|指令|指示|系统消息|用户问题|问题))(?:是|为|如下|:)",
            r"\b(?:new|updated|real|hidden) (?:instructions?|task|system message|question)\b",
            r"<\s*/?\s*(?:资料|think|system|user|assistant|instructions?|context|s|script|img|iframe)\b|<\||\|>|\[/?inst\]|<</?sys>>|^#{2,}\s*(?:instruction|response|system|指令|系统)",
            r"!?\[[^\]\n]{0,60}\]\(\s*(?:https?:|data:|javascript:|//)",
            r"(?:翻译成|改用|必须用|请用|使用)(?:英文|英语|法语|日语|emoji|拼音).{0,6}(?:回答|答复|作答|输出|写)",
        )
    ),
    re.MULTILINE,
)
_CITATION_LIKE = re.compile(r"[\[［【〖]\s*\^?\s*(\d{1,3}(?:\s*[,，、\-–]\s*\d{1,3})*)\s*[\]］】〗]")
_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "［": "〔", "］": "〕", "<": "＜", ">": "＞"})


def printable(text: str) -> str:
    """`text` without what has no shape of its own: control and terminal codes, zero-width and direction marks."""
    return "".join(c if c == "\n" or c.isprintable() else " " if c.isspace() else "" for c in text)


def orders(text: str) -> list[Span]:
    """The stretches of `text` that give orders to the model, with what they order it to say."""
    # A hidden character inside a word must not hide the word; what it stood in stays at its place.
    shown = "".join(c if c == "\n" or c.isprintable() else "\u200b" for c in text)
    plain = re.sub("\u200b", "", fold(shown))
    if not _TO_THE_MODEL.search(plain):
        return []
    parts = sentences(text)
    found: list[Span] = []
    for i, part in enumerate(parts):
        if found and part.start < found[-1].end:
            continue
        # A closing tag or role may stand between sentences: judged with the end of the one before it.
        piece = re.sub("\u200b", "", fold(shown[part.start : part.end]))
        if _TO_THE_MODEL.search(piece):
            last = i
            while (
                last + 1 < len(parts)
                and last - i < SENTENCES_AFTER
                and "\n" not in text[parts[last].end : parts[last + 1].start]
            ):
                last += 1
            found.append(Span(part.start, parts[last].end))
    return found or [Span(0, len(text))]


def without_orders(text: str) -> str:
    """`text` with WITHHELD in the place of what gives orders to the model."""
    out, at = [], 0
    for span in orders(text):
        out += [text[at : span.start], WITHHELD]
        at = span.end
    return "".join([*out, text[at:]])


def as_data(text: str) -> str:
    """Text of a document as it goes into a prompt: no orders, no citation marks, no tags, nothing hidden."""
    kept = printable(without_orders(text))
    return _CITATION_LIKE.sub(r"〔\1〕", kept).translate(_BRACKETS)
