# What the book's records do, in a line of our own: about-kind-id.


## race

about-race-hill_dwarf = 丈夫で思慮深い。暗闇で目が利き、毒に強く、HPが多い。
about-race-high_elf = 素早く賢い。暗闇で目が利き、ウィザードの初級呪文をひとつ知り、魅了されにくい。
about-race-lightfoot_halfling = 小柄で身軽、そして幸運。1の目を振り直し、大きな者の陰に隠れられる。
about-race-gnome = 小さく聡い人々。
about-race-rock_gnome = 賢く丈夫。暗闇で目が利き、心への魔法に強く、からくりを作る。
about-race-human = 何でもこなす。全能力値+1、言語がひとつ多い。
about-race-dwarf = 山に住むたくましい人々。
about-race-elf = 森に住む優美な人々。
about-race-halfling = 小さいけれど運のいい人々。

## class

about-class-fighter = 武器と鎧の達人。よく当て、よく耐え、息を吹き返す。
about-class-rogue = 忍び、錠を開け、敵の隙をついて急所を打つ。
about-class-wizard = 呪文書から多彩な呪文を放つ。もろいが、敵をまとめて眠らせ、焼く。
about-class-cleric = 癒し、祝福し、鎧をまとい、アンデッドを退ける。

## background

about-background-acolyte = 寺院に仕えた過去。看破と宗教、言語ふたつ、信徒の助け。

## feature

about-feature-darkvision_60 = 暗闇でも60フィートまで薄明かりのように見える。
about-feature-dwarf_speed = 重装鎧でも足が遅くならない。
about-feature-dwarven_resilience = 毒へのセーヴに有利。毒のダメージ半減。
about-feature-dwarven_combat_training = バトルアックス、ハンドアックス、ライト・ハンマー、ウォーハンマーに習熟。
about-feature-dwarf_tool_proficiency = 職人道具をひとつ選んで習熟。
about-feature-trained_smiths_tools = 鍛冶道具に習熟。
about-feature-trained_brewers_supplies = 醸造道具に習熟。
about-feature-trained_masons_tools = 石工道具に習熟。
about-feature-stonecunning = 石造りの歴史にとても詳しい。
about-feature-dwarven_toughness = レベルごとにHPが1多い。
about-feature-keen_senses = 知覚に習熟。
about-feature-fey_ancestry = 魅了へのセーヴに有利。魔法で眠らない。
about-feature-trance = 4時間の瞑想で大休憩がとれる。
about-feature-elf_weapon_training = ロングソード、ショートソード、ショートボウ、ロングボウに習熟。
about-feature-high_elf_cantrip = ウィザードの初級呪文をひとつ、知力で使える。
about-feature-extra_language = 好きな言語をもうひとつ。
about-feature-lucky = 攻撃、判定、セーヴの1の目を振り直す。
about-feature-brave = 恐怖へのセーヴに有利。
about-feature-halfling_nimbleness = 自分より大きな者のいる場所を通り抜ける。
about-feature-naturally_stealthy = 自分より大きな者の陰に隠れられる。
about-feature-gnome_cunning = 魔法に対する知力、判断力、魅力のセーヴに有利。
about-feature-artificers_lore = 魔法の品やからくりの歴史にとても詳しい。
about-feature-tinker = 修理道具に習熟。小さなからくりを作れる。
about-feature-fighting_style_fighter = 得意な戦い方をひとつ選ぶ。
about-feature-archery = 遠隔武器の命中+2。
about-feature-defense = 鎧を着ているとAC+1。
about-feature-dueling = 片手武器ひとつで戦うとダメージ+2。
about-feature-great_weapon_fighting = 両手で振るうとき、ダメージの1と2を振り直す。
about-feature-protection = シールドで隣の仲間への攻撃をじゃまする(リアクション)。
about-feature-two_weapon_fighting = 逆手の攻撃のダメージにも修正値を加える。
about-feature-second_wind = ボーナス・アクション、休憩ごとに1回。1d10+ファイターレベル回復。
about-feature-action_surge = 休憩ごとに1回、この手番にもう1アクション。
about-feature-expertise_rogue = 技能ふたつの習熟ボーナスが2倍。
about-feature-sneak_attack = 手番に1回、有利か仲間が隣にいればダメージ+1d6。
about-feature-thieves_cant = 合図とほのめかしの秘密の言葉。
about-feature-cunning_action = 早足、離脱、隠れるをボーナス・アクションで。
about-feature-spellcasting_wizard = 知力でウィザード呪文を使う。呪文は呪文書から。
about-feature-arcane_recovery = 1日1回、小休憩でレベルの半分までの呪文スロットが戻る。
about-feature-arcane_tradition = 力術の流派。エネルギーを操る。
about-feature-evocation_savant = 力術の呪文を写す費用と時間が半分。
about-feature-sculpt_spells = 力術の呪文で、選んだ仲間を巻き込まない。
about-feature-spellcasting_cleric = 判断力でクレリック呪文を使う。毎朝準備する。
about-feature-divine_domain = 生命の領域。癒しを第一とする。
about-feature-bonus_proficiency_life = 重装鎧に習熟。
about-feature-disciple_of_life = 回復呪文の回復量+(2+スロットレベル)。
about-feature-channel_divinity_cleric = 休憩ごとに1回、神の力を使う。
about-feature-turn_undead = 30フィート以内のアンデッドがセーヴに失敗すると逃げる。
about-feature-preserve_life = 5×レベルの回復を負傷者に分ける。HPの半分まで。
about-feature-shelter_of_the_faithful = 同じ信仰の人々が宿と手当てをくれる。

## condition

about-condition-blinded = 見えない。攻撃は不利、狙われると有利を与える。
about-condition-charmed = 相手を傷つけられず、交渉で相手が有利。
about-condition-deafened = 聞こえない。
about-condition-exhaustion = 段階ごとに弱り、6段階で死ぬ。
about-condition-frightened = 恐れる相手が見える間は不利。近づけない。
about-condition-grappled = 抜け出すまで移動速度0。
about-condition-incapacitated = アクションもリアクションもできない。
about-condition-invisible = 見えない姿。攻撃は有利、狙われにくい。
about-condition-paralyzed = 動けない。隣からの命中は必ず会心の一撃。
about-condition-petrified = 石になる。すべてのダメージ半減。
about-condition-poisoned = 攻撃と判定に不利。
about-condition-prone = 倒れている。攻撃は不利。近くから当てやすく、遠くから当てにくい。
about-condition-restrained = 移動速度0。攻撃は不利、狙われやすい。
about-condition-stunned = 動けない。筋力と敏捷力のセーヴに失敗する。
about-condition-unconscious = 倒れて無防備。隣からの命中は必ず会心の一撃。

## spell

about-spell-acid_splash = 1体か隣り合う2体。敏捷力セーヴ失敗で酸1d6。
about-spell-chill_touch = 遠隔攻撃。死霊1d8、次の手番まで回復できない。
about-spell-dancing_lights = 漂う光を4つまで、1分。
about-spell-fire_bolt = 遠隔攻撃、120フィート。火1d10。
about-spell-guidance = 仲間1人の判定1回に+1d4。
about-spell-light = 触れた物が1時間、20フィートを照らす。
about-spell-mage_hand = 幽かな手が軽い物を動かす、1分。
about-spell-mending = 小さな壊れをひとつ直す。
about-spell-message = 120フィート以内の相手にささやく。
about-spell-minor_illusion = 音か幻影、1分。
about-spell-poison_spray = 10フィート以内の1体。耐久力セーヴ失敗で毒1d12。
about-spell-prestidigitation = 小さく無害な魔法の芸。
about-spell-ray_of_frost = 遠隔攻撃。冷気1d8、次の手番まで移動速度-10フィート。
about-spell-resistance = 仲間1人のセーヴ1回に+1d4。
about-spell-sacred_flame = 敏捷力セーヴ失敗で光輝1d8。遮蔽は効かない。
about-spell-shocking_grasp = 近接攻撃。電撃1d8、リアクション不可。金属鎧に有利。
about-spell-spare_the_dying = 触れた瀕死の者が安定する。
about-spell-thaumaturgy = 神の力の小さなしるし。
about-spell-alarm = 誰かが入ると知らせる、8時間。
about-spell-bane = 3体まで。魅力セーヴ失敗で攻撃とセーヴに-1d4。
about-spell-bless = 仲間3人まで、攻撃とセーヴに+1d4。
about-spell-burning_hands = 15フィート円錐。火3d6、敏捷力セーヴで半減。
about-spell-charm_person = 人型1体。判断力セーヴ失敗で1時間魅了。
about-spell-color_spray = 15フィート円錐。HP合計6d10まで弱い順に盲目。
about-spell-command = 判断力セーヴ失敗でひとことの命令に従う。
about-spell-comprehend_languages = 1時間、どの言語もわかる。
about-spell-create_or_destroy_water = 10ガロンの水を作るか消す。
about-spell-cure_wounds = 接触。1d8+修正値回復。
about-spell-detect_evil_and_good = 30フィート以内の天界の者、魔物、アンデッドなどを感じる。
about-spell-detect_magic = 30フィート以内の魔法を感じる、10分。
about-spell-detect_poison_and_disease = 30フィート以内の毒と病を感じる。
about-spell-disguise_self = 1時間、別人に見える。
about-spell-expeditious_retreat = 今すぐ早足、以後10分は毎手番ボーナス・アクションで早足。
about-spell-false_life = 1時間、一時的HP 1d4+4。
about-spell-floating_disk = 円盤が500ポンドまで運ぶ。
about-spell-guiding_bolt = 遠隔攻撃。光輝4d6、次の攻撃は有利。
about-spell-healing_word = ボーナス・アクション、60フィート。1d4+修正値回復。
about-spell-hellish_rebuke = 傷つけられたリアクション。火2d10、敏捷力セーヴで半減。
about-spell-identify = 魔法の品の働きがわかる。
about-spell-illusory_script = 選んだ者だけが読める文。
about-spell-inflict_wounds = 近接攻撃。死霊3d10。
about-spell-longstrider = 1時間、移動速度+10フィート。
about-spell-mage_armor = 鎧なしのACが13+敏捷力、8時間。
about-spell-magic_missile = 必ず当たる矢3本、力場1d4+1ずつ。
about-spell-protection_from_evil_and_good = 魔物やアンデッドなどの攻撃が不利。魅了も恐怖もされない。
about-spell-purify_food_and_drink = 飲食物を清める。
about-spell-sanctuary = 守られた者を攻撃するには判断力セーヴが要る。
about-spell-shield = 命中へのリアクション。次の手番までAC+5。
about-spell-shield_of_faith = ボーナス・アクション。AC+2、10分。
about-spell-silent_image = 15フィートまでの幻影。
about-spell-sleep = HP合計5d8まで弱い順に眠る。
about-spell-thunderwave = 15フィート立方。雷鳴2d8と押しやり、耐久力セーヴで半減。
about-spell-unseen_servant = 見えない召使い、1時間。
about-spell-darkvision = 8時間、暗闇で60フィート見える。
about-spell-hold_person = 人型1体。判断力セーヴ失敗で麻痺、毎手番再セーヴ。
about-spell-prayer_of_healing = 10分かけて6人まで2d8+修正値回復。
about-spell-lightning_bolt = 100フィート直線。電撃8d6、敏捷力セーヴで半減。
about-spell-mass_healing_word = ボーナス・アクション。6人まで1d4+修正値回復。
about-spell-greater_invisibility = 攻撃しても消えない不可視、1分。
about-spell-cone_of_cold = 60フィート円錐。冷気8d8、耐久力セーヴで半減。
about-spell-hold_monster = 判断力セーヴ失敗で麻痺、毎手番再セーヴ。
about-spell-mass_cure_wounds = 6人まで3d8+修正値回復。
about-spell-circle_of_death = 半径60フィート。死霊8d6、耐久力セーヴで半減。
about-spell-true_strike = 次の手番、対象への最初の攻撃が有利。
about-spell-feather_fall = リアクション。落ちる5体までがふわりと降りる。
about-spell-find_familiar = 小さな動物の精霊が仕える。
about-spell-fog_cloud = 見通せない霧、半径20フィート。
about-spell-grease = 10フィート四方。敏捷力セーヴ失敗で転倒、1分滑る。
about-spell-hideous_laughter = 判断力セーヴ失敗で笑い転げて行動不能、毎手番再セーヴ。
about-spell-jump = 1分、跳躍距離3倍。

## item

about-item-acid = 20フィート投げる。酸2d6。
about-item-alchemists_fire = 20フィート投げる。消すまで毎手番1d4の火、DC10。
about-item-antitoxin = 1時間、毒へのセーヴに有利。
about-item-healers_kit = 判定なしで瀕死の者を安定させる。10回分。
about-item-holy_water = 20フィート投げる。魔物とアンデッドに光輝2d6。
about-item-potion_of_healing = 2d4+2回復。
about-item-thieves_tools = 錠を開け、罠を外す。
about-item-torch = 20フィートの明かり、1時間。
