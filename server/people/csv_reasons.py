"""The sentences that only the people file's reader can say."""

from server.messages import N_

# The whole file is refused
TOO_MANY_ROWS = N_("Line {line}: this file has more than {limit} people. Please split it.")
NO_KNOWN_COLUMN = N_(
    "Line {line}: no column could be recognised. The first line must name them, for example "
    "“First name”, “Last name”, “E-mail”. It reads: {found}."
)
NAME_COLUMN_MISSING = N_("Line {line}: the column “Name” is missing. The file has these columns: {found}.")
KEY_COLUMN_MISSING = N_(
    "Line {line}: the column “E-mail” or “Employee number” is missing. The file has these columns: {found}."
)
NO_ROWS = N_("Line {line}: nobody follows the line of column names.")

# One row is refused
NO_NAME = N_("Line {line}: the name is missing.")
NO_KEY = N_("Line {line}: the e-mail address and the employee number are both missing.")
BAD_EMAIL = N_("Line {line}: the e-mail address “{value}” is not complete.")
