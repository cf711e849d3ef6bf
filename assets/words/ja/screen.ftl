# What the pages of the screen say: menus, buttons, hints.

list-between = 、
list-last = と

title-alone = ひとりで遊ぶ
title-join = テーブルに参加
title-host = テーブルを開く
title-continue = つづきから
title-settings = 設定
