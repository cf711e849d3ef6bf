# What has happened, as it is told in the log: one message for each event.

told-level = { $who }はレベル{ $level }になった。

## roam: heroes, story, places, rests, things

told-joined = { $who }が卓についた。
told-left = { $who }が卓を離れた。
told-went-away = { $who }とつながらない。
told-came-back = { $who }が戻ってきた。
told-hero-made = { $race }の{ $class }、{ $who }が仲間に加わった。
told-prepared = { $who }は{ $spells }を準備した。
told-xp = { $who }は経験点を{ $xp }点得た。
told-tale-began = 冒険の始まりだ。
told-says = { $who }「{ $words }」
told-chosen = { $who }の選択：{ $choice }
told-journal = 日誌に記した：{ $line }
told-travelled = 一行は{ $map }に着いた。
told-found = { $thing }を見つけた！
told-unlocked = { $thing }の鍵が開いた。
told-opened = { $thing }が開いた。
told-harmless = { $thing }はもう危険ではない。
told-trap-sprung = { $who }が{ $thing }を作動させてしまった！
told-hours = { $hours }時間が過ぎた。
told-minutes = { $minutes }分が過ぎた。
told-short-rest = 一行は小休憩をとった。
told-long-rest = 一行は大休憩をとった。
told-hit-die = { $who }はヒットダイスを使い（{ $face }）、ヒットポイントが{ $healed }回復した。
told-gained = { $who }は{ $item }{ $count ->
    [1] {""}
   *[other] { $count }個
}を手に入れた。
told-lost = { $who }は{ $item }{ $count ->
    [1] {""}
   *[other] { $count }個
}を手放した。
told-coins-gained = { $who }は{ $coins }を手に入れた。
told-coins-lost = { $who }は{ $coins }を手放した。
told-shop-opened = { $who }は店先に立った。
told-bought = { $who }は{ $item }{ $count ->
    [1] {""}
   *[other] { $count }個
}を{ $coins }で買った。
told-sold = { $who }は{ $item }{ $count ->
    [1] {""}
   *[other] { $count }個
}を{ $coins }で売った。
told-equipped = { $who }は{ $item }を身につけた。
coins-gp = 金貨{ $count }枚
coins-sp = 銀貨{ $count }枚
coins-cp = 銅貨{ $count }枚
all-fell = 立っている者はもういない。物語はここで終わる。
