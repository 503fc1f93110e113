"""The pictures of the guide for legal, made from real files by plangen and LibreOffice.

.venv/bin/python docs/make_images.py

Needs soffice and fc-match. Pictures depend on the fonts of the machine, so no test compares them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
NOTICE = "kettle-2026/recall-notice"
TEMPLATE = "templates/notices/recall-notice.docx"
NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
NOTE_WIDTH, NOTE_SIZE, NOTE_LINE = 330, 15, 20
SCALE, BORDER, WIDEST, COLOURS = 1.5, 12, 900, 32
DAMAGE = (  # what input methods and haste do to a template
    ("产品缺陷：{{ 召回.缺陷 }}", "产品缺陷：｛｛ 召回.缺陷 ｝｝"),
    ("缺陷原因：{{ 事件.原因 }}", "缺陷原因：{{ 事件。原因 }}"),
    ("已知情况：{{ 召回.已知情况 }}", "已知情况：{{ 召回.已知状况 }}"),
    ("必要费用由本公司承担", "合理费用由本公司承担"),
)
STAGES = (("起草", "法务部负责人", "张三"), ("复核", "法务部负责人", "张三"), ("审批", "总经理", "王一"))


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as parent:
        folder = _project(Path(parent) / "计划")
        picture(folder / TEMPLATE, "template", height=1.0)
        _plangen(folder, "fields", "--sheet", "fields.docx")
        picture(folder / "fields.docx", "fields", height=0.8)
        _plangen(folder, "elements", NOTICE, "--sheet", "elements.docx")
        picture(folder / "elements.docx", "elements", height=0.8)
        _plangen(folder, "questions", "product-quality", "--sheet", "questions.docx")
        picture(folder / "questions.docx", "questions", height=0.8)
        _plangen(folder, "preview", "产品召回公告", "--scenario", "product-quality", "--out", "drafts")
        picture(next((folder / "drafts").glob("*.docx")), "preview", height=0.62)
        for stage, post, name in STAGES:
            _plangen(folder, "approve", NOTICE, "--stage", stage, "--by", post, "--name", name, "--date", "2026-03-01")
        _plangen(folder, "issue", NOTICE, "--time", "2026-03-02 14:05", "--out", "issued")
        picture(next((folder / "issued").glob("*.docx")), "issued", height=0.62)
        _damage(folder / TEMPLATE)
        _plangen(folder, "check", "产品召回公告", "--annotate", "annotated", code=1)
        picture(next((folder / "annotated").rglob("*.docx")), "annotated", comments=True)


def picture(document: Path, name: str, *, height: float = 1.0, comments: bool = False) -> None:
    """The first page as it looks in Word, its upper part if so wished; with comments, the page of the defect."""
    path = _pdf(document, NOTES if comments else "pdf")
    pages = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in pages]
    chosen = next(number for number, text in enumerate(texts) if not comments or "产品缺陷" in text)
    page = pages[chosen].render(scale=SCALE).to_pil().convert("RGB")
    if comments:
        page = _with_notes(page, path, chosen)
    page = page.crop((0, 0, page.width, round(page.height * height)))
    found = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    left, top, right, bottom = found or (0, 0, page.width, page.height)
    shown = page.crop((max(0, left - BORDER), max(0, top - BORDER), right + BORDER, min(page.height, bottom + BORDER)))
    shown.thumbnail((WIDEST, WIDEST * 2))
    framed = Image.new("RGB", (shown.width + 2, shown.height + 2), "#999999")
    framed.paste(shown, (1, 1))
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


def _with_notes(page: Image.Image, path: Path, number: int) -> Image.Image:
    """The page with its comments beside it, as Word shows them: LibreOffice without a window prints only icons."""
    shown = Image.new("RGB", (page.width + NOTE_WIDTH, page.height), "white")
    shown.paste(page, (0, 0))
    pen, font = ImageDraw.Draw(shown), ImageFont.truetype(_font(), NOTE_SIZE)
    free = 0
    with pikepdf.open(path) as document:
        leaf = document.pages[number]
        notes = [(float(each.Rect[3]), str(each.Contents)) for each in leaf.Annots if each.Subtype == "/Text"]
        height = float(leaf.mediabox[3])
    for top, text in sorted(notes, reverse=True):
        lines = _broken(text, font)
        begin = max(free, round((height - top) * SCALE))
        free = begin + NOTE_LINE * len(lines) + 2 * BORDER
        box = (page.width - BORDER, begin, page.width + NOTE_WIDTH - BORDER, free - BORDER)
        pen.rectangle(box, fill="#fff2cc", outline="#bf9000")
        for row, line in enumerate(lines):
            pen.text((box[0] + 6, begin + 4 + row * NOTE_LINE), line, fill="black", font=font)
    return shown


def _broken(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for character in text.replace("\r", "\n"):
        if character == "\n" or font.getlength(lines[-1] + character) > NOTE_WIDTH - 2 * BORDER:
            lines.append("")
        lines[-1] += character.strip("\n")
    return [line for line in lines if line]


def _font() -> str:
    asked = ("fc-match", "-f", "%{file}", "sans-serif:lang=zh-cn")
    return subprocess.run(asked, check=True, capture_output=True, encoding="utf-8").stdout


def _pdf(document: Path, kind: str) -> Path:
    with tempfile.TemporaryDirectory() as profile:
        program = shutil.which("soffice") or sys.exit("soffice is not installed")
        options = ("--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind)
        subprocess.run(
            [program, *options, "--outdir", document.parent, document], check=True, stdout=subprocess.DEVNULL
        )
    return document.with_suffix(".pdf")


def _project(folder: Path) -> Path:
    """The sample with the incident of the guide."""
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    plan = folder / "source/plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("company: !todo 公司全称", "company: 示例电器有限公司"), encoding="utf-8")
    (folder / "source/incidents").mkdir()
    shutil.copy(ROOT / "docs/examples/kettle-2026.yaml", folder / "source/incidents")
    return folder


def _damage(template: Path) -> None:
    with zipfile.ZipFile(template) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    for right, wrong in DAMAGE:
        if right not in text:
            sys.exit(f"the template says {right} no more")
        text = text.replace(right, wrong, 1)
    parts["word/document.xml"] = text.encode()
    with zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in parts.items():
            package.writestr(name, raw)


def _plangen(folder: Path, *arguments: str, code: int = 0) -> None:
    command = [sys.executable, "-m", "plangen", "notices", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, encoding="utf-8", env=_environment())
    if done.returncode != code:
        sys.exit(done.stdout + done.stderr)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


if __name__ == "__main__":
    main()
