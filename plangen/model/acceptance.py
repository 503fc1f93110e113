"""What somebody let through by name: a text, a picture, an address of one version of a notice, with the reason."""

from typing import Annotated

from plangen.model.spec import Record, Verbatim


class Acceptance(Record, frozen=True, kw_only=True):
    """逐条确认"""

    text: Annotated[str, "内容", "确认可以发布的字样、替代文字或者在线文档地址；图片写它的短指纹", Verbatim()]
    reason: Annotated[str, "理由", Verbatim()]
