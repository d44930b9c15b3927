"""What a person can put right: a message is one line that names the thing and the way out."""


class FactcheckError(Exception):
    """Base of the errors that the command line shows as one line, with exit code 2, and never as a traceback."""


class FactcheckWarning(UserWarning):
    """What goes on, though perhaps not as meant; the command line shows it as one line."""
