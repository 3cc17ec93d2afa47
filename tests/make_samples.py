"""Render the sample reports that are not plain text as written: docx, pdf, old encodings, other script.

    python tests/make_samples.py

The texts stand in tests/data/samples; what comes out goes to reports/ and is committed, so nobody needs to
run this to use the samples. "# " starts a heading (one "#" a level), "> " a centred line, "| " a table row.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
import opencc
from docx.enum.text import WD_ALIGN_PARAGRAPH

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "data" / "samples"
REPORTS = ROOT / "reports"

# Traditional forms that such converters annotate; the same character is annotated every time.
PINYIN = {
    "區": "qū", "項": "xiàng", "業": "yè", "進": "jìn", "長": "zhǎng", "實": "shí", "現": "xiàn",
    "調": "diào", "開": "kāi", "點": "diǎn", "設": "shè", "產": "chǎn", "單": "dān", "標": "biāo",
    "場": "chǎng", "強": "qiáng", "縣": "xiàn", "動": "dòng", "個": "gè", "質": "zhì", "優": "yōu",
    "務": "wù", "達": "dá",
}  # fmt: skip


def converted(text: str, every: str) -> str:
    """`text` as an automatic converter and a careless crawler leave it.

    Traditional characters, the pinyin of some in brackets, and two losses of bytes: "。縣" becomes "??h",
    and two characters become U+FFFD.

    Args:
        text: Simplified text.
        every: the Traditional characters (keys of PINYIN) that get their pinyin, each time they stand.
    """
    lossy = str(opencc.OpenCC("s2t").convert(text)).replace("。縣", "??h", 1)
    lossy = lossy.replace("活動結束後", "活動\ufffd\ufffd後", 1)
    return "".join(f"{char}({PINYIN[char]})" if char in every else char for char in lossy)


def write_docx(lines: list[str], target: Path, title: str) -> None:
    """Write `lines` as a Word document with real headings and real tables."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "霁川县人民政府办公室"
    rows: list[list[str]] = []

    def flush() -> None:
        if not rows:
            return
        table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                table.cell(r, c).text = cell
        rows.clear()

    for line in lines:
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line.strip("| ").split(" | ")])
            continue
        flush()
        if line.startswith("#"):
            marks, _, text = line.partition(" ")
            document.add_heading(text, level=len(marks) - 1)
        elif line.startswith("> "):
            document.add_paragraph(line[2:]).alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            document.add_paragraph(line)
    flush()
    document.save(str(target))


PAGE_STYLE = """
@page { size: A4; margin: 26mm 24mm 24mm;
  @top-center { content: "%s"; font: 9pt "Noto Serif CJK SC"; }
  @bottom-center { content: "— " counter(page) " —"; font: 9pt "Noto Serif CJK SC"; } }
body { font: 12.5pt/2 "Noto Serif CJK SC"; } h1, .centre { text-align: center; } h1 { font-size: 20pt; }
h2 { font-size: 15pt; } h3 { font-size: 13pt; } p { text-indent: 2em; margin: 0; }
.centre { text-indent: 0; } td { border: 1px solid; padding: 2px 10px; }
table { border-collapse: collapse; }
"""


def write_pdf(lines: list[str], target: Path, title: str) -> None:
    """Print `lines` to a pdf with running header and page numbers, through the system's Chromium.

    Raises:
        RuntimeError: no Chromium is installed.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("找不到 Chromium，请先安装。(Chromium is needed to print the pdf samples.)")
    body: list[str] = []
    for line in lines:
        if line.startswith("| "):
            cells = "".join(f"<td>{html.escape(cell.strip())}</td>" for cell in line.strip("| ").split(" | "))
            body.append(f"<tr>{cells}</tr>")
        elif line.startswith("#"):
            marks, _, text = line.partition(" ")
            body.append(f"<h{len(marks)}>{html.escape(text)}</h{len(marks)}>")
        elif line.startswith("> "):
            body.append(f'<p class="centre">{html.escape(line[2:])}</p>')
        else:
            body.append(f"<p>{html.escape(line)}</p>")
    joined = "\n".join(body).replace("</p>\n<tr>", "</p>\n<table><tr>")
    joined += "</table>" if "<table>" in joined else ""
    page = (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{PAGE_STYLE % title}</style></head><body>{joined}</body></html>"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def source(name: str) -> str:
    """The text of tests/data/samples/<name>.txt."""
    return (SOURCES / f"{name}.txt").read_text(encoding="utf-8")


def main() -> None:
    """Write every rendered sample."""
    news, work = REPORTS / "新闻", REPORTS / "工作报告"
    for folder in (news, work):
        folder.mkdir(parents=True, exist_ok=True)

    started = converted(source("霁川县一季度项目集中开工"), "區項業進實開點設產縣質")
    (news / "霁川县一季度重大项目集中开工.txt").write_text(started, encoding="utf-8")
    visited = converted(source("澄溪区委书记调研"), "區項長現調場務達動單")
    (news / "003_宋嘉禾调研.txt").write_text(visited.replace("2.36億", "2 . 36億"), encoding="utf-8")
    contest = converted(source("苇川县招商擂台赛"), "縣項長業產個優標強")
    contest = contest.replace("19.8億", "1 9.8億").replace("賀知白指出", "賀 知 白指出")
    (news / "苇川县招商引资擂台赛.txt").write_text(contest, encoding="utf-8")
    (news / "县长在项目提速年动员大会上的讲话.txt").write_bytes(
        str(opencc.OpenCC("s2tw").convert(source("苇川县长动员讲话"))).encode("big5")
    )
    (work / "澄溪区2024年政府工作报告（节选）.txt").write_bytes(
        source("澄溪区2024年政府工作报告").rstrip("\n").encode("gb18030")
    )
    write_docx(
        source("霁川县2022年十大工程通知").splitlines(),
        news / "霁川县十大工程实施方案.docx",
        "霁川县2022年“十大工程”实施方案",
    )
    write_pdf(
        source("东苇川县2019年政府工作报告").splitlines(),
        work / "东苇川县政府工作报告（2019）.pdf",
        "东苇川县人民政府工作报告",
    )


if __name__ == "__main__":
    main()
