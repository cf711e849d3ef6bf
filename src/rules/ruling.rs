//! Rulings: what the book leaves open and this table decides, numbered, so that code and players can cite them.
//!
//! 1. **Diagonals.** Every step to one of the eight neighbouring squares is 5 feet; distances are counted the same way. A
//!    slanting step does not cut the corner of a wall. A creature walks only where it fits (ruling 44).
//! 2. **Lines and walls.** From the middle of a square of the attacker to four points just inside the corners of a square
//!    of the target: one or two lines stopped by walls are half cover, three are three quarters, four are total cover. The
//!    attacker uses the square that is best for him, against the square of the target that is easiest to hit.
//! 3. **Low cover.** A low wall or a creature on the line between the middles gives half cover, never more.
//! 4. **Hiding.** One may hide where no foe has one in plain view: in the dark, behind three quarters of cover or more, or
//!    (whose people can) behind someone larger. A hidden creature is unseen by every foe whose passive perception is below
//!    the roll. It stays hidden until it attacks, is found, or ends a turn in plain view.
//! 5. **Weapons in hand.** The free interaction of a turn puts away what the main hand holds and draws another weapon; a
//!    weapon that needs both hands also clears the other one, but never a shield.
//! 6. **What was thrown and shot.** After a fight that was won, thrown weapons are all found again, and of what was shot one
//!    in two. Flasks are gone.
//! 7. **Spells with full hands.** Gestures need a free hand. A shield leaves its arm free only for spells with a material,
//!    with a focus on it. A weapon held in both hands lets one hand go.
//! 8. **The fallen after a victory.** When a fight is won, friends tend to everyone at 0 hit points: they get up with 1.
//! 9. **The party after a defeat.** When no hero is left standing everyone comes round with 1 hit point, the dead too, and
//!    the adventure says where; nothing else is lost. Without a scene for it the adventure is over.
//! 10. **Areas around a point.** The point is the middle of a square. A sphere covers the squares whose middle is within
//!     its radius and half a square; a cube is centred on its square, its longer half down and to the right.
//! 11. **Areas from their maker.** A cone covers what is at most half as far off its axis as it is along it; a line what is
//!     at most half its width off; a cube lies straight before its maker. Whoever makes the area is never in it.
//! 12. **Initiative.** Foes of one kind roll once together. Ties go to the higher dexterity, then to heroes, then to who was
//!     there first. Whoever can do nothing with a turn (surprised, asleep, dying) has it pass by itself.
//! 13. **Time.** A round is six seconds. What lasts up to ten minutes and begins in a fight is counted in turns of whoever
//!     caused it; what is counted in turns ends with the fight.
//! 14. **Held creatures.** Whom a walker drags along ends on the free square beside him nearest to where he was; without one
//!     the hold breaks.
//! 15. **Readied actions.** What can be readied is an attack in reach at the first foe who comes near, a shot or a throw at the
//!     first who moves within its normal range, and a spell of one action at one target at the first who moves within its.
//! 16. **Choices nobody makes.** Monsters and heroes whose players are away take every reaction they can; such a hero else
//!     stands up, dodges and waits.
//! 17. **What is held stays held.** Whoever falls unconscious keeps hold of what he holds: nobody looks for a sword on the
//!     floor. Four levels of exhaustion do not halve the most hit points.
//! 18. **Hit points of foes.** Foes have the average that their stat block prints.
//! 19. **Walking outside of fights.** No feet are counted. Friends make room, and stand apart again when a fight begins. A
//!     speed of 30 feet walks four tiles a second. Whoever steps where something waits stops there.
//! 20. **Leaps.** One leaps over deep water as far as the running long jump reaches, a foot a point of strength, always with
//!     a run-up; who would come down in it is back where he leapt.
//! 21. **Hidden traps.** In passing, passive perception notices a trap from 10 feet and the walk stops; a search takes a
//!     minute and reaches 30 feet. Nothing may block the view.
//! 22. **Locks and traps.** Each try takes a minute and may be made again. A crowbar gives advantage. Failing to disarm by 5
//!     or more sets the trap off.
//! 23. **Fallen outside of a fight.** A friend who stands helps up with 1 hit point; if nobody stands, ruling 9 holds.
//! 24. **Rests.** The party rests together: long where the map is safe, short where no foes wait within 60 feet. A long rest
//!     within a day of the last one waits until the day is over. An hour's care brings round whoever lies at 0 hit points.
//! 25. **After a rest.** Hit dice and the like are spent while no time has passed since a short rest; spells are prepared
//!     within the hour after a long one.
//! 26. **Choices of a story.** Anyone in the party may choose; whoever does rolls and takes what comes. Things that a story
//!     asks for may be in anyone's pack.
//! 27. **Coins and counts.** Single pieces are bought and sold, rounded up for the buyer and down for the seller. Purses are
//!     changed into the fewest gold, silver and copper pieces; 50 coins weigh a pound.
//! 28. **Changing gear.** Hands make room by themselves. In a fight a shield always takes the action, armour stays as it is.
//! 29. **New heroes.** Expertise goes to skills only. A wizard begins with the first spells of his book prepared. Whoever joins
//!     late stands beside the party, never in the middle of a fight.
//! 30. **Walls of magic.** A straight wall lies across the square aimed at and faces one of the four winds; a ring lies
//!     around it and faces inside or outside. A wall fills whole squares.
//! 31. **Far destinations.** Who comes out of nowhere stands on the nearest free square. Spells of 500 feet and more reach
//!     places that are not in sight.
//! 32. **Priced materials.** What has a price and is on no list is kept as part of the purse, which must hold its worth;
//!     what a spell uses up is taken from it.
//! 33. **Goodberries.** They keep their power until the next long rest.
//! 34. **Rings of evasion.** Nobody is asked: a failed dexterity save spends a charge and the reaction by itself and
//!     succeeds, as long as the ring holds a charge and its bearer can react.
//! 35. **Attuning.** It begins and ends while no time has passed since a short rest. One rest serves one thing.
//! 36. **Worn and held.** What is not worn or held does nothing, unless it works from a pocket. In a fight putting on and
//!     taking off a magic thing takes the action.
//! 37. **Dawn.** What comes back at dawn comes back when the party ends a long rest.
//! 38. **Poisoned blades.** What gets into wounds is put on one weapon that cuts or stabs, or on one piece of ammunition,
//!     with an action. A basic poison dries within a minute; the others stay until they have got into a wound.
//! 39. **Poison given.** It is swallowed by friends and the helpless, breathed by anyone beside the giver, and smeared on
//!     friends and on those who are helpless, grappled or restrained.
//! 40. **Searching.** One die serves a search: what eyes find counts by perception; what is made out by touch or thought
//!     (wires in a lock, a lid under leaves, runes) by its own skill, from beside it.
//! 41. **Traps of the book.** A trap does its work once, unless it says that it is ready again; whoever flies does not set off
//!     what waits for feet. What strikes all its tiles strikes them at once; out of a pit one climbs without a check.
//! 42. **Sickness.** Stress is a fight that begins and damage that does not bring down; only one fit at a time. A night of
//!     someone weakened by disease eases no exhaustion but by the disease's own saving throw.
//! 43. **Madness.** One row of each table at a time may be had twice, with its own end. What a row asks for that no rule
//!     decides (obedience, cravings, lies) is for its bearer to play.
//! 44. **Squeezing.** Whoever covers more than one square may draw itself in by one size in a fight, for free, and stands
//!     straight again where there is room.
//! 45. **Knocking out.** Whoever holds back knocks out with every blow in reach until he says otherwise.
//! 46. **Inspiration.** It is called on before the roll that it is for, whichever comes next.
//! 47. **Water.** Everyone swims: deep water costs double in a fight, and there fights are under water. Shots beyond their
//!     normal range are not made there. Breath runs out only where a whole map lies under water, and only for those who breathe.
//! 48. **Breaking things.** Locked doors and chests may be struck at with what is in hand, in a fight with the whole action; what
//!     an adventure says nothing of is of wood, large and sturdy. At no hit points what was shut is open.
//! 49. **Jumps in fights.** They go straight, over what cannot be walked or should not be, never over anybody. A run of ten
//!     feet in the same direction is a run-up. A low wall is cleared by an athletics check; who fails stands before it.
//! 50. **Journeys.** A party travels eight hours a day and rests at night, unless it has agreed to march on; then everyone saves
//!     after each further hour. Rough country doubles the miles. The pace that was agreed on holds on maps too, for what is
//!     noticed in passing.
//! 51. **Food and water.** They are counted in adventures that say so, at the end of each day: a ration from the own pack, water
//!     as the map has it.
//! 52. **Free days.** They pass for everyone at once, in safe places. Whoever has a tool that he can use makes what is no
//!     magic. Whoever cannot pay for his living lives wretchedly. What research finds is for the adventure.
//! 53. **Height.** Who flies may go up and down by 5 feet for 5 feet of movement in a fight, and is as far from others as the
//!     larger of both distances. Everyone lands when it is over; walls and cover are as high as the sky.
//! 54. **Riding.** One may ride a friend of a larger size in a fight. A mount of intelligence 3 or less does nothing but dash,
//!     disengage and dodge, and moves up behind its rider if its turn comes later; others do as they like. Whoever rides
//!     goes where the mount goes; when it goes down he lands on his feet by his reaction, if he has one.
//! 55. **Bound guardians.** A shield guardian without a master is bound to the first of its friends who casts spells.
//! 56. **What grows back.** What lies at 0 hit points and would grow back does not keep a fight going: once no other foe is
//!     left standing the victors see to it that it does not rise.
//! 57. **Running water.** Deep water on a map runs.
//! 58. **Rock and ceilings.** Walls of rock are natural, all others worked. Whoever climbs walls and ceilings passes
//!     over water and low walls wherever there is a roof; whoever climbs as fast as it walks, over low walls anywhere.
//! 59. **Located.** Whoever knows exactly where somebody is has no trouble with his hiding.
//! 60. **Coming back.** Whoever comes back from death does so where it fell, once the party is near; what it is bound to lies
//!     hidden there. A vampire that escapes as mist is back after three hours.
//! 61. **Sleepers.** Foes that sleep when a fight begins lose their first turn: then its noise has woken them.
//! 62. **Dwellings and stakes.** Vampires do not walk onto the ground of a dwelling from outside it. Javelins, spears, arrows
//!     and bolts serve as stakes.
//! 63. **Doors and magic.** Who locks a door by magic shuts it first where nobody stands in it, and all his friends open it as
//!     they like. A door without a lock has none to pick and breaks at 15. Whoever picks a lock that magic holds has a minute
//!     to get through. What a thing has lost to blows and still stands is one crack, which mending closes.
//! 64. **Slow falls.** Those who fall do so at the same time; whoever could let friends float does it for as many of them as
//!     he can. They sink at the end of their own turns, at once outside of fights.
//! 65. **Trees.** All trees of a map are of one kind, and large.
//! 66. **Magic ways.** They lead to maps of the adventure, and take the whole party: in a fight only while all of it is as near
//!     as the spell asks, and then nobody has won. A place where the party was three times is very familiar, one it was
//!     on is seen casually, one it knows a way to is known by description. Of circles that are there for good everyone
//!     who can make such a way knows the first two. Who goes astray lands on the same map. A safe place is
//!     temple enough for a sanctuary. A thing that leaps without being told where to goes to the place known best.
//! 67. **Shackles.** Whoever is shackled is restrained.
//! 68. **Frost and flames.** It freezes where the ground is ice or snow. A light that was put out is let go: to light it again
//!     it is taken in hand again.
//! 69. **Nobody awake.** Where no hero of a player who is here can do anything and nobody fights, time passes until one
//!     can; after a day, or when all have fallen, it is a defeat (ruling 9).
//! 70. **Berserkers.** Nobody chooses for a berserker in his turns. He strikes at the nearest creature that he perceives within
//!     60 feet, friend or foe, and calms down when there is none or the fight is over.
//! 71. **Walls of magic.** Who stands where one rises is pushed to the nearest room, foes of its maker away from him. Its panels
//!     are struck at like doors, with what is in hand and the whole action; spells that hurt are meant for creatures. Only
//!     a ring shuts in: foes within it may save.
//! 72. **Water.** A hero drinks a gallon a day. Skins take what magic makes. No vessel of a map holds water that matters, so
//!     that there is none to destroy; of mists only those of fog clouds are water.
//! 73. **Shaped stone.** All walls but trees and dwellings are of stone, and so are the frames of doors.
//! 74. **Moved earth.** It is level, a rampart or a trench 20 feet deep, after ten minutes in which nobody fights; open ground
//!     that is neither rock nor ice nor a floor can be moved. Who gets into a trench falls, and climbs out slowly.
//! 75. **What circles its bearer.** A foe beside him grasps it with his action by an attack of the bare hand or, where he is
//!     better at that, by acrobatics; it is his then. Blows at it take the whole action, as at doors. Spells are meant for creatures.
