# Why something cannot be done: one message for each refusal.

refused-not-your-turn = It is not your turn.

# -- lines that are no command --
unclear-who = Nobody you play is named in: { $what }. Begin with your hero's name, as in: Ada attacks goblin.
unclear-verb = That is nothing that can be done: { $what }. Say offers to see what can be done.
unclear-creature = Nobody called { $what } is here. Say look to see who is.
unclear-thing = There is nothing called { $what } here. Say offers or look to see what there is.
unclear-where = There is no way { $what }. Say where, as in: Ada goes north - Ada goes to 4,2.
unclear-count = { $what } is not a number. Say how many, as in: Ada buys 2 torch.

## outside of fights

refused-no-hero = Make a hero first.
refused-hero-exists = This seat already has its hero.
refused-not-begun = The adventure has not begun yet.
refused-already-begun = The adventure has already begun.
refused-tale-over = The adventure is over.
refused-in-encounter = Not in the middle of a fight.
refused-scene-open = Finish the scene first.
refused-no-scene = There is nothing to choose just now.
refused-no-such-choice = That choice is not open to you.
refused-blocked = Something is in the way.
refused-no-such-thing = There is no such thing here.
refused-locked = It is locked.
refused-not-locked = It is not locked.
refused-already-open = It is already open.
refused-not-found = Nobody has found that yet.
refused-no-tools = That takes thieves' tools.
refused-not-owned = You do not have that many.
refused-in-use = You wear or hold it. Put it away first.
refused-no-shop = No counter is open.
refused-sold-out = There are not that many left.
refused-too-dear = The purse does not hold enough.
refused-not-for-sale = That is not traded here.
refused-not-restful = This is not the time or place for it.
refused-nothing-to-spend = Nothing is left to spend.
refused-not-enough-xp = More experience is needed first.
refused-bad-plan = The book does not allow these choices.
refused-name-taken = Somebody here has that name already.
refused-too-heavy = That is too heavy to carry.
refused-nothing-there = There is nothing there.
refused-already-so = That would change nothing.

## in fights

refused-not-your-seat = That seat is another player's.
refused-no-encounter = Nobody is fighting.
refused-question-open = Somebody owes an answer first.
refused-no-question = Nobody has asked anything.
refused-incapacitated = You cannot act just now.
refused-no-action = The action of this turn is used.
refused-no-bonus-action = The bonus action of this turn is used.
refused-no-reaction = The reaction is used.
refused-no-movement = That is farther than you can move.
refused-no-such-target = There is no such target.
refused-target-down = That one is down already.
refused-not-a-foe = That is no foe.
refused-out-of-reach = That is out of reach.
refused-out-of-range = That is out of range.
refused-not-seen = You cannot see that.
refused-not-a-weapon = That does not go there.
refused-no-ammunition = There is nothing to shoot.
refused-hands-full = Your hands are full.
refused-no-such-spell = You do not know that spell.
refused-not-prepared = That spell is not prepared.
refused-no-slot = No spell slot is left for it.
refused-no-components = Something that the spell needs is missing.
refused-too-many-targets = Those are too many targets.
refused-already-cast = Only a cantrip can be cast besides that this turn.
refused-no-such-feature = You have no such feature.
refused-no-uses = It is used up until you rest.
refused-grappled = Somebody holds you.
refused-not-grappled = Nobody holds you.
refused-too-big = That is too big.
refused-not-prone = You are on your feet.
refused-not-trained = You are not trained in that.
