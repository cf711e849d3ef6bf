# What the partition lab says: its page, what happens in an evening, what must hold.

# -- the shelf --
lab-title = Partition lab
lab-shelf = Simulated tables, the real rules of agreement: cut their network, kill their machines, and watch.
lab-script-free = Free play: break what you like
lab-script-evening = A cut, a death, the way back
lab-script-one-way = One who hears nobody
lab-script-power-cut = The power fails everywhere
lab-script-liar = A host tells two stories
lab-script-own = { $title }
lab-play = Play it

# -- the picture --
lab-seconds = s
lab-clock = { $seconds } s
lab-pace = x{ $times }
lab-stopped = stopped
lab-sign-host = host
lab-sign-waits = waits
lab-sign-off = off
lab-sign-cut = cut off
lab-sign-kept = kept for good

# -- how it goes --
lab-goes-on = The game goes on: { $name } hosts.
lab-nobody = Nobody decides: too few hear each other.
lab-holds = It is over: all 18 checks hold.
lab-holds-not = This does not hold: { $checks }
lab-told-hosts = { $name } hosts, term { $term }
lab-told-waits = { $name } waits: hears { $answer } of { $of }
lab-told-paused = { $name } stands still
lab-told-dies = { $name }'s machine dies
lab-told-back = { $name }'s machine is back
lab-told-cut = Cut: { $sides }
lab-told-one-way = Cut, but not for all or both ways
lab-told-healed = Every way is open

# -- what can be done --
lab-hint-choose = Choose, cut off
lab-hint-do = What to do
lab-hint-stop = Stop
lab-do-apart = Cut { $name } off
lab-do-beside = Let { $name } back in
lab-do-kill = Kill { $name }'s machine
lab-do-start = Start { $name }'s machine
lab-do-pause = Let it stand still for 3 s
lab-do-hand = Hand the table to { $name }
lab-do-heal = Mend the whole network
lab-do-stop = Stop time
lab-do-go = Let time go on
lab-do-faster = Time: { $times } times as fast
lab-do-finish = End the faults and judge
lab-do-again = From the beginning
lab-do-keep = Keep this as a script
lab-do-close = Another script

# -- what must hold, by the number of the check --
lab-check-1 = what was kept is never lost
lab-check-2 = everything is done exactly once
lab-check-3 = one host a term
lab-check-4 = one history for all
lab-check-5 = the same on every machine
lab-check-6 = nothing against the rules
lab-check-7 = nothing without a right to it
lab-check-8 = secrets stay secret
lab-check-9 = fair dice
lab-check-10 = nothing grows without bound
lab-check-11 = everyone gets his turn
lab-check-12 = play goes on after the faults
lab-check-13 = what is on the disk comes back
lab-check-14 = liars are convicted, nobody else
lab-check-15 = screens tell the truth
lab-check-16 = no address reaches a stranger
lab-check-17 = later follows earlier
lab-check-18 = nothing breaks, and the script holds
