# 卓とつながり: 席、招待券、回線、保存。


# -- 文字の画面 --
line-ready = Roundtable { $version }。あなたはプレイヤー { $player } です。help と打つと、言えることが分かります。
line-listening = { $address } で待っています。
line-ticket = この招待券を友だちに送ってください。{ $hours ->
    [0] { $minutes }分間
   *[other] { $hours }時間
}、一人だけが使えます:
line-ticket-code = スマートフォンで読み取ることもできます:
line-knock = { $name } が扉をたたき、{ $seats }席を求めています。入れるなら: admit { $name } - 断るなら: turn away { $name }
line-knock-near = 招待券はなく、同じネットワークでこの卓を見つけた人です。両方の画面に同じ数字が出ているときだけ入れてください: { $digits }
line-near = 同じネットワークの卓: { $table }、ホストは { $host }（{ $stands }）。
line-knock-as = これが別のマシンの { $place } なら: admit { $name } as { $place }
line-moved = { $name } は別のマシンから、元の席で続けます。
line-joined = { $name } が席に着きました。
line-left = { $name } が卓を去りました。
line-question = { $name } の答えを待っています。次のどれかを打ってください:
line-offers = できること:
line-offers-none = いまできることはありません。
line-state = 記録{ $index }、第{ $term }期。あなたは{ $role }、ホストは{ $host }。{ $mode }
line-role-host = ホスト
line-role-guest = ゲスト
line-role-candidate = ホストに立候補中
line-role-frozen = 応答が足りず待機中
line-role-stopped = 停止中（ディスクに書けません）
line-mode-lobby = 仲間が集まっています。
line-mode-exploring = 探索しています。
line-mode-encounter = 戦いの最中です。
line-mode-scene = 会話の最中です。
line-mode-shop = 店が開いています。
line-mode-over = 冒険は終わりました。
line-seat = 席{ $seat }: { $name }、レベル{ $level }、HP { $hp }/{ $most }、所持金 { $purse }。
line-seat-empty = 席{ $seat }: まだ空いています。offers と打って英雄を選んでください。
line-coins = 金貨{ $gold } 銀貨{ $silver } 銅貨{ $copper }
line-link = { $name }: { $state ->
        [good] つながっています({ $path })
        [slow] つながっていますが遅いです({ $path })
        [trying] 切れました。つなぎ直しています
       *[other] いません
    }
line-term = 第{ $term }期: ホストは{ $host }。{ $why }
line-said = { $name }「{ $text }」
line-saved = 記録{ $index }まで保存しました。
line-good-night = おやすみなさい!
line-no-member = この卓に{ $name }という人はいません。
line-help = 一行が一つの命令です。例: Ada attacks goblin - Ada goes north - Ada says hello。ほかに: offers(できること)、look、state、ticket、admit 名前、admit 名前 as 仲間の名前(別のマシンから来た仲間)、turn away 名前、rest(休む)、wake(戻る)、absent guard|pause|friend|machine(不在の人の扱いへの一票)、fork(つながらない人を待たずに続ける)、follow(続けた人たちに加わる)、leave the table(抜ける)、save、about(ルールの出典)、quit。ホストはほかに: hand over to 名前、chair to 名前、send away 名前。
title-in-words = こう言えます: solo(一人で遊ぶ) - host(友だちを招く) - join 招待券(同じネットワークなら卓かホストの名前でも) - continue 名前 - tables(保存された卓) - about(ルールの出典) - quit。

# -- できなかったわけ --
line-no-table = まだどの卓にも着いていません。
line-nobody = { $name } という人は扉の前にいません。
line-only-host = それができるのはホストだけです。

# -- 卓 --
term-founded = 卓が開かれました。
term-reopened = 卓がふたたび開かれました。
term-elected = 過半数が認めました。
notice-frozen = { $all }台のうち{ $here }台しか応答していません。増えるまで何も決まりません。
notice-thawed = 十分な台数が応答するようになりました。
notice-lost-link = { $name } につながりません。つなぎ直しています。
notice-found-link = { $name } が戻りました。
notice-not-listening = { $address } を開けません: { $why }
notice-disk = { $why }
notice-distrust = { $name }が嘘をつきました。記録{ $index }は偽りです: { $why } このマシンは{ $name }をもう信じません。それより前の記録は有効です。
notice-distrust-vote = { $name }が嘘をつきました: { $why } このマシンは{ $name }をもう信じません。
notice-moved = { $name }の提案: { $how } 賛成の人も票を入れてください（メニューの「卓のこと」、文字では absent guard、absent pause、absent friend、absent machine）。
notice-chartered = 卓で決まりました: { $how }
absent-pause = 離れている人の英雄の番では待つ。
absent-guard = 離れている人の英雄は身を守る。
absent-friend = 離れている人の英雄は、ここにいる誰でも動かせる。
absent-machine = 離れている人の英雄は機械が戦わせる。
notice-apart-asked = 別の卓として続けることに同意しました。ここにいる{ $of }人全員が fork と言えば決まります。
notice-apart-alone = ひとりで別の卓として続けます。
notice-apart-proposed = { $name }が、つながらない人を待たずに別の卓として続けようと言っています。ここにいる{ $of }人全員が fork と言えば決まります。
notice-apart-now = ここからは別の卓です。元の卓はそのまま保存されています。二つがひとりでに一つになることはありません。元の卓に戻った人は、新しいことがなければ follow と言って加われます。
notice-went-on = { $name }は{ $ago }から別の卓で続けています。follow か「接続」で加われます。加わるとこの卓は保存として残るだけになり、過半数が加わればあちらが正式な卓になります。
notice-went-on-newer = { $name }は{ $ago }から別の卓で続けています。そのあとここでも遊ばれたので、二つは別々の保存のままです。
notice-given-over = この卓から別れて続ける人たちに加わりました。ここは読めるだけで、もう何も進みません。あちらの席に着くには follow と言ってください。
notice-goes-along = { $name }がこの卓に加わりました。元の卓の過半数が同意すれば、こちらが正式な卓になります。ここにいる人も follow で同意できます。
notice-vouched = この卓が元の卓に代わることに同意しました。元の卓は保存として残るだけになります。
notice-adopted = 過半数が加わりました。ここからはこちらが正式な卓です。
ago-minutes =
    { $count ->
        [0] つい先ほど
       *[other] { $count }分前
    }
ago-hours = { $count }時間前
ago-days = { $count }日前
denied-along-nobody = つながる人の中に、この卓から別れて続けた人はいません。
denied-along-newer = あちらにないことがここで行われたため、二つは一つになれません。どちらも保存として残ります。
denied-along-voice = このマシンは以前ここで確認したことをすべては覚えていないため、その言葉は数えられません。招待券であちらの扉をたたいてください。ホストが元の席に戻せます。
denied-apart-host = ホストが応答しているので、別れる必要はありません。
denied-apart-voter = 見ているだけの人は卓を分けられません。
table-apart = { $name }（別卓）
table-given-over = { $name }（別れる前まで）
notice-convicted = { $name }の鍵が、正直なマシンなら決してしない署名をしたと証明されました(嘘か、一つの鍵の二重使用)。証拠は記録に残り、この鍵は投票で永久に外されます。
notice-picture = { $path } に保存しました。
notice-lost-commands = 受け付けられた{ $count }件が、ホストとともに失われました。
notice-damaged = 保存された卓が壊れています(ファイル { $file }、{ $byte }バイト目)。その前までは無事です。壊れたファイルは別に取り置き、残りは同じ卓の友だちから受け取ります。
notice-mended = 保存された卓が壊れていました(ファイル { $file }、{ $byte }バイト目)。控えから直しました。失われたものはありません。
notice-put-back = この卓は記録{ $index }の時点のファイルから戻されました。その後ほかで保存された分は、ほかのマシンから届きます。
notice-copy-lost = この卓の控えを書けません（{ $why }）。元の記録は保存されています。控えは次に卓を開くときに作り直します。
notice-foreign = この卓は、このプログラムにないルールや冒険で保存されました。保存したときのプログラムを使ってください。
notice-no-such-table = { $name } という保存された卓はありません。
notice-no-such-adventure = { $name } という冒険はありません。
notice-no-such-hero = { $name } という用意された英雄はいません。

# -- 席に着く --
join-reading = 招待券ではありません: { $why } RT1- から終わりまで、もう一度すべて写してください。
join-trying = 卓を探しています。
join-host = ホスト
join-knocking = 扉をたたきました。{ $host }の返事を待っています。両方の画面に出る数字: { $digits }
join-catching-up = 入れてもらえました。これまでの物語を受け取っています。
join-unreached = 卓につながりません({ $why })。友だちのゲームは開いていますか。同じネットワークにいるか、ポートが転送されていますか。確かめて、同じ招待券でもう一度試してください。
join-cut = 席に着く前に切れました({ $why })。同じ招待券でもう一度試してください。

# -- 同じネットワークの卓 --
near-seeking = 同じネットワークで { $name } を探しています。
near-none =
    { $count ->
        [0] 同じネットワークに { $name } の卓は見つかりません。友だちのゲームは開いていますか。同じネットワークにいますか。招待券があれば、どこからでも参加できます。
       *[other] 同じネットワークに { $name } の卓は見つかりません。見つかった卓: { $others }。招待券があれば、どこからでも参加できます。
    }
near-several = { $name } だけではどの卓か決まりません。同じネットワークにあるのは: { $others }。ホストの名前を言うか、招待券をもらってください。
near-cut = 席に着く前に切れました({ $why })。もう一度ノックしてください。
near-vanished = その卓は、もうこのネットワークにありません。
near-stands-open = 空席{ $free }
near-stands-full = 満席
near-stands-saved = あなたの席があります
near-stands-other_version = ゲームの版が違います

# -- 扉が開かないわけ --
door-wrong-ticket = この招待券はこの卓では使えません。新しいものを友だちにもらってください。
door-expired = この招待券は期限が切れています。新しいものを友だちにもらってください。
door-spent = この招待券はもう使われています。新しいものを友だちにもらってください。
door-revoked = この招待券は取り消されました。新しいものを友だちにもらってください。
door-other-protocol = プログラムの版が合いません(こちら{ $ours }、あちら{ $theirs })。同じ版を使ってください。
door-other-book = ルールブックが違います。両方で同じ版を使ってください。
door-other-tale = この卓の冒険がこのプログラムにありません。両方で同じ版を使ってください。
door-table-full = 席はすべて埋まっています。
door-name-taken = 同じ名前か、よく似た名前の人がいます。別の名前を選んでください。それが別のマシンのあなた自身なら、そちらのゲームを閉じ、10秒ほどしてからもう一度扉をたたいてください。
door-bad-name = その名前は使えません。文字と数字で1から32字です。別の名前を選んでください。
door-turned-away = ホストに断られました。
door-too-many-tries = 試しすぎです。1分待ってからもう一度どうぞ。
door-sent-away = あなたはこの卓から退けられたので、戻れません。
door-other-table = 招待券とは別の卓が答えました。新しいものを友だちにもらってください。
door-not-now = 応答する台数が足りず、いまは席に着けません。少ししてからもう一度どうぞ。
door-no-answer = 時間内に返事がありませんでした。もう一度どうぞ。
door-replaced = この卓のあなたの席は別のマシンに移ったので、このマシンは戻れません。ここからまた遊ぶには、新しいフォルダ(--data NEW)で起動し、新しい招待券で扉をたたいてください。
door-place-taken = 席を引き継ぐはずのマシンがまた応答しています。そちらのゲームを閉じてから、もう一度どうぞ。
door-refused-here = { $name } は席に着けませんでした: { $why }

# -- ホストから見た、席に着けなかった理由 --
shut-wrong-ticket = 招待券がこの卓のものではありません。
shut-expired = 招待券の期限が切れています。いちばん新しいものを送ってください。
shut-spent = 招待券はもう使われています。いちばん新しいものを送ってください。
shut-revoked = 招待券は取り消されたものです。いちばん新しいものを送ってください。
shut-other-protocol = プログラムの版が合いません(こちら{ $ours }、あちら{ $theirs })。両方で同じ版を使ってください。
shut-other-book = ルールブックが違います。両方で同じ版を使ってください。
shut-other-tale = 相手のプログラムにこの冒険がありません。両方で同じ版を使ってください。
shut-table-full = 席はすべて埋まっています。
shut-name-taken = 同じ名前か、よく似た名前の人がいます。
shut-bad-name = その名前は使えません。
shut-turned-away = あなたが断りました。
shut-too-many-tries = 1分のあいだに試しすぎです。
shut-sent-away = 以前この卓から退けられた人です。
shut-other-table = 別の卓を探していました。
shut-not-now = 応答する台数が足りません。
shut-no-answer = ノックのあと返事がありませんでした。
shut-replaced = 席は別のマシンに移っています。
shut-place-taken = 席を引き継ぐはずのマシンがまた応答しています。

# -- 記録の偽り --
false-signature = その期のホストの署名がありません。
false-term = 別の期か別の卓のものです。
false-order = 前の記録につながりません。
false-chain = 名乗るものと中身が違います。
false-rosters = 卓の顔ぶれと違います。
false-time = 時刻が逆戻りしています。
false-digest = その後の世界が名乗るものと違います。
false-author = 本人の署名のない命令か、他人の席への命令です。
false-number = すでに済んだ命令です。
false-refused = ルールがその命令を認めません。
false-faces = ルールの求めるさいころと違います。
false-events = ルールでは別の結果になります。
false-idle = 誰も選ばないのに何かが起きています。
false-impossible = 起こりえないことです。
false-genesis = 卓はそのように始まっていません。
false-certificate = ホストへの票が有効ではありません。
false-place = ホストへの票が別の場所のものです。
false-change = いまはそのように顔ぶれを変えられません。
false-invite = 新しい人の招待券が有効ではありません。
false-name = 新しい人の名前は使えません。
false-limit = 許される大きさを超えています。
false-durable = 過半数が保存した記録が欠けています。
false-two-batches = ホストが二通りに署名しています。
false-two-votes = 同じ任期で二度投票した人がいます。
false-charter = 卓の取り決めを変えることに過半数が賛成していません。
false-fork = 居合わせた全員が別れることに同意していません。
false-adoption = 元の卓の過半数は、この卓が取って代わることに同意していません。
false-content = 別のルールや冒険で作られています。
false-value = さいころの値が、本人が前もって約束したものと違います。
false-witness = さいころに要る値が足りないか、過半数の同意なしに立会人が飛ばされました。
false-owed = 立会人を待つ間に別のことが起きています。
false-pledge = さいころの約束に本人の署名がないか、二度目の約束です。

# -- 命令が行われなかったわけ --
denied-old-number = それはもう済んでいます。
denied-bad-signature = その命令には本人の署名がありません。
denied-too-fast = 速すぎます。少し待って、もう一度どうぞ。
denied-too-long = 長すぎます。
denied-replace-here = { $name } の元のマシンは、まだ応答しているか、ついさっきまで応答していました。そちらのゲームを閉じ、数秒待ってから入れてください。
denied-replace-hosts = { $name } のマシンはこの卓のホストなので、席を譲れません。
denied-replace-seats = { $name } の席は{ $seats }つですが、求められている席の数が違います。
denied-replace-role = 招待券の役割が { $name } の役割と違います。同じ役割の招待券を送ってください。
denied-replace-lied = { $name } のマシンは偽りが証明されて外されるところなので、席を譲れません。
dice-of = （さいころ: { $names }）
dice-of-again = （さいころ: { $names }、振り直し）
dice-alone = （さいころ: { $names }ひとり）
dice-alone-again = （さいころ: { $names }ひとり、振り直し）
denied-value = まだ済んでいない命令のさいころが先です。この命令はもう一度出されます。
denied-too-many-waiting = ホストを待つ命令が多すぎます。少し待ってください。

# -- 文字の画面で見回す --
look-place = ここは{ $place }。
look-self = { $who }は{ $x },{ $y }に立っています。
look-friend = { $who }は{ $way }{ $feet }フィートに立っています。
look-foe = 敵の{ $who }が{ $way }{ $feet }フィートにいます。
look-down = { $who }は{ $way }{ $feet }フィートに倒れて動きません。
look-dead = { $who }は{ $way }{ $feet }フィートで死んでいます。
look-thing = { $thing }({ $id })が{ $way }{ $feet }フィートにあります。
look-choice = 選択{ $number }: { $text }
way-north = 北へ
way-south = 南へ
way-east = 東へ
way-west = 西へ
way-north-east = 北東へ
way-north-west = 北西へ
way-south-east = 南東へ
way-south-west = 南西へ
way-here = すぐ
screen-path = { $path }

# -- そのほかの知らせ --
notice-misbehaved = { $name } はまともなプログラムが送らないものを送ったので、切り離しました。
notice-disk-failed = このマシンのディスクにはもう書けません。保存済みの記録はほかのマシンにあります。空きを作って、卓を開き直してください。
notice-disk-failed-alone = このマシンのディスクにはもう書けないため、ここでは何も進みません。確定済みの記録は残っています。空きを作って、卓を開き直してください。
notice-restored = このマシンの保存は、前に確認したものより古いです(バックアップからの復元か、同じプレイヤーの二重起動)。見ることはできますが、もう投票しません。また投票するには、終了して新しいフォルダ(--data NEW)で起動し、新しい招待券で扉をたたいてください。ホストが元の席に戻せます。
notice-twin = あなたの鍵が、いま別のマシンでも使われています。どちらか一方のゲームを閉じてください。一つの鍵で遊べるのは一台だけです。
notice-twin-mute = あなたの鍵が別のマシンでも使われていて、そちらが続けます。このマシンは卓を離れました。失われたものはありません。こちらで遊ぶには、あちらのゲームを閉じ、ここで新しいフォルダ(--data NEW)で起動し、新しい招待券で扉をたたいてください。
notice-replaced = この卓のあなたの席は、いまは別のマシンで遊ばれています。このマシンにある記録は読めますが、もう卓には加わりません。
notice-fault = プログラムに誤りがあります: { $why } お知らせください。データフォルダの記録に詳しいことがあります。
notice-silent = ここでは音が出ません：{ $why }
notice-no-gif = まだ何も録画されていません。

# -- 招待券のどこがおかしいか --
ticket-not-one = RT1で始まっていません。
ticket-letter = { $group }組目に、招待券にない文字 { $letter } があります。
ticket-mistyped = { $group }組目の一文字が違います。
ticket-garbled = 二文字以上が違うか、欠けています。
ticket-short = 終わりが欠けています。
ticket-long = 長すぎます。
ticket-other = 別の版で作られています。
denied-disk-failed = このマシンのディスクにはもう書けないため、何も行われません。空きを作って、卓を開き直してください。
denied-broken = その命令でルールがつまずいたので、何も行われませんでした。お知らせください。
notice-host-elsewhere = いまは{ $name }がホストです。つなぎ方を探しています。

# -- 保存を確かめる --
verify-holds = すべて正しいです。記録{ $index }件、命令{ $deeds }件を再び判定、さいころの目{ $faces }個。二人以上で証明された振り{ $proven }回、ホストひとりの振り{ $alone }回、いなくなったホストの代わりの振り直し{ $again }回。期ごとのホスト: { $terms }
verify-convicted = 証拠: { $name }は任期{ $term }で偽りの記録{ $index }に署名しました: { $why }
verify-convicted-vote = 証拠: 任期{ $term }で{ $name }が投票を偽りました: { $why }
verify-proof-void = このファイルの証拠の一つは何も証明しません。
verify-false = 記録{ $index }は偽りです: { $why } それより前は正しいです。
