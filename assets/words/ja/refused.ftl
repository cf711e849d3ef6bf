# Why something cannot be done: one message for each refusal.

refused-not-your-turn = まだあなたの手番ではありません。
