# The wider rules: traps, diseases, madness, poses.

disease-cackle_fever = cackle fever
disease-cackle_fever_fit = a fit of mad laughter
disease-sewer_plague = sewer plague
disease-sight_rot = sight rot

madness-retreat = a retreat into the own mind
madness-fits = fits of screaming and weeping
madness-flight = blind flight
madness-babble = babbling
madness-frenzy = frenzy
madness-visions = visions
madness-obedience = blind obedience
madness-cravings = strange cravings
madness-stupor = stupor
madness-swoon = a swoon
madness-compulsion = a compulsion
madness-suspicion = suspicion
madness-revulsion = revulsion
madness-delusion = a delusion
madness-charm = faith in a lucky charm
madness-darkness = darkness and silence
madness-tremors = tremors
madness-forgetting = forgetting
madness-confusion = confusion
madness-silence = silence
madness-drink = a need for drink
madness-keeping = a need to keep things
madness-likeness = likeness to somebody else
madness-lying = a need to lie
madness-goal = one goal above all
madness-indifference = indifference
madness-judged = a feeling of being judged
madness-superior = a feeling of being above everyone
madness-foes = fear of foes everywhere
madness-trust = trust in one person only
madness-mockery = mockery of everything
madness-killing = joy in killing

told-shot-hits = { $thing } hits { $who } ({ $total } against { $goal })
told-shot-misses = { $thing } misses { $who } ({ $total } against { $goal })

told-pose-squeezes = { $who } squeezes
told-pose-straightens = { $who } stands straight again
told-pose-holds-back = { $who } strikes to knock out
told-pose-strikes-to-kill = { $who } strikes to kill
told-pose-inspired = { $who } is inspired
told-pose-inspires = { $who } inspires { $target }
told-pose-calls-on-it = { $who } calls on inspiration
told-pose-assists = { $who } works together with { $target }
told-pose-knocked-out = { $who } is knocked out
told-pose-chokes = { $who } has no breath left
told-pose-recovers = { $who } is well again

verb-squeeze = Squeeze
verb-straighten = Stand straight
verb-hold-back = Strike to knock out
verb-strike-to-kill = Strike to kill
verb-call-on-inspiration = Call on inspiration
verb-inspire = Hand on inspiration
verb-assist = Work together
verb-break-free = Get free

choice-madness = Madness

told-batters = { $who } strikes { $thing } for { $hp } ({ $total } against { $goal })
told-batters-misses = { $who } misses { $thing } ({ $total } against { $goal })
told-travels = The party travels { $miles } miles in { $hours } hours
told-pace = The party goes at a { $pace } pace and camps at night
told-pace-marching = The party goes at a { $pace } pace and marches on when the day is over
told-lives = { $who } lives a { $what } life
told-pursues = { $who } spends free days on this: { $what }
told-finished = { $who } has come to the end of this: { $what }
told-flies-at = { $who } flies { $feet } feet high
told-floats-at = { $who } floats down to { $feet } feet
told-sealed = Magic holds this shut: { $thing }
told-lulled = The magic that holds this shut sleeps: { $thing }
told-unsealed = No magic holds this shut any more: { $thing }
told-repaired = Whole again: { $thing }
told-shut = Shut: { $thing }
told-hews = { $who } strikes the wall for { $hp } ({ $total } against { $goal })
told-hews-misses = { $who } misses the wall ({ $total } against { $goal })
told-grasps = { $who } grasps { $what } ({ $total } against { $goal })
told-grasps-misses = { $who } grasps at { $what } in vain ({ $total } against { $goal })
told-smashes = { $who } strikes { $what } for { $hp } ({ $total } against { $goal })
told-smashes-misses = { $who } misses { $what } ({ $total } against { $goal })
told-breached = A part of the wall is gone
told-settled = The wall stays for good
told-watered = Clean water for everyone (days: { $days })
told-stone-gone = No stone holds this shut any more: { $thing }
told-walled-up = Stone holds this shut: { $thing }
told-left-the-fight = The party is gone from the fight
told-circle-drawn = { $who } has done a day's work on a circle
told-dedicated = { $who } has a sanctuary here
told-guided = { $who } knows that the way to { $place } begins with this: { $thing } (places on the way: { $maps })
told-guided-nowhere = { $who } knows that no way leads to { $place }
told-lands = { $who } is on the ground
told-pose-scrimps = { $who } makes do with half rations
told-pose-eats-well = { $who } eats whole rations

pace-fast = fast
pace-normal = normal
pace-slow = slow

lifestyle-wretched = wretched
lifestyle-squalid = squalid
lifestyle-poor = poor
lifestyle-modest = modest
lifestyle-comfortable = comfortable
lifestyle-wealthy = wealthy
lifestyle-aristocratic = aristocratic

pastime-craft = Making { $what }
pastime-language = Learning { $what }
pastime-tool = Learning to use { $what }
pastime-profession = Practising a profession
pastime-recuperate = Recuperating
pastime-research = Research

verb-batter = Strike
verb-snatch = Snatch { $what }
verb-smash = Strike { $what }
verb-leap = Jump
verb-fly-at = Fly { $feet } feet high
verb-pace = Travel: { $pace }
verb-march = March on at night
verb-camp = Camp at night
verb-scrimp = Half rations
verb-eat-well = Whole rations
verb-live = Live: { $what }
verb-days = Let days pass: { $count }
verb-identify = Identify { $what }

told-pose-mounts = { $who } mounts { $target }
told-pose-dismounts = { $who } dismounts
told-pose-falls-off = { $who } falls off the mount

verb-mount = Mount
verb-dismount = Dismount

verb-await = Wait with { $what }
