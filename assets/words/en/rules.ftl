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
