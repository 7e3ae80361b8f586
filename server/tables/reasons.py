"""Sentences that every reader of a table can say."""

from server.messages import N_

# The whole file is refused
FILE_TOO_LARGE = N_("This file is larger than {limit} MB.")
FILE_EMPTY = N_("This file is empty.")
FILE_IS_SPREADSHEET = N_("“{filename}” is a spreadsheet. Save it as CSV, then choose the new file.")
FILE_NOT_TEXT = N_("“{filename}” is not a CSV file.")
FILE_BROKEN = N_("Line {line}: a cell is too long. A quotation mark is probably opened and never closed.")

# One row is refused
BAD_DATE = N_("Line {line}: “{value}” in the column “{column}” is not a date written {form}.")
TOO_LONG = N_("Line {line}: the column “{column}” holds more than {limit} characters.")
TOO_MANY_CELLS = N_("Line {line}: it has {found} cells, but the file has {expected} columns.")
QUOTE_NOT_CLOSED = N_("Line {line}: a quotation mark is opened and never closed, so the rest of the file was not read.")
QUOTE_DOUBTFUL = N_("Line {line}: a quotation mark is opened too early and hides other rows, which were not read.")
REPEATED = N_("Line {line}: “{value}” already stands on line {first}.")

# How dates are written in a column: the value {form} above, to be translated by whoever shows it
DAY_MONTH_YEAR = N_("day/month/year")
MONTH_DAY_YEAR = N_("month/day/year")

# The last column of the file of refused rows
REASON_COLUMN = N_("Reason")
