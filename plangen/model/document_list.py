"""What the plan's owner says of the documents: what they are called, in which order, which are not wanted."""

from typing import Annotated

from plangen.model.spec import Most, Record, Ref
from plangen.model.values import Id

FILE = "templates/documents.yaml"
FOLDER = "templates/documents"
"""Where documents of the owner's own lie, one file each, called by its id."""

_MOST = 500


class DocumentLine(Record, frozen=True, kw_only=True):
    """文件"""

    id: Annotated[Id, "编号", "程序的文件写它的编号（plangen outline 列出），自己的文件写文件名", Ref("document")]
    title: Annotated[str | None, "名称", "不写用默认的名称"] = None
    number: Annotated[int | None, "序号", "排在第几、文件名前面的号；不写不改", Most(999)] = None
    packets: Annotated[bool, "放进资料包", "自己的文件：看得到它的人，资料包里都有；不写放进"] = True
    returns: Annotated[
        bool | None, "收回", "要填写、演练后收回的文件：Word 文件每页印有二维码；不写，程序的文件按默认，自己的文件没有"
    ] = None


class DocumentList(Record, frozen=True, kw_only=True):
    """文件目录"""

    documents: Annotated[tuple[DocumentLine, ...], "文件", "改名称、改序号的文件，自己的文件", Most(_MOST)] = ()
    left_out: Annotated[tuple[Id, ...], "不生成", "不需要的文件的编号", Ref("document"), Most(_MOST)] = ()
