# What has happened, as it is told in the log: one message for each event.

told-level = { $who } reaches level { $level }.

## roam: heroes, story, places, rests, things

told-joined = { $who } sits down at the table.
told-left = { $who } leaves the table.
told-went-away = { $who } cannot be reached.
told-came-back = { $who } is back.
told-hero-made = { $who }, { $race } { $class }, joins the party.
told-prepared = { $who } prepares { $spells }.
told-xp = { $who } gains { $xp } XP.
told-tale-began = The adventure begins.
told-says = { $who }: { $words }
told-chosen = { $who } chooses: { $choice }
told-journal = Written down: { $line }
told-travelled = The party comes to { $map }.
told-found = Found: { $thing }!
told-unlocked = { $thing } is unlocked.
told-opened = { $thing } is open.
told-harmless = { $thing } can do no more harm.
told-trap-sprung = { $who } sets off { $thing }!
told-hours = { $hours ->
    [one] An hour goes by.
   *[other] { $hours } hours go by.
}
told-minutes = { $minutes ->
    [one] A minute goes by.
   *[other] { $minutes } minutes go by.
}
told-short-rest = The party has rested for a while.
told-long-rest = The party has had a long rest.
told-hit-die = { $who } spends a hit die ({ $face }) and regains { $healed } hit points.
told-gained = { $who } gets { $item }{ $count ->
    [one] {""}
   *[other] {" "}({ $count })
}.
told-lost = { $who } parts with { $item }{ $count ->
    [one] {""}
   *[other] {" "}({ $count })
}.
told-coins-gained = { $who } gets { $coins }.
told-coins-lost = { $who } parts with { $coins }.
told-shop-opened = { $who } steps up to the counter.
told-bought = { $who } buys { $item }{ $count ->
    [one] {""}
   *[other] {" "}({ $count })
} for { $coins }.
told-sold = { $who } sells { $item }{ $count ->
    [one] {""}
   *[other] {" "}({ $count })
} for { $coins }.
told-equipped = { $who } takes { $item } in use.
coins-gp = { $count } gp
coins-sp = { $count } sp
coins-cp = { $count } cp
all-fell = Nobody is left standing. Here the story ends.
