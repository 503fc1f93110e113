"""What is at hand: supplies, channels, and how supplies are handed out."""

from typing import Annotated

from plangen.model.spec import Record, Ref, Usual
from plangen.model.values import Id, Todo

APPLIANCES = ("设备", "通讯")
"""The categories of what has to work before it is used."""


class Item(Record, frozen=True, kw_only=True):
    """物资"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称"]
    category: Annotated[
        str,
        "类别",
        "可以写别的类别；设备和通讯列入演练设备，演练前检查",
        Usual(("设备", "通讯", "药品", "食品", "防护", "其他")),
    ]
    quantity: Annotated[int | Todo, "数量", "未清点时写 !todo 数量；没有现货、需要租用或者采购的写 0，并写明 source"]
    unit: Annotated[str, "单位"]
    source: Annotated[
        str | None, "取得方式", "没有现货时怎样取得，例如 租用、临时采购；数量为 0 的，文件里写取得方式，不写“0台”"
    ] = None
    purpose: Annotated[str | None, "用途"] = None
    precheck: Annotated[str | None, "演练前检查"] = None
    keeper: Annotated[Id | None, "保管部门", Ref("department")] = None
    scenarios: Annotated[tuple[Id, ...], "适用场景", "不写表示全部场景", Ref("scenario")] = ()

    @property
    def is_got(self) -> bool:
        """Whether there is none in stock and as many as are needed are hired or bought."""
        return self.source is not None and self.quantity == 0


class Channel(Record, frozen=True, kw_only=True):
    """通讯渠道"""

    department: Annotated[Id, "部门", Ref("department")]
    kind: Annotated[str, "方式", "例如 对讲机频道、即时通讯群组"]
    name: Annotated[str, "频道或群组名称"]


class Allocation(Record, frozen=True, kw_only=True):
    """物资配发"""

    item: Annotated[Id, "物资", Ref("item")]
    to: Annotated[Id | Todo, "配发对象", "部门、队伍等的编号；未定时写 !todo 配发对象", Ref("party")]
    quantity: Annotated[int | Todo, "数量"]


class Resources(Record, frozen=True, kw_only=True):
    """应急资源"""

    items: Annotated[tuple[Item, ...], "物资"] = ()
    communication: Annotated[tuple[str, ...], "通讯保障要求"] = ()
    channels: Annotated[tuple[Channel, ...], "通讯渠道"] = ()
    allocation_rule: Annotated[str | None, "配发规则"] = None
    allocation: Annotated[tuple[Allocation, ...], "配发方案"] = ()
