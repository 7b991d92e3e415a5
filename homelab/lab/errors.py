"""The one error of this room."""


class LabError(Exception):
    """Something the lab needs isn't there or didn't work; the message says what, and what to do."""
