"""What a text of `templates/wording.yaml` may name beside the facts of the plan: what the form that prints it knows."""

from collections.abc import Mapping

from msgspec import Struct

from plangen.model.records import Revision
from plangen.model.spec import Record


class GivenName(Struct, frozen=True, kw_only=True):
    """A name that some texts may use."""

    keys: tuple[str, ...] = ()  # of the texts; empty: every text of its document
    record: type[Record] | None = None  # whose facts it leads to; None: it is a text
    is_list: bool = False


_OF_COLUMN = (
    *("missing", "wrong-text", "wrong-choice", "wrong-date", "wrong-time"),
    *("wrong-datetime", "wrong-integer", "wrong-money"),
)
_TIMES = {name: GivenName() for name in ("日期示例", "时刻示例", "日期时间示例", "次日示例")}

GIVEN: Mapping[str, Mapping[str, GivenName]] = {
    "cover": {},
    "approvals": {},
    "revisions": {
        "修订": GivenName(
            keys=("people", "chapters", "change", "changes", "answered", "deferred", "withdrawn", "proof"),
            record=Revision,
        ),
        "内容": GivenName(keys=("change",)),
        "问题": GivenName(keys=("answered", "deferred", "withdrawn")),
        "校验码": GivenName(keys=("proof",)),
    },
    "instructions": {**_TIMES, "选项": GivenName(keys=("choices",), is_list=True)},
    "complaint-form": {
        **_TIMES,
        "台账": GivenName(),
        "打印单": GivenName(),
        "续页": GivenName(),
        "栏目": GivenName(keys=_OF_COLUMN),
        "编号栏": GivenName(),
        "打印行数": GivenName(),
    },
    "process-record": {
        **_TIMES,
        "阶段": GivenName(keys=("phase-start",)),
        "工作表": GivenName(keys=("sheet-title",)),
        "完成的结果": GivenName(is_list=True),
        "填写时刻": GivenName(),
    },
    "packet": {
        "时间": GivenName(keys=("time",)),
        "职务": GivenName(keys=("functions",), is_list=True),
        "资料包": GivenName(keys=("others",), is_list=True),
    },
    "msel": {"总表": GivenName(), "工作表": GivenName(keys=("sheet-title",))},
}
"""By document and name. The comments of the file that comes with plangen tell of them."""
