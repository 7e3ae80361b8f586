"""Every sentence that a file of gifts or of codes can be answered with, beside those of any table."""

from server.messages import N_

TOO_MANY_ROWS = N_("Line {line}: this file has more than {limit} rows. Please split it.")
NO_ROWS = N_("Line {line}: nothing follows the line of column names.")

# Gifts
UNKNOWN_WORD = N_("Line {line}: “{value}” is not known in the column “{column}”. {said}")
BAD_NUMBER = N_("Line {line}: “{value}” in the column “{column}” is not a whole number.")
BAD_AMOUNT = N_("Line {line}: “{value}” in the column “{column}” is not an amount like 15 or 14.50.")
IN_COLUMN = N_("Line {line}, “{column}”: {said}")
AND_ALSO = N_("{one} {another}")
PLACE_UNKNOWN = N_("Line {line}: there is no pick-up place named “{value}”. Add it first, or correct its name.")
GIFT_EXISTS = N_("Line {line}: there is a gift named “{value}” already. Nothing was changed.")

# Codes: no sentence quotes a cell, which might hold a code
CODE_COLUMN_MISSING = N_(
    "Line {line}: no column is named “code”. Name the columns on the first line, or send one code per line and "
    "nothing else."
)
LOOKS_LIKE_A_NAME = N_(
    "Line {line}: this looks like the name of a column, but none that we know. Name the column “code”, or leave "
    "this line out."
)
NO_CODE = N_("Line {line}: the code is missing.")
CODE_TOO_LONG = N_("Line {line}: the code has more than {limit} characters.")
CODE_UNREADABLE = N_("Line {line}: the code has characters that cannot be seen or that were damaged on the way.")
CODE_SHORTENED = N_(
    "Line {line}: a spreadsheet has shortened this number, so the code is lost. Format the column as text there, "
    "and export it again."
)
CODE_REPEATED = N_("Line {line}: this code already stands on line {first}.")
CODE_KNOWN = N_("Line {line}: this code was imported before.")
CODE_EXPIRED = N_("Line {line}: this code has expired.")
BAD_EXPIRY = N_("Line {line}: the expiry date is not a date. Write it like 2027-12-31 or 31/12/2027.")
