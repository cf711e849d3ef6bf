# What the pages of the screen say: menus, buttons, hints.

list-between = {", "}
list-last = {" and "}

title-alone = Play alone
title-join = Join a table
title-host = Host a table
title-continue = Continue
title-settings = Settings
