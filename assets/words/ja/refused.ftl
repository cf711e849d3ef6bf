# Why something cannot be done: one message for each refusal.

refused-not-your-turn = まだあなたの手番ではありません。

# -- 命令にならない行 --
unclear-who = 「{ $what }」にはあなたの英雄の名前がありません。Ada attacks goblin のように名前から始めてください。
unclear-verb = 「{ $what }」というできごとはありません。offers でできることが分かります。
unclear-creature = { $what } という者はここにいません。look で誰がいるか分かります。
unclear-thing = { $what } というものはここにありません。offers か look で何があるか分かります。
unclear-where = 「{ $what }」への道はありません。Ada goes north や Ada goes to 4,2 のように言ってください。
unclear-count = { $what } は数ではありません。Ada buys 2 torch のように数を言ってください。

## outside of fights

refused-no-hero = まずはキャラクターを作りましょう。
refused-hero-exists = この席にはもうキャラクターがいます。
refused-not-begun = 冒険はまだ始まっていません。
refused-already-begun = 冒険はもう始まっています。
refused-tale-over = 冒険はもう終わりました。
refused-in-encounter = 戦いの最中にはできません。
refused-scene-open = まず今の場面を終わらせましょう。
refused-no-scene = 今は選ぶことがありません。
refused-no-such-choice = その選択肢は選べません。
refused-blocked = 何かが道をふさいでいます。
refused-no-such-thing = ここにそのようなものはありません。
refused-locked = 鍵がかかっています。
refused-not-locked = 鍵はかかっていません。
refused-already-open = もう開いています。
refused-not-found = まだ誰も見つけていません。
refused-no-tools = 盗賊道具が必要です。
refused-not-owned = それだけの数を持っていません。
refused-in-use = 身につけているか手に持っています。先に外しましょう。
refused-no-shop = 開いている店がありません。
refused-sold-out = もうそれだけ残っていません。
refused-too-dear = お金が足りません。
refused-not-for-sale = ここでは扱っていません。
refused-not-restful = 今ここではできません。
refused-nothing-to-spend = もう使えるものがありません。
refused-not-enough-xp = 経験点がまだ足りません。
refused-bad-plan = その組み合わせはルールに合いません。
refused-name-taken = その名前はもう使われています。
refused-too-heavy = 重すぎて持てません。
refused-nothing-there = そこには何もありません。
refused-already-so = それでは何も変わりません。

## in fights

refused-not-your-seat = その席は他のプレイヤーのものです。
refused-no-encounter = 今は戦いの最中ではありません。
refused-question-open = 先に答えを待っている人がいます。
refused-no-question = 今は何も聞かれていません。
refused-incapacitated = 今は行動できません。
refused-no-action = この手番のアクションはもう使いました。
refused-no-bonus-action = この手番のボーナスアクションはもう使いました。
refused-no-reaction = リアクションはもう使いました。
refused-no-movement = そこまでは移動できません。
refused-no-such-target = そのような目標はいません。
refused-target-down = 相手はもう倒れています。
refused-not-a-foe = 相手は敵ではありません。
refused-out-of-reach = 手が届きません。
refused-out-of-range = 射程の外です。
refused-not-seen = 見えません。
refused-not-a-weapon = そこには装備できません。
refused-no-ammunition = 撃つものがありません。
refused-hands-full = 両手がふさがっています。
refused-no-such-spell = その呪文は使えません。
refused-not-prepared = その呪文は準備していません。
refused-no-slot = 呪文スロットが残っていません。
refused-no-components = 呪文に必要なものが足りません。
refused-too-many-targets = 目標が多すぎます。
refused-already-cast = この手番にはあと初級呪文しか使えません。
refused-no-such-feature = その特徴は持っていません。
refused-no-uses = 休憩するまでもう使えません。
refused-grappled = つかまれています。
refused-not-grappled = 誰にもつかまれていません。
refused-too-big = 相手が大きすぎます。
refused-not-prone = もう立っています。
refused-not-trained = 習熟していません。
