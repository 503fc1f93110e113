"""The plan's owner as templates and outlines know it: 公司.全称, 用语.自称."""

from plangen.blocks.template import Names
from plangen.model.plan import Plan


def company(plan: Plan) -> Names:
    """Its full and its short name."""
    identity = plan.identity
    return Names(
        title="公司",
        values={"full_name": identity.company, "short_name": identity.short_name},
        chinese={"全称": "full_name", "简称": "short_name"},
        text=identity.short_name,
    )


def terms(plan: Plan) -> Names:
    """What it calls itself, its leaders and those whom it serves."""
    called = plan.terms
    return Names(
        title="用语",
        values={
            "unit": called.unit,
            "ourselves": called.ourselves,
            "leaders": called.leaders,
            "consumers": called.consumers,
        },
        chinese={"单位": "unit", "自称": "ourselves", "领导": "leaders", "服务对象": "consumers"},
    )
