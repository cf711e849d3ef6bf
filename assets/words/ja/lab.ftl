# 分断実験室の言葉：その画面、一晩のできごと、守られるべきこと。

# -- 台本 --
lab-title = 分断実験室
lab-shelf = 本物の合意の仕組みで動く模擬の卓です。回線を切り、マシンを止めて、何が起こるか見てください。
lab-script-free = 自由に壊してみる
lab-script-evening = 分断、主催者の死、そして復帰
lab-script-one-way = 誰の声も聞こえない人
lab-script-power-cut = 全員が停電
lab-script-liar = 二枚舌の主催者
lab-script-own = { $title }
lab-play = 始める

# -- 図 --
lab-seconds = 秒
lab-clock = { $seconds }秒
lab-pace = { $times }倍
lab-stopped = 停止中
lab-sign-host = 主催
lab-sign-waits = 待機
lab-sign-off = 停止
lab-sign-cut = 切断
lab-sign-kept = 確定した数

# -- なりゆき --
lab-goes-on = ゲームは続く：主催は{ $name }
lab-nobody = 聞こえる仲間が足りず誰も決められない
lab-holds = 終了：18の検査はすべて合格
lab-holds-not = 守られなかったこと：{ $checks }
lab-told-hosts = { $name }が主催、第{ $term }期
lab-told-waits = { $name }は待機：{ $of }中{ $answer }
lab-told-paused = { $name }が固まった
lab-told-dies = { $name }のマシンが落ちた
lab-told-back = { $name }のマシンが復帰
lab-told-cut = 分断：{ $sides }
lab-told-one-way = 一部だけ、または片道の切断
lab-told-healed = すべての道が開いた

# -- できること --
lab-hint-choose = 選ぶ・切り離す
lab-hint-do = 操作
lab-hint-stop = 停止
lab-do-apart = { $name }を切り離す
lab-do-beside = { $name }をつなぎ直す
lab-do-kill = { $name }のマシンを落とす
lab-do-start = { $name }のマシンを起動する
lab-do-pause = 3秒間固まらせる
lab-do-hand = { $name }に主催を渡す
lab-do-heal = 回線をすべて直す
lab-do-stop = 時間を止める
lab-do-go = 時間を進める
lab-do-faster = 速さ：{ $times }倍
lab-do-finish = 障害を終えて判定する
lab-do-again = 最初から
lab-do-keep = 台本として保存する
lab-do-close = 別の台本

# -- 守られるべきこと(検査の番号順) --
lab-check-1 = 確定したものは失われない
lab-check-2 = 何ごともちょうど一度だけ
lab-check-3 = 一期に主催者は一人
lab-check-4 = 歴史は一つ
lab-check-5 = どのマシンでも同じ結果
lab-check-6 = ルール違反は通らない
lab-check-7 = 権限なしには何もできない
lab-check-8 = 秘密は漏れない
lab-check-9 = ダイスは公正
lab-check-10 = 際限なく増えるものはない
lab-check-11 = 誰にも番が来る
lab-check-12 = 障害のあと遊びは続く
lab-check-13 = ディスクの記録は戻ってくる
lab-check-14 = 嘘つきだけが有罪になる
lab-check-15 = 画面は事実を伝える
lab-check-16 = 住所は他人に届かない
lab-check-17 = 後のものは先のものに続く
lab-check-18 = 何も壊れず、台本どおりに進む
