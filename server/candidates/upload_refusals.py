"""Why a file is not taken: a sentence that says what to do, and the answer's status."""

from server.messages import N_
from server.web.problems import Problem


class RefusedFile(Problem):
    """A file that is not taken."""

    status = 422


class EmptyFile(RefusedFile):
    """Nothing in it."""

    message = N_("This file is empty. Choose it once more.")


class FileTooBig(RefusedFile):
    """More bytes than are read."""

    status = 413
    message = N_("This file is larger than {most} MB. Save it smaller, as PDF for example.")


class SwollenFile(RefusedFile):
    """Small to send, enormous to open."""

    status = 413
    message = N_("This file becomes far too large when it is opened. Save it as PDF and choose it once more.")


class UnknownForm(RefusedFile):
    """Not one of the three forms, by its content or by what its name promises."""

    status = 415
    message = N_("A CV can be a PDF, a Word file (.docx) or an OpenDocument text (.odt). This file is something else.")


class OtherForm(RefusedFile):
    """The name promises one form, the content is another."""

    status = 415
    message = N_("The name of this file ends in .{said}, but its content is {form}. Save it again as {form}.")


class TwoForms(RefusedFile):
    """A file that two programs would read as two things."""

    status = 415
    message = N_("This file is two kinds of file in one. Save it again as PDF and choose it once more.")


class BrokenFile(RefusedFile):
    """Cut off, damaged, or put together by hand."""

    message = N_("This file is cut off or damaged. Save it again and choose it once more.")


class LockedFile(RefusedFile):
    """Nobody could read it."""

    message = N_("This file is locked with a password. Save it without one and choose it once more.")


class ActiveFile(RefusedFile):
    """It would do something, or holds files that could."""

    message = N_("This file holds macros, scripts or other files. Save it as PDF and choose it once more.")
