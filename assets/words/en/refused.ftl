# Why something cannot be done: one message for each refusal.

refused-not-your-turn = It is not your turn.
