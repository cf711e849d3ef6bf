# What has happened, as it is told in the log: one message for each event. Lines of a log end without a full stop.

# -- parts --
told-someone = someone
told-numbered = { $kind } { $number }
told-items = { $count } { $item }
told-amount = { $amount } { $kind }
told-roll = { $total } against { $goal }
told-roll-advantage = { $total } against { $goal }, with advantage
told-roll-disadvantage = { $total } against { $goal }, with disadvantage
told-order-place = { $who } { $total }
told-gp = { $count } gp
told-sp = { $count } sp
told-cp = { $count } cp

# -- the table and its heroes --
told-joined = { $who } sits down at the table
told-left = { $who } leaves the table
told-away = { $who } is away
told-stead-guard = From now on, heroes whose players are away guard themselves.
told-stead-pause = From now on, play waits for heroes whose players are away.
told-stead-machine = From now on, the machine fights for heroes whose players are away.
told-stead-friend = From now on, anyone who is here may play heroes whose players are away.
told-back = { $who } is back
told-reseated = { $who } goes on from another machine
told-hero = { $who }, { $race } { $class }, joins the party
told-level = { $who } reaches level { $level }
told-takes-up = { $who } takes up { $what }
told-gives-up = { $who } gives up { $what }
told-learns = { $who } learns { $what }
told-masters = { $who } masters { $what }
told-raises = { $who }'s { $what } goes up
told-prepared = { $who } prepares spells
told-xp = { $who } gains { $xp } experience

# -- the story --
told-tale-began = { $title } begins
told-scene = { $text }
told-says = { $who }: { $text }
told-chooses = { $who } chooses: { $text }
told-journal = Journal: { $text }
told-ending = The end: { $text }
told-checked = { $who } checks { $what }: { $total }
told-check-passed = { $who } passes a check of { $what } ({ $total } against { $goal })
told-check-failed = { $who } fails a check of { $what } ({ $total } against { $goal })

# -- places and time --
told-travelled = The party comes to { $place }
told-moves = { $who } goes to { $x },{ $y }
told-shoved = { $who } is pushed
told-found = Found: { $thing }
told-unlocked = Unlocked: { $thing }
told-opened = Open: { $thing }
told-disarmed = Disarmed: { $thing }
told-trap = { $who } springs a trap: { $thing }
told-short-rest = The party has rested for an hour
told-long-rest = The party has rested for eight hours
told-hit-die = { $who } spends a hit die and regains { $hp } hit points

# -- things --
told-gains = { $who } gets { $what }
told-loses = { $who } gives up { $what }
told-buys = { $who } buys { $what } for { $price }
told-sells = { $who } sells { $what } for { $price }
told-wears = { $who } puts on { $what }
told-holds = { $who } takes { $what } in hand
told-puts-away = { $who } puts away { $what }

# -- fights --
told-fight = A fight begins
told-fight-surprised = A fight begins; surprised: { $who }
told-order = Order of turns: { $order }
told-turn = Round { $round }: { $who }
told-won = The fight is won
told-lost = The fight is lost
told-withdrew = { $who } leaves the fight
told-dashes = { $who } dashes
told-disengages = { $who } disengages
told-dodges = { $who } dodges
told-readies = { $who } waits for a foe to come near
told-helps = { $who } helps { $target }
told-searches = { $who } searches
told-escapes = { $who } tries to get free
told-hid = { $who } hides ({ $total })
told-revealed = { $who } is hidden no longer
told-asked-opportunity = { $target } leaves { $who }'s reach: strike?
told-asked-reaction = { $who } may cast { $spell } now: cast it?
told-asked-protect = { $who } may shield { $target }: do it?
told-asked-readied = What { $who } waited for happens: act?
told-asked-feature = { $who } may use { $what } now: do it?
told-asked-feature-roll = { $who } may use { $what } ({ $total } against { $goal }): do it?

told-hits = { $who } hits { $target } ({ $roll })
told-hits-for = { $who } hits { $target } ({ $roll }) for { $damage }
told-crits = { $who } hits { $target } critically ({ $roll })
told-crits-for = { $who } hits { $target } critically ({ $roll }) for { $damage }
told-misses = { $who } misses { $target } ({ $roll })
told-saved = { $who } makes a { $ability } save ({ $roll })
told-save-failed = { $who } fails a { $ability } save ({ $roll })
told-contest-won = { $who } wins against { $target } ({ $total } to { $other })
told-contest-lost = { $who } loses against { $target } ({ $total } to { $other })
told-death-saved = { $who } holds on to life ({ $face })
told-death-save-failed = { $who } slips towards death ({ $face })
told-recharged = { $who } can use { $action } again
told-die = { $by }: { $sum } for { $who }
told-pool = The pool is { $total }
told-percent = { $who } rolls { $face } of 100 ({ $most } or lower is needed)
told-senses = { $who } senses { $what }
told-senses-nothing = { $who } senses nothing

told-damaged = { $who } takes { $damage }
told-healed = { $who } regains { $hp } hit points
told-temporary = { $who } has { $hp } temporary hit points
told-fell = { $who } falls and is dying
told-death-failed =
    { $failures ->
        [one] { $who } fails a death save
       *[other] { $who } fails { $failures } death saves
    }
told-stable = { $who } is stable
told-revived = { $who } is back on { $hp } hit points
told-max-lost = { $who } loses { $hp } from the most hit points
told-max-restored = { $who } has all of the most hit points again
told-eased = { $who } is less exhausted
told-dies = { $who } dies

# -- spells and features --
told-casts = { $who } casts { $spell }
told-casts-on = { $who } casts { $spell } on { $targets }
told-uses = { $who } uses { $what }
told-uses-on = { $who } uses { $what } on { $target }
told-is = { $who } is { $what }
told-is-no-longer = { $who } is no longer { $what }
told-under = { $who } is under { $what }
told-no-longer-under = { $who } is no longer under { $what }
told-concentration-ended = { $who } no longer concentrates on { $spell }
told-narrated = { $who }: { $what }
told-directs = { $who } directs { $spell }
told-countered = { $who }'s { $spell } is broken
told-divines = { $who } senses { $what }
told-divines-nothing = { $who } senses nothing
told-something = something that is no creature
told-table = The die for { $who } shows { $face }
told-zone = { $what } fills the place
told-zone-moves = { $what } moves to { $x },{ $y }
told-zone-ends = { $what } is gone
told-arrives = { $who } appears
told-vanishes = { $who } vanishes
told-shaped = { $who } takes the shape of { $what }
told-unshaped = { $who } has the true shape again
told-reborn = { $who } wakes in a new body: { $race }
told-resisted = { $spell } is withstood ({ $total } against { $goal })
told-not-resisted = { $spell } holds ({ $total } against { $goal })
told-splits = { $who } falls in two

## roam: how an adventure without words for it ends when nobody is left standing

all-fell = Nobody is left standing. Here the story ends.
told-why-several = { $who } uses { $what }: { $count } foes are caught by it
told-why-falling = { $who } goes for { $target }, whom one blow may fell
told-why-wounded = { $who } goes for { $target }, who is hurt the worst
told-why-weakest = { $who } goes for { $target }, who has the least left to lose
told-why-holding = { $who } goes for { $target }, who holds a spell together
told-why-nearest = { $who } goes for { $target }, who is nearest
told-why-beside = { $who } goes for { $target }, whom a friend fights already
told-why-open = { $who } goes for { $target }, who is the easiest to hit
told-why-flees = { $who } flees from { $target }
told-why-rescues = { $who } helps { $target }, who lies dying
