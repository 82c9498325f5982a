"""The errors a user may meet.

Every message is one Chinese sentence (or two) that says what is wrong and what to do; the window
shows it in a dialog, the command line on standard error. Anything else that is raised is a defect.
"""


class SpeechDeskError(Exception):
    """Trouble the user can do something about.

    Args:
        message: what is wrong and what to do, in Chinese, without a document's text.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnreadableFile(SpeechDeskError):
    """A file that is missing, empty, damaged or of a kind the desk does not read."""


class UnwritableFile(SpeechDeskError):
    """A file or folder that cannot be written: no permission, a full disk, a lost drive."""


class NewerFormat(SpeechDeskError):
    """A library or draft written by a newer program; it is left untouched."""
