"""What the plan's owner calls itself and those whom it serves: one place for every document."""

from msgspec import Struct

from plangen.model.drill import Terms

CONSUMERS = "消费者"
"""Those whom it serves, where it says nothing of them."""

OUR_COMPANY = "本公司"
"""What the notice templates that come with plangen call their owner."""

COMPANY = "公司"
"""What plangen's own questions call the owner."""

_UNIT = "单位"


class Called(Struct, frozen=True, kw_only=True):
    """The words, each as it is written or as it follows from those that are."""

    unit: str = _UNIT
    ourselves: str = f"本{_UNIT}"
    leaders: str = f"{_UNIT}领导"
    consumers: str = CONSUMERS

    def said(self, text: str) -> str:
        """A text of plangen's own in these words: 学校 for 公司, 家长 for 消费者."""
        return text.replace(COMPANY, self.unit).replace(CONSUMERS, self.consumers)


def called_by(terms: Terms | None) -> Called:
    """The words of a plan with these terms: 本行 where it says so, 本银行 where it says 银行 alone, else 本单位."""
    if terms is None:
        return Called()
    unit = terms.unit or _UNIT
    return Called(
        unit=unit,
        ourselves=terms.ourselves or f"本{unit}",
        leaders=terms.leaders or f"{unit}领导",
        consumers=terms.consumers or CONSUMERS,
    )
