# 広い意味のルール：罠、病気、狂気、構え。

disease-cackle_fever = 高笑い熱
disease-cackle_fever_fit = 狂った笑いの発作
disease-sewer_plague = 下水病
disease-sight_rot = 視力の腐れ

madness-retreat = 心の殻
madness-fits = 叫びと涙の発作
madness-flight = やみくもな逃走
madness-babble = うわごと
madness-frenzy = 狂乱
madness-visions = 幻覚
madness-obedience = 盲従
madness-cravings = 奇妙な食欲
madness-stupor = 茫然
madness-swoon = 昏倒
madness-compulsion = 強迫
madness-suspicion = 疑心
madness-revulsion = 激しい嫌悪
madness-delusion = 妄想
madness-charm = お守りへの執着
madness-darkness = 闇と静寂
madness-tremors = 震え
madness-forgetting = 忘却
madness-confusion = 混乱
madness-silence = 失語
madness-drink = 酒への渇き
madness-keeping = 物をため込む癖
madness-likeness = 誰かの真似
madness-lying = うそをつく癖
madness-goal = ただ一つの目的
madness-indifference = 無関心
madness-judged = 裁かれている思い
madness-superior = 自分が一番という思い
madness-foes = 敵だらけの恐れ
madness-trust = 一人だけへの信頼
madness-mockery = 何もかもへの嘲り
madness-killing = 殺しの喜び

told-shot-hits = { $thing }が{ $who }に当たる（{ $goal }に対し{ $total }）
told-shot-misses = { $thing }が{ $who }を外す（{ $goal }に対し{ $total }）

told-pose-squeezes = { $who }は身を縮める
told-pose-straightens = { $who }は体を伸ばす
told-pose-holds-back = { $who }は気絶させるつもりで打つ
told-pose-strikes-to-kill = { $who }は殺すつもりで打つ
told-pose-inspired = { $who }は霊感を得る
told-pose-inspires = { $who }は霊感を{ $target }に譲る
told-pose-calls-on-it = { $who }は霊感に頼る
told-pose-assists = { $who }は{ $target }に力を貸す
told-pose-knocked-out = { $who }は気絶する
told-pose-chokes = { $who }は息が尽きる
told-pose-recovers = { $who }はすっかり治る

verb-squeeze = 身を縮める
verb-straighten = 体を伸ばす
verb-hold-back = 気絶させるつもりで打つ
verb-strike-to-kill = 殺すつもりで打つ
verb-call-on-inspiration = 霊感に頼る
verb-inspire = 霊感を譲る
verb-assist = 力を貸す
verb-break-free = 抜け出す

choice-madness = 狂気

told-batters = { $who }が{ $thing }を打ち、{ $hp }ダメージ（{ $goal }に対し{ $total }）
told-batters-misses = { $who }は{ $thing }を外す（{ $goal }に対し{ $total }）
told-travels = 一行は{ $miles }マイルを{ $hours }時間で旅する
told-pace = 一行は{ $pace }歩みで進み、夜は野営する
told-pace-marching = 一行は{ $pace }歩みで進み、日が暮れても歩き続ける
told-lives = { $who }は{ $what }暮らしをする
told-pursues = { $who }の空いた日の過ごし方：{ $what }
told-finished = { $who }はやり遂げる：{ $what }
told-flies-at = { $who }は{ $feet }フィートの高さを飛ぶ
told-floats-at = { $who }は高さ{ $feet }フィートまでふわりと降りる
told-sealed = 魔法で閉ざされた: { $thing }
told-lulled = 閉ざす魔法が眠った: { $thing }
told-unsealed = 閉ざす魔法が消えた: { $thing }
told-repaired = 元どおりになった: { $thing }
told-shut = 閉まった: { $thing }
told-hews = { $who }が壁を打ち、{ $hp }ダメージ（{ $goal }に対し{ $total }）
told-hews-misses = { $who }は壁を外す（{ $goal }に対し{ $total }）
told-grasps = { $who }は{ $what }をつかみ取る（{ $goal }に対し{ $total }）
told-grasps-misses = { $who }は{ $what }をつかみ損ねる（{ $goal }に対し{ $total }）
told-smashes = { $who }が{ $what }を打ち、{ $hp }ダメージ（{ $goal }に対し{ $total }）
told-smashes-misses = { $who }は{ $what }を外す（{ $goal }に対し{ $total }）
told-breached = 壁の一部が崩れ落ちた
told-settled = 壁はいつまでも残る
told-watered = 全員にきれいな水がある（{ $days }日分）
told-stone-gone = ふさいでいた石が消えた: { $thing }
told-walled-up = 石でふさがれた: { $thing }
told-left-the-fight = 一行は戦いの場から消えた
told-circle-drawn = { $who }は転移の円陣を一日分描き進めた
told-dedicated = { $who }はここを聖域と定めた
told-guided = { $who }には分かる: { $place }への道はここから（{ $thing }、道のりの場所{ $maps }つ）
told-guided-nowhere = { $who }には分かる: { $place }へ通じる道はない
told-lands = { $who }は地上にいる
told-pose-scrimps = { $who }は食料を半分に切り詰める
told-pose-eats-well = { $who }は食料を一人前食べる

pace-fast = 速い
pace-normal = 普通の
pace-slow = ゆっくりした

lifestyle-wretched = みじめな
lifestyle-squalid = むさ苦しい
lifestyle-poor = 貧しい
lifestyle-modest = つつましい
lifestyle-comfortable = 快適な
lifestyle-wealthy = 裕福な
lifestyle-aristocratic = 貴族の

pastime-craft = { $what }の製作
pastime-language = { $what }の学習
pastime-tool = { $what }の使い方の学習
pastime-profession = 仕事
pastime-recuperate = 静養
pastime-research = 調べもの

verb-batter = 打ち壊す
verb-snatch = { $what }をつかみ取る
verb-smash = { $what }を打つ
verb-leap = 跳ぶ
verb-fly-at = 高さ{ $feet }フィートを飛ぶ
verb-pace = 旅の歩み：{ $pace }
verb-march = 夜も歩き続ける
verb-camp = 夜は野営する
verb-scrimp = 食料を半分に
verb-eat-well = 食料を一人前に
verb-live = 暮らし：{ $what }
verb-days = 日を過ごす：{ $count }日
verb-identify = { $what }を調べる

told-pose-mounts = { $who }は{ $target }に乗る
told-pose-dismounts = { $who }は降りる
told-pose-falls-off = { $who }は落馬する

verb-mount = 乗る
verb-dismount = 降りる

verb-await = { $what }を構えて待つ
