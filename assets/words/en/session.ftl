# The table and the connection: seats, tickets, links, saves.


# -- the text face --
line-ready = Roundtable { $version }. You are player { $player }. Type help to see what you can say.
line-listening = Listening at { $address }.
line-ticket = Send this ticket to a friend. It is good for one seat and { $hours ->
    [0] { $minutes } minutes
    [one] 1 hour
   *[other] { $hours } hours
}:
line-ticket-code = Or let a phone read it:
line-knock =
    { $seats ->
        [one] { $name } knocks and asks for a seat. Say: admit { $name } - or: turn away { $name }
       *[other] { $name } knocks and asks for { $seats } seats. Say: admit { $name } - or: turn away { $name }
    }
line-knock-near = This one has no ticket and found the table on this network. Open only if these digits stand on both screens: { $digits }
line-near = On this network: { $table }, hosted by { $host } ({ $stands }).
line-knock-as = If this is { $place } on another machine, say: admit { $name } as { $place }
line-moved = { $name } goes on from another machine, in the old seat.
line-joined = { $name } sits down.
line-left = { $name } has left the table.
line-question = { $name } owes an answer. Say one of these:
line-offers = You can say:
line-offers-none = Nothing can be done just now.
line-state = Entry { $index }, term { $term }. You are { $role }; { $host } hosts. { $mode }
line-role-host = the host
line-role-guest = a guest
line-role-candidate = asking to be host
line-role-frozen = waiting: too few machines answer
line-role-stopped = stopped: the disk takes nothing more
line-mode-lobby = The party gathers.
line-mode-exploring = The party explores.
line-mode-encounter = A fight is on.
line-mode-scene = Someone is talking.
line-mode-shop = A counter is open.
line-mode-over = The adventure is over.
line-seat = Seat { $seat }: { $name }, level { $level }, { $hp } of { $most } hit points, { $purse } in the purse.
line-seat-empty = Seat { $seat }: nobody yet. Say offers to choose a hero.
line-coins = { $gold } gp { $silver } sp { $copper } cp
line-link = { $name }: { $state ->
        [good] connected ({ $path })
        [slow] connected, but slow ({ $path })
        [trying] connection lost, trying again
       *[other] gone
    }
line-term = Term { $term }: { $host } hosts. { $why }
line-said = { $name }: "{ $text }"
line-saved = Everything up to entry { $index } is kept.
line-good-night = Good night!
line-no-member = Nobody at this table is called { $name }.
line-help = A line is one command, such as: Ada attacks goblin - Ada goes north - Ada says hello. Besides: offers (what can be done), look, state, ticket, admit NAME, admit NAME as MEMBER (a friend on another machine), turn away NAME, rest, wake, absent guard|pause|friend|machine (a vote), fork (go on without those who cannot be reached), follow (go along with those who did), leave the table, save, about (whose rules these are), quit. The host also says: hand over to NAME, chair to NAME, send away NAME.
title-in-words = Say: solo (play alone) - host (invite friends) - join TICKET (or the name of a table or its host on this network) - continue NAME - tables (what is saved) - about (whose rules these are) - quit.

# -- why a line could not be done here --
line-no-table = You sit at no table yet.
line-nobody = Nobody called { $name } knocks.
line-only-host = Only the host can do that.

# -- the table --
term-founded = The table was founded.
term-reopened = The table was opened again.
term-elected = A majority agreed.
notice-frozen = Waiting for { $here } of { $all }: nothing is decided until more machines answer.
notice-thawed = Enough machines answer again.
notice-lost-link = { $name } cannot be reached. Trying again.
notice-found-link = { $name } is back.
notice-not-listening = { $address } cannot be opened: { $why }
notice-disk = { $why }
notice-distrust = { $name } lied. Entry { $index } is false: { $why } This machine no longer believes { $name }; what was kept before stands.
notice-distrust-vote = { $name } lied: { $why } This machine no longer believes { $name }.
notice-moved = { $name } votes for this: { $how } Whoever agrees votes too (menu: The table; as text: absent guard, absent pause, absent friend, absent machine).
notice-chartered = The table agreed: { $how }
absent-pause = play waits for heroes whose players are away.
absent-guard = heroes whose players are away guard themselves.
absent-friend = anyone who is here may play heroes whose players are away.
absent-machine = the machine fights for heroes whose players are away.
notice-apart-asked = You agree to go on apart. It is done when all { $of } who are here say: fork
notice-apart-alone = You go on apart, alone.
notice-apart-proposed = { $name } wants to go on apart, without those who cannot be reached. It is done when all { $of } who are here say: fork
notice-apart-now = From here on this is a table of its own. The one it came from stays saved as it was, and the two never become one by themselves. Who comes back to that one with nothing newer may say: follow
notice-went-on = { $name } went on apart { $ago }. You may go along: say follow, or open Connections. This table then stays as a save for good; once a majority went along, theirs is the table.
notice-went-on-newer = { $name } went on apart { $ago }, and something was done here since: both stay as saves.
notice-given-over = You went along with those who go on apart from this table. It can be read, and nothing is done here any more. To sit down with them, say: follow
notice-goes-along = { $name } goes along with this table. Once a majority of the old one says so, this is the table; who is here says so with: follow
notice-vouched = Your word is given that this table takes the place of the one you came from, which stays as a save for good.
notice-adopted = A majority went along: from here on this is the table, and no longer one apart from it.
ago-minutes =
    { $count ->
        [0] a moment ago
        [one] a minute ago
       *[other] { $count } minutes ago
    }
ago-hours = { $count } hours ago
ago-days = { $count } days ago
denied-along-nobody = Nobody who can be reached went on apart from this table.
denied-along-newer = Something was done here that they do not have, so the two cannot become one: both stay as saves.
denied-along-voice = This machine does not know everything that it once confirmed here, so its word is not good. Knock at their table with a ticket: the host can give you your old seat.
denied-apart-host = The host answers, so there is nothing to part from.
denied-apart-voter = Whoever only watches cannot part from the table.
table-apart = { $name } (apart)
table-given-over = { $name } (until the others went on)
notice-convicted = It is proven that { $name }'s key signed what no honest machine signs: a lie, or one key on two machines. The proof is in the ledger, and the key is being voted out for good.
notice-picture = Saved as { $path }.
notice-lost-commands =
    { $count ->
        [one] One thing that was accepted was lost with the host.
       *[other] { $count } things that were accepted were lost with the host.
    }
notice-damaged = The saved table is damaged (file { $file }, byte { $byte }). What comes before is whole; the damaged files are put aside, and the rest comes from a friend at the table.
notice-mended = The saved table was damaged (file { $file }, byte { $byte }). It was mended from its second copy; nothing is missing.
notice-put-back = This table was put back from a file at entry { $index }. What was kept elsewhere after that comes from the others' machines.
notice-copy-lost = The second copy of this table cannot be written ({ $why }). The first is kept; the second is made again when the table is opened next.
notice-foreign = This table was saved with another book or adventure than this program has; use the program it was saved with.
notice-no-such-table = There is no saved table called { $name }.
notice-no-such-adventure = There is no adventure called { $name }.
notice-no-such-hero = There is no ready-made hero called { $name }.

# -- sitting down --
join-reading = That is no ticket: { $why } Copy the whole ticket again, from RT1- to its end.
join-trying = Trying to reach the table.
join-host = The host
join-knocking = Knocked. { $host } is asked to let you in. Both screens show { $digits }.
join-catching-up = Let in. Fetching the story so far.
join-unreached = The table cannot be reached ({ $why }). Is your friend's game still open, and are you on the same network, or is the port forwarded? Then try the same ticket again.
join-cut = The connection was lost before you sat down ({ $why }). Try the same ticket again.

# -- tables on this network --
near-seeking = Looking for { $name } on this network.
near-none =
    { $count ->
        [0] Nobody on this network hosts { $name }. Is your friend's game open, on the same network? A ticket works from anywhere.
       *[other] Nobody on this network hosts { $name }. What is there: { $others }. A ticket works from anywhere.
    }
near-several = { $name } is not clear, for on this network there are: { $others }. Say the host's name, or ask for a ticket.
near-cut = The connection was lost before you sat down ({ $why }). Knock again.
near-vanished = That table is not on this network any more.
near-stands-open =
    { $free ->
        [one] 1 seat free
       *[other] { $free } seats free
    }
near-stands-full = no seat free
near-stands-saved = you have a seat there
near-stands-other_version = another version of the game

# -- the door stays shut --
door-wrong-ticket = This ticket is not good at this table. Ask your friend for a new one.
door-expired = This ticket's time is over. Ask your friend for a new one.
door-spent = This ticket was used already. Ask your friend for a new one.
door-revoked = This ticket was taken back. Ask your friend for a new one.
door-other-protocol = The two programs do not speak the same version (here { $ours }, there { $theirs }). Use the same release on both machines.
door-other-book = The two programs have different rule books. Use the same release on both machines.
door-other-tale = The table plays an adventure that this program does not have. Use the same release on both machines.
door-table-full = All seats at this table are taken.
door-name-taken = Someone at this table has that name, or one that looks like it. Choose another name; or, if that is you on another machine, close the game there and knock again after ten seconds.
door-bad-name = That name cannot be used: letters and digits, 1 to 32 of them. Choose another name.
door-turned-away = The host did not let you in.
door-too-many-tries = Too many tries. Wait a minute and try again.
door-sent-away = You were sent away from this table and cannot come back.
door-other-table = Another table answered than the one of this ticket. Ask your friend for a new one.
door-not-now = Too few machines at the table answer just now, so nobody can sit down. Try again in a moment.
door-no-answer = Nobody at the table answered in time. Try again.
door-replaced = Another machine has taken your place at this table, and this one cannot come back to it. To play from here again, start with a new folder (--data NEW) and knock with a new ticket.
door-place-taken = The machine in whose place you would sit answers again. Close the game there, then try again.
door-refused-here = { $name } could not sit down: { $why }

# -- why someone was not let in, for the host --
shut-wrong-ticket = the ticket is not one of this table.
shut-expired = the ticket's time is over. Send the newest one.
shut-spent = the ticket was used already. Send the newest one.
shut-revoked = the ticket was taken back. Send the newest one.
shut-other-protocol = the two programs do not speak the same version (here { $ours }, there { $theirs }). Use the same release on both machines.
shut-other-book = the two programs have different rule books. Use the same release on both machines.
shut-other-tale = that program does not have this adventure. Use the same release on both machines.
shut-table-full = all seats are taken.
shut-name-taken = someone here has that name, or one that looks like it.
shut-bad-name = that name cannot be used.
shut-turned-away = you turned them away.
shut-too-many-tries = too many tries in a minute.
shut-sent-away = they were sent away from this table before.
shut-other-table = they wanted another table.
shut-not-now = too few machines answer just now.
shut-no-answer = they knocked and then said nothing more.
shut-replaced = another machine has taken their place.
shut-place-taken = the machine in whose place they would sit answers again.

# -- what is false about an entry --
false-signature = it is not signed by the host of its term.
false-term = it belongs to another term or another table.
false-order = it does not follow the entry before it.
false-chain = it holds other entries than it claims.
false-rosters = it names other players than the table has.
false-time = its time runs backwards.
false-digest = the world after it is not the one it claims.
false-author = a command in it was not signed by its player, or is for another player's seat.
false-number = a command in it was done before.
false-refused = the rules refuse the command in it.
false-faces = its dice are not those the rules ask for.
false-events = the rules lead to another result.
false-idle = nothing happens there without someone's choice.
false-impossible = it cannot have happened.
false-genesis = the table did not begin like that.
false-certificate = the votes for its host do not hold.
false-place = the votes for its host are for another place in the ledger.
false-change = the players cannot change like that now.
false-invite = the newcomer's ticket does not hold.
false-name = the newcomer's name cannot be used.
false-limit = it is larger than anything may be.
false-durable = something that was kept by a majority is missing.
false-two-batches = the host signed two versions of it.
false-two-votes = someone voted twice in one term.
false-charter = no majority agreed to change what holds at the table like that.
false-fork = not everyone present agreed to go on apart there.
false-adoption = no majority of the table it came from agreed that this one takes its place.
false-content = it was made with another book or adventure.
false-value = a value for the dice does not match what its player had bound himself to.
false-witness = its dice lack a value they need, or a witness was passed over without a majority.
false-owed = something else happened while a roll waited for its witness.
false-pledge = a player was bound to dice he did not sign for, or for the second time.

# -- why a command was not done --
denied-old-number = That was done already.
denied-bad-signature = The command was not signed by its player.
denied-too-fast = That was too fast; wait a moment and say it again.
denied-too-long = That is too long.
denied-replace-here = { $name }'s old machine answers, or did a moment ago. Close the game there, wait a few seconds, and let them in then.
denied-replace-hosts = { $name }'s machine hosts this table: its place cannot be given to another.
denied-replace-seats = { $name } has { $seats ->
    [one] 1 seat
   *[other] { $seats } seats
} at this table, and the knock asks for another number of them.
denied-replace-role = The ticket is for another part at the table than { $name } has. Send a ticket for that part.
denied-replace-lied = It is proven that { $name }'s machine lied, and it is being voted out: its place cannot be given to another.
dice-of = [dice: { $names }]
dice-of-again = [dice: { $names }; rolled again]
dice-alone = [dice: { $names } alone]
dice-alone-again = [dice: { $names } alone; rolled again]
denied-value = The dice for that command come after others that are still under way; it is asked again.
denied-too-many-waiting = Too much is waiting for the host already; wait a moment.

# -- looking around in the text face --
look-place = You are at { $place }.
look-self = { $who } stands at { $x },{ $y }.
look-friend = { $who } stands { $feet } feet { $way }.
look-foe = A foe, { $who }, stands { $feet } feet { $way }.
look-down = { $who } lies { $feet } feet { $way } and does not move.
look-dead = { $who } lies dead { $feet } feet { $way }.
look-thing = { $thing } ({ $id }) is { $feet } feet { $way }.
look-choice = Choose { $number }: { $text }
way-north = to the north
way-south = to the south
way-east = to the east
way-west = to the west
way-north-east = to the north-east
way-north-west = to the north-west
way-south-east = to the south-east
way-south-west = to the south-west
way-here = away
screen-path = { $path }

# -- more notices --
notice-misbehaved = { $name } sent what no honest program sends and was cut off.
notice-disk-failed = This machine's disk takes nothing more. What was durable is kept on the other machines; free some space and open the table again.
notice-disk-failed-alone = This machine's disk takes nothing more, so nothing goes on here. What was durable is kept on it; free some space and open the table again.
notice-restored = This machine's save is older than what it once confirmed (a restored backup, or the same player on two machines). It watches, but no longer votes. To vote again, quit, start with a new folder (--data NEW) and knock with a new ticket: the host can give you your old seat.
notice-twin = Your player key is in use on another machine too, right now. Close the game on one of the two: one key plays on one machine.
notice-twin-mute = Your player key is in use on another machine too, and that one goes on; this one has left the table. Nothing is lost. To play from here instead, close the game there, start here with a new folder (--data NEW) and knock with a new ticket.
notice-replaced = Your seat at this table is played from your other machine now. What this one has stays readable, but it takes no part any more.
notice-fault = Something in the program is wrong: { $why } Please report it; the log in the data folder says more.
notice-silent = There is no sound here: { $why }
notice-no-gif = Nothing was recorded.

# -- what is wrong with a ticket --
ticket-not-one = it does not begin with RT1.
ticket-letter = group { $group } has the letter { $letter }, which no ticket has.
ticket-mistyped = one letter in group { $group } is wrong.
ticket-garbled = more than one letter is wrong or missing.
ticket-short = its end is missing.
ticket-long = it is too long.
ticket-other = it was made by another release.
denied-disk-failed = This machine's disk takes nothing more, so nothing is done. Free some space and open the table again.
denied-broken = The rules stumbled over that command, so nothing was done. Please report it.
notice-host-elsewhere = { $name } hosts now. Looking for a way there.

# -- checking a save --
verify-holds = Everything holds: { $index } entries, { $deeds } commands decided again, { $faces } faces of dice. Rolls: { $proven } proven by two players or more, { $alone } by a host alone, { $again } rolled again for a host that vanished. Hosts by term: { $terms }
verify-convicted = Proof: { $name } signed a false entry { $index } in term { $term }: { $why }
verify-convicted-vote = Proof: in term { $term }, { $name } lied about a vote: { $why }
verify-proof-void = A proof in this file proves nothing.
verify-false = Entry { $index } is false: { $why } What stands before it holds.
