"""Forms that can be built and filled in."""

from plangen.checks.check import Check, Found
from plangen.diagnostics import ERROR, WARNING, Finding, rule
from plangen.model.plan import Plan

NO_CHOICES = rule(
    "C501",
    WARNING,
    title=("选项栏目没有选项", "a column of choices without choices"),
    why=("没有选项，下拉列表就是空的", "its drop-down list would be empty"),
    message=("栏目“{column}”的类型是选项，却没有写明选项", "the column '{column}' is a choice, but lists no choices"),
    hint=("在 choices 中写明选项，或把类型改为文字", "write them into 'choices', or make its kind 文字"),
    bad="# forms.yaml\ncomplaint:\n  - {id: channel, title: 受理渠道, kind: 选项}\n",
    good="# forms.yaml\ncomplaint:\n  - {id: channel, title: 受理渠道, kind: 选项, choices: [电话, 现场]}\n",
)
ENDLESS_FORM = rule(
    "C502",
    ERROR,
    title=("登记行数不合理", "a number of rows that makes no sense"),
    why=(
        "行数太少登记不下，太多文件会打不开",
        "with too few rows nothing fits; with too many the file cannot be opened",
    ),
    message=("投诉登记行数是{rows}", "the complaint form has {rows} rows"),
    hint=("填写 1 至 5000 之间的行数", "choose a number from 1 to 5000"),
    bad="# forms.yaml\ncomplaint_rows: 1000000\n",
    good="# forms.yaml\ncomplaint_rows: 200\n",
)
NO_COLUMNS = rule(
    "C503",
    ERROR,
    title=("投诉信息表没有栏目", "the complaint form has no columns"),
    why=("写了由谁登记投诉，却没有栏目，做不成表格", "a department is to fill it in, but a form needs columns"),
    message=("消费者投诉信息表一个栏目也没有", "the complaint form has not a single column"),
    hint=("至少写明投诉编号、投诉时间、投诉内容和联系方式", "write at least number, time, content and contact"),
    bad="# forms.yaml\ncomplaint: []\ncomplaint_by: service\n",
    good="# forms.yaml\ncomplaint:\n  - {id: number, title: 投诉编号}\n",
)
NO_RESULTS = rule(
    "C504",
    ERROR,
    title=("过程记录表没有结果选项", "the process record has no results to choose from"),
    why=("没有选项，就填不了结果，也统计不出完成情况", "without them no result can be entered or counted"),
    message=("应急处置过程记录表的结果选项是空的", "the results of the process record are empty"),
    hint=("写明结果选项，例如完成、部分完成、未完成", "write the results, such as 完成、部分完成、未完成"),
    bad="# forms.yaml\nprocess: {results: [], note: 填写到分钟}\n",
    good="# forms.yaml\nprocess: {results: [完成, 未完成], note: 填写到分钟}\n",
)

_MOST_ROWS = 5000


def no_choices(plan: Plan) -> Found:
    for column in plan.forms.complaint:
        if column.kind == "选项" and not column.choices:
            yield Finding(rule=NO_CHOICES, at=column.where("kind"), values={"column": column.title})


def endless_form(plan: Plan) -> Found:
    rows = plan.forms.complaint_rows
    if not 1 <= rows <= _MOST_ROWS:
        yield Finding(rule=ENDLESS_FORM, at=plan.forms.where("complaint_rows"), values={"rows": rows})


def no_columns(plan: Plan) -> Found:
    if plan.forms.complaint_by and not plan.forms.complaint:
        yield Finding(rule=NO_COLUMNS, at=plan.forms.where("complaint"))


def no_results(plan: Plan) -> Found:
    if plan.forms.process and not plan.forms.process.results:
        yield Finding(rule=NO_RESULTS, at=plan.forms.process.where("results"))


CHECKS = (
    Check(rule=NO_COLUMNS, run=no_columns),
    Check(rule=NO_CHOICES, run=no_choices),
    Check(rule=ENDLESS_FORM, run=endless_form),
    Check(rule=NO_RESULTS, run=no_results),
)
