"""Which template files a project needs, told from their names alone: a check must not wait for the Office libraries."""

from collections.abc import Collection, Iterable, Iterator

from plangen.blocks.template import Templated
from plangen.diagnostics import ERROR, INFO, Finding, Place, rule
from plangen.model.communication import NoticeKind
from plangen.model.facts import EXTRA
from plangen.model.plan import Plan, SectionMissing
from plangen.near import did_you_mean, nearest
from plangen.workspace.project import TEMPLATES

HOUSE, LAYOUT, REPORT = (f"{TEMPLATES}/{name}" for name in ("house.docx", "layout.yaml", "information-report.docx"))
NOTICES = f"{TEMPLATES}/notices"
LOCKED = f"{NOTICES}/locked.yaml"

NO_HOUSE = rule(
    "W190",
    ERROR,
    title=("缺少公文模板", "the house template is missing"),
    why=("公文模板决定所有 Word 文件的版面", "the house template gives all Word documents their look"),
    message=("没有这个文件，无法生成 Word 文件", "there is no such file, and no Word document can be made without it"),
    hint=("运行 plangen house 重新生成", "make it with plangen house"),
)
NO_LAYOUT = rule(
    "W191",
    ERROR,
    title=("缺少版式文件", "the layout profile is missing"),
    why=("版式文件写明纸张、字体和字号", "the layout profile says page, fonts and sizes"),
    message=("没有这个文件，或者内容不是“名称: 值”", "there is no such file, or it holds no set of 'name: value'"),
    hint=("从 plangen init 新建的文件夹里复制一份", "copy it from a folder made with plangen init"),
)
NO_TEMPLATE = rule(
    "W192",
    ERROR,
    title=("缺少模板", "a template is missing"),
    why=("没有模板，这种文件就生成不了", "without its template the document cannot be made"),
    message=("没有模板“{template}”", "there is no template '{template}'"),
    hint=(
        "把模板放进 templates 文件夹，或改正这里的文件名",
        "put it into the templates folder, or correct its name here",
    ),
)
UNNAMED_FACT = rule(
    "W194",
    INFO,
    title=("没有模板使用的补充事实", "a declared fact that no template prints"),
    why=("声明了却没有模板使用，填写了也印不出来", "whatever is filled in for it is never printed"),
    message=("没有通知的模板使用“补充.{name}”", "no template of a notice uses 'extra.{name}'"),
    hint=("在模板里写上这个字段，或者删去声明", "write the field into a template, or delete its declaration"),
)
IDLE_TEMPLATE = rule(
    "W193",
    INFO,
    title=("没有通知使用的模板", "a template that no notice uses"),
    why=(
        "副本留在文件夹里，有人会改错文件，改动印不出来",
        "where a copy lies beside it people change the wrong file, and their changes are never printed",
    ),
    message=("没有通知使用这个模板，它的内容不会印出来", "no notice uses this template, nothing of it is printed"),
    hint=(
        "只是副本的，比较后删除，或移出 templates/notices/；要用的，写进 communication.yaml 的 notices",
        "delete a copy or move it out of templates/notices/; name one that is meant in 'notices' of communication.yaml",
    ),
)
RULES = (NO_HOUSE, NO_LAYOUT, NO_TEMPLATE, IDLE_TEMPLATE, UNNAMED_FACT)


def template_path(job: Templated) -> str:
    """The path in the project of the template that a document is made from."""
    return f"{TEMPLATES}/{job.template}"


def notice_template(kind: NoticeKind) -> str:
    """The path in the project of the template of a kind of notice."""
    return f"{NOTICES}/{kind.template}"


def lacking_templates(plan: Plan, files: Collection[str]) -> Iterator[Finding]:
    """A finding for each file that a build would look for in vain."""
    if HOUSE not in files:
        yield Finding(rule=NO_HOUSE, at=Place(file=HOUSE))
    if LAYOUT not in files:
        yield Finding(rule=NO_LAYOUT, at=Place(file=LAYOUT))
    if REPORT not in files:
        yield Finding(rule=NO_TEMPLATE, at=Place(file=REPORT), values={"template": REPORT})
    try:
        kinds = plan.communication.notices
    except SectionMissing:
        return
    for kind in kinds:
        path = notice_template(kind)
        if path not in files:
            there = [name.removeprefix(f"{NOTICES}/") for name in files if name.startswith(NOTICES)]
            hint = did_you_mean(nearest(kind.template, sorted(there)))
            yield Finding(rule=NO_TEMPLATE, at=kind.where("template"), values={"template": path}, hint=hint)


def unnamed_facts(plan: Plan, used: Collection[str]) -> Iterator[Finding]:
    """A note on each fact that the plan declares and no template prints; `used` are English names of facts.

    Raises:
        SectionMissing: where the facts could not be read.
    """
    for fact in plan.communication.facts:
        if f"{EXTRA[0]}.{fact.name}" not in used:
            yield Finding(rule=UNNAMED_FACT, at=fact.where("name"), values={"name": fact.name})


def idle_templates(plan: Plan, files: Iterable[str]) -> Iterator[Finding]:
    """A note on each of these templates of notices that no kind of notice names.

    Raises:
        SectionMissing: where the kinds of notices could not be read.
    """
    used = {notice_template(kind) for kind in plan.communication.notices}
    for path in files:
        if path.startswith(f"{NOTICES}/") and path not in used:
            yield Finding(rule=IDLE_TEMPLATE, at=Place(file=path))
