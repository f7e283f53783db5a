"""What may happen: pure functions `(contest, ...) -> payload | Refusal`.

They are called inside the ledger's write transaction with the contest as it is at that moment, so what they decide is
true when it is written. They read no clock and no file; who is asking was proven at the desk.
"""
