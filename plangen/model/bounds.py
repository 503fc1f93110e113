"""How much a plan may hold: what goes beyond is a slip or no plan, and would cost time and memory without end.

Each bound is above a hundred times the sample. Reading enforces them, so that whatever works on a plan has an end.
"""

LONGEST_TEXT = 20_000  # characters of one text; a cell of a spreadsheet takes 32,767
LONGEST_VALUE = 200  # characters of a number, time, date, duration, choice or id
MOST_ITEMS = 3_000  # of one list
MOST_ELEMENTS = 10_000  # that the law may want: by far the longest list
MOST_VALUES = 400_000  # of one file, keys and what stands behind them
MOST_NUMBER = 1_000_000
LONGEST_DAYS = 366  # of a duration
FIRST_YEAR, LAST_YEAR = 2000, 2100  # of a date
MOST_SCENARIOS = 350  # of a drill: each has chapters, notices and forms of its own
MOST_NOTICES = 2_000  # of a scenario
MOST_FILES = 3_000  # of a source
MOST_PEOPLE = 10_000  # of a department: each has a line to sign on
MOST_LINES = 20_000  # of an outline
