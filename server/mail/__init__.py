"""Letters: written in the transaction of the act, sent by the worker."""
