"""How formulas of the process record read times and reckon with them, in minutes from 0:00 of the drill's first day.

A plain 0:10 after 23:50 belongs to the next day: a time without a date is the first one from some hours before its
reference on. Whoever means another day enters the date as well. What somebody typed as text is read as far as it says
a clock time: 9：19, 9点20分, 下午3点半, 次日0:30.
"""

from plangen.blocks.workbook import literal

SUMMARY = "summary"
"""The grid that holds the first day of the drill under the key `day`."""

_DATED = 10_000  # a number from here on holds a date, below only a time of day
_WRITTEN = (
    *((full, str(digit)) for digit, full in enumerate("０１２３４５６７８９")),
    *((sign, ":") for sign in ("：", "﹕")),
    *(("点半", ":30"), ("点整", ":"), ("时整", ":"), ("点", ":"), ("时", ":"), ("分", ""), ("\u3000", ""), (" ", "")),
    *((word, "") for word in ("上午", "早上", "凌晨", "中午")),
    *((word, "p") for word in ("下午", "晚上")),
    *((word, "d") for word in ("次日", "第二天")),
)
"""What is written otherwise than 9:20; p stands for the second half of a day, d for the day after."""


def read(cell: str) -> str:
    """What is typed as text, with half-width digits and a colon; nothing for a number."""
    text = f"TRIM({cell})"
    for old, new in _WRITTEN:
        text = f"SUBSTITUTE({text},{literal(old)},{literal(new)})"
    return f'IF(ISNUMBER({cell}),"",{text})'


def reads(cell: str, text: str) -> str:
    """The minutes that a cell says, of its day or, with a date, of the first day on; nothing where it says no time.

    `text` is the cell in which it stands as `read` gives it.
    """
    first_day = f"[{SUMMARY}!day]"
    dated = f"IF(ISNUMBER({first_day}),ROUND(({cell}-{first_day})*1440,0),ROUND(MOD({cell},1)*1440,0))"
    plain = f'IF(AND({cell}>=0,{cell}<2),ROUND({cell}*1440,0),"")'
    return f"IF(ISNUMBER({cell}),IF({cell}>={_DATED},{dated},{plain}),{_of_text(text)})"


def _of_text(text: str) -> str:
    bare = f'SUBSTITUTE(SUBSTITUTE({text},"p",""),"d","")'
    colon = f'FIND(":",{bare})'
    hour, behind = f"VALUE(LEFT({bare},{colon}-1))", f"LEN({bare})-{colon}"
    minute = f"IF({behind}=0,0,VALUE(MID({bare},{colon}+1,2)))"
    later = f'IF(AND(ISNUMBER(FIND("p",{text})),{hour}<12),720,0)+IF(ISNUMBER(FIND("d",{text})),1440,0)'
    is_time = f"AND({hour}>=0,{hour}<=24,{minute}>=0,{minute}<60,{behind}<=2)"
    return f'IFERROR(IF({is_time},{hour}*60+{minute}+{later},""),"")'


def near(cell: str, clock: str, earliest: str) -> str:
    """A clock time on the first day that puts it at `earliest` or later; with a date it is what it says."""
    nearest = f"{clock}-1440*INT(({clock}-({earliest}))/1440)"
    said = f"IF(ISNUMBER({cell}),{cell}>={_DATED},FALSE)"
    return f'IF(ISNUMBER({clock}),IF(OR({clock}>=1440,{clock}<0,{said}),{clock},{nearest}),"")'


def at_the_latest() -> str:
    """When a step must be done: at a time of the plan, or so long after what really came before."""
    return 'IF([_fixed]<>"",[_fixed],IF(AND([_limit]<>"",ISNUMBER([_base])),[_base]+[_limit],""))'


def as_clock(minutes: str) -> str:
    """Minutes as the plan writes a time: 9:05, 次日0:30, 第3天8:00."""
    day = f'IF({minutes}<1440,"",IF({minutes}<2880,"次日","第"&INT({minutes}/1440)+1&"天"))'
    return f'{day}&INT(MOD({minutes},1440)/60)&":"&RIGHT("0"&MOD({minutes},60),2)'
