# 起きたことを伝える文。できごと一つに一文。記録の行なので句点で終わらない。

# -- 部品 --
told-someone = 誰か
told-numbered = { $kind }{ $number }
told-items = { $item }{ $count }個
told-amount = { $kind }{ $amount }
told-roll = { $total }対{ $goal }
told-roll-advantage = { $total }対{ $goal }、有利
told-roll-disadvantage = { $total }対{ $goal }、不利
told-order-place = { $who } { $total }
told-gp = 金貨{ $count }枚
told-sp = 銀貨{ $count }枚
told-cp = 銅貨{ $count }枚

# -- 卓と英雄 --
told-joined = { $who }が席に着いた
told-left = { $who }が卓を去った
told-away = { $who }は離れている
told-stead-guard = これからは、離れている人の英雄は身を守る。
told-stead-pause = これからは、離れている人の英雄の番では待つ。
told-stead-machine = これからは、離れている人の英雄は機械が戦わせる。
told-stead-friend = これからは、離れている人の英雄は、ここにいる誰でも動かせる。
told-back = { $who }が戻った
told-reseated = { $who }は別のマシンから続ける
told-hero = { $race }の{ $class }、{ $who }が仲間になった
told-level = { $who }はレベル{ $level }になった
told-takes-up = { $who }は{ $what }を選んだ
told-gives-up = { $who }は{ $what }を手放した
told-learns = { $who }は{ $what }を習得した
told-masters = { $who }は{ $what }に熟達した
told-raises = { $who }の{ $what }が上がった
told-prepared = { $who }は呪文を準備した
told-xp = { $who }は経験値{ $xp }を得た

# -- 物語 --
told-tale-began = 「{ $title }」が始まる
told-scene = { $text }
told-says = { $who }「{ $text }」
told-chooses = { $who }の選択: { $text }
told-journal = 日誌: { $text }
told-ending = 結末: { $text }
told-checked = { $who }の{ $what }判定: { $total }
told-check-passed = { $who }の{ $what }判定は成功({ $total }対{ $goal })
told-check-failed = { $who }の{ $what }判定は失敗({ $total }対{ $goal })

# -- 場所と時間 --
told-travelled = 一行は{ $place }に着いた
told-moves = { $who }は{ $x },{ $y }へ動いた
told-shoved = { $who }は押された
told-found = 見つけた: { $thing }
told-unlocked = 鍵が開いた: { $thing }
told-opened = 開いた: { $thing }
told-disarmed = 解除した: { $thing }
told-trap = { $who }は罠にかかった: { $thing }
told-short-rest = 一行は1時間休んだ
told-long-rest = 一行は8時間休んだ
told-hit-die = { $who }はヒット・ダイスを使い、HPが{ $hp }回復した

# -- 品物 --
told-gains = { $who }は{ $what }を手に入れた
told-loses = { $who }は{ $what }を手放した
told-buys = { $who }は{ $what }を{ $price }で買った
told-sells = { $who }は{ $what }を{ $price }で売った
told-wears = { $who }は{ $what }を身に着けた
told-holds = { $who }は{ $what }を手に取った
told-puts-away = { $who }は{ $what }をしまった

# -- 戦い --
told-fight = 戦いが始まる
told-fight-surprised = 戦いが始まる。不意を突かれた: { $who }
told-order = 行動順: { $order }
told-turn = 第{ $round }ラウンド: { $who }
told-won = 戦いに勝った
told-lost = 戦いに敗れた
told-withdrew = { $who }は戦いから離れた
told-dashes = { $who }は早足で駆ける
told-disengages = { $who }は離脱する
told-dodges = { $who }は身をかわす構えをとる
told-readies = { $who }は敵が近づくのを待ち構えた
told-helps = { $who }は{ $target }を助ける
told-searches = { $who }はあたりを探る
told-escapes = { $who }は逃れようとする
told-hid = { $who }は隠れた({ $total })
told-revealed = { $who }は見つかった
told-asked-opportunity = { $target }が{ $who }の間合いから離れる。機会攻撃をする?
told-asked-reaction = { $who }はいま{ $spell }を唱えられる。唱える?
told-asked-protect = { $who }は{ $target }を盾でかばえる。かばう?
told-asked-readied = { $who }の待っていたことが起きた。動く?
told-asked-feature = { $who }はいま{ $what }を使える。使う?
told-asked-feature-roll = { $who }は{ $what }を使える（{ $goal }に対して{ $total }）。使う?

told-hits = { $who }の攻撃が{ $target }に命中({ $roll })
told-hits-for = { $who }の攻撃が{ $target }に命中({ $roll })、{ $damage }のダメージ
told-crits = { $who }の会心の一撃が{ $target }に命中({ $roll })
told-crits-for = { $who }の会心の一撃が{ $target }に命中({ $roll })、{ $damage }のダメージ
told-misses = { $who }の攻撃は{ $target }に当たらない({ $roll })
told-saved = { $who }の{ $ability }セーヴは成功({ $roll })
told-save-failed = { $who }の{ $ability }セーヴは失敗({ $roll })
told-contest-won = { $who }は{ $target }に競り勝った({ $total }対{ $other })
told-contest-lost = { $who }は{ $target }に競り負けた({ $total }対{ $other })
told-death-saved = { $who }は命をつなぎとめている({ $face })
told-death-save-failed = { $who }は死に近づいている({ $face })
told-recharged = { $who }はまた{ $action }を使える
told-die = { $by }: { $who }に{ $sum }
told-pool = 合計{ $total }
told-percent = { $who }の百分率ロールは{ $face }（{ $most }以下で成功）
told-senses = { $who }は{ $what }の気配を感じた
told-senses-nothing = { $who }は何の気配も感じなかった

told-damaged = { $who }は{ $damage }のダメージを受けた
told-healed = { $who }はHPが{ $hp }回復した
told-temporary = { $who }の一時的HPは{ $hp }
told-fell = { $who }は倒れ、死にかけている
told-death-failed = { $who }は死亡セーヴに{ $failures }回失敗した
told-stable = { $who }は容態が安定した
told-revived = { $who }はHP{ $hp }で立ち直った
told-max-lost = { $who }の最大HPが{ $hp }減った
told-max-restored = { $who }の最大HPが元に戻った
told-eased = { $who }の疲労が少し和らいだ
told-dies = { $who }は死んだ

# -- 呪文と特徴 --
told-casts = { $who }は{ $spell }を唱えた
told-casts-on = { $who }は{ $targets }に{ $spell }を唱えた
told-uses = { $who }は{ $what }を使った
told-uses-on = { $who }は{ $target }に{ $what }を使った
told-is = { $who }は{ $what }状態になった
told-is-no-longer = { $who }の{ $what }状態が終わった
told-under = { $who }に{ $what }がかかった
told-no-longer-under = { $who }の{ $what }が切れた
told-concentration-ended = { $who }の{ $spell }への集中が途切れた
told-narrated = { $who }: { $what }
told-directs = { $who }は{ $spell }を操る
told-countered = { $who }の{ $spell }は打ち消された
told-divines = { $who }は{ $what }を感じ取る
told-divines-nothing = { $who }は何も感じ取らない
told-something = 生き物ではない何か
told-table = { $who }のための出目は{ $face }
told-zone = { $what }がその場に広がる
told-zone-moves = { $what }が{ $x },{ $y }へ動く
told-zone-ends = { $what }が消える
told-arrives = { $who }が現れる
told-vanishes = { $who }が消え去る
told-shaped = { $who }は{ $what }の姿になる
told-unshaped = { $who }は元の姿に戻る
told-reborn = { $who }は新しい体で目覚めた：{ $race }
told-resisted = { $spell }は見破られた（{ $total }対{ $goal }）
told-not-resisted = { $spell }は見破られなかった（{ $total }対{ $goal }）
told-splits = { $who }は二つに分かれた

## roam: how an adventure without words for it ends when nobody is left standing

all-fell = 立っている者はもういない。物語はここで終わる。
told-why-several = { $who }は{ $what }を選んだ。敵を{ $count }体巻き込めるからだ
told-why-falling = { $who }は{ $target }を狙う。あと一撃で倒せそうだからだ
told-why-wounded = { $who }は{ $target }を狙う。傷がいちばん深いからだ
told-why-weakest = { $who }は{ $target }を狙う。いちばん倒しやすいからだ
told-why-holding = { $who }は{ $target }を狙う。呪文に集中しているからだ
told-why-nearest = { $who }は{ $target }を狙う。いちばん近くにいるからだ
told-why-beside = { $who }は{ $target }を狙う。仲間がすでに戦っているからだ
told-why-open = { $who }は{ $target }を狙う。いちばん当てやすいからだ
told-why-flees = { $who }は{ $target }から逃げる
told-why-rescues = { $who }は{ $target }を助ける。死にかけているからだ
