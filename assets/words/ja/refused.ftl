# Why something cannot be done: one message for each refusal.

refused-not-your-turn = まだあなたの手番ではありません。

# -- 命令にならない行 --
unclear-who = 「{ $what }」にはあなたの英雄の名前がありません。Ada attacks goblin のように名前から始めてください。
unclear-verb = 「{ $what }」というできごとはありません。offers でできることが分かります。
unclear-creature = { $what } という者はここにいません。look で誰がいるか分かります。
unclear-thing = { $what } というものはここにありません。offers か look で何があるか分かります。
unclear-where = 「{ $what }」への道はありません。Ada goes north や Ada goes to 4,2 のように言ってください。
unclear-count = { $what } は数ではありません。Ada buys 2 torch のように数を言ってください。
