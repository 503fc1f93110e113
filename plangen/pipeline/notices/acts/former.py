"""What `plangen notices issue` took in former versions."""

from plangen.errors import UsageProblem


class CorrectionGone(UsageProblem):
    """A changed notice was to be issued as its own correction."""

    notice: str
