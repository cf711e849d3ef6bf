# What the book's records do, in a line of our own: about-kind-id.


## race

about-race-hill_dwarf = Tough and wise; sees in the dark, shrugs off poison, has more hit points.
about-race-high_elf = Quick and clever; sees in the dark, knows a wizard cantrip, is hard to charm.
about-race-lightfoot_halfling = Small, nimble and lucky; rolls a 1 again, hides behind bigger folk.
about-race-gnome = Small folk with bright minds: rock gnomes come in this book.
about-race-rock_gnome = Clever and tough; sees in the dark, shrugs off magic of the mind, tinkers.
about-race-human = Good at everything: all scores 1 higher, one more language.
about-race-dwarf = Stout folk of the mountains: hill dwarves come in this book.
about-race-elf = Graceful folk of the forests: high elves come in this book.
about-race-halfling = Small folk with great luck: lightfoots come in this book.

## class

about-class-fighter = Master of weapons and armor. Hits often, stands long, catches a second wind.
about-class-rogue = Sneaks, picks locks, and strikes where it hurts when the foe is distracted.
about-class-wizard = Casts the most spells out of a book; frail, but sleeps or burns whole groups.
about-class-cleric = Heals, blesses, wears armor and turns the undead away.

## background

about-background-acolyte = Served in a temple: insight, religion, two languages, shelter among the faithful.

## feature

about-feature-darkvision_60 = In the dark, sees 60 feet as if in dim light.
about-feature-dwarf_speed = Heavy armor does not slow you down.
about-feature-dwarven_resilience = Advantage on saves against poison; half damage from poison.
about-feature-dwarven_combat_training = Trained with battleaxe, handaxe, light hammer and warhammer.
about-feature-dwarf_tool_proficiency = Trained with one craft's tools of your choice.
about-feature-trained_smiths_tools = Trained with smith's tools.
about-feature-trained_brewers_supplies = Trained with brewer's supplies.
about-feature-trained_masons_tools = Trained with mason's tools.
about-feature-stonecunning = Knows the history of stonework twice as well.
about-feature-dwarven_toughness = 1 more hit point at every level.
about-feature-keen_senses = Trained in perception.
about-feature-fey_ancestry = Advantage on saves against charm; magic cannot put you to sleep.
about-feature-trance = Four hours of meditation are a long rest's sleep.
about-feature-elf_weapon_training = Trained with longsword, shortsword, shortbow and longbow.
about-feature-high_elf_cantrip = One wizard cantrip of your choice, cast with intelligence.
about-feature-extra_language = One more language of your choice.
about-feature-lucky = A 1 on an attack, check or save is rolled again.
about-feature-brave = Advantage on saves against fear.
about-feature-halfling_nimbleness = Moves through the space of anyone bigger.
about-feature-naturally_stealthy = May hide behind anyone bigger.
about-feature-gnome_cunning = Advantage on mental saves against magic.
about-feature-artificers_lore = Knows the history of magic things and devices twice as well.
about-feature-tinker = Trained with tinker's tools; builds little clockwork devices.
about-feature-fighting_style_fighter = One way of fighting that you do best.
about-feature-archery = +2 to hit with ranged weapons.
about-feature-defense = +1 to armor class in armor.
about-feature-dueling = +2 damage with a one-handed weapon and no other.
about-feature-great_weapon_fighting = With both hands, damage dice of 1 or 2 are rolled again.
about-feature-protection = With a shield, spoil an attack on a neighbor as a reaction.
about-feature-two_weapon_fighting = The off-hand attack adds your modifier to damage.
about-feature-second_wind = Bonus action, once a rest: heal 1d10 + your fighter level.
about-feature-action_surge = Once a rest: one more action this turn.
about-feature-expertise_rogue = Two skills use twice your proficiency bonus.
about-feature-sneak_attack = Once a turn +1d6 damage with advantage or a friend beside the target.
about-feature-thieves_cant = A secret language of signs and hints.
about-feature-cunning_action = Dash, disengage or hide as a bonus action.
about-feature-spellcasting_wizard = Casts wizard spells with intelligence, out of a spellbook.
about-feature-arcane_recovery = Once a day, a short rest brings back slots worth half your level.
about-feature-arcane_tradition = The school of evocation: power over energy.
about-feature-evocation_savant = Copying evocation spells costs half.
about-feature-sculpt_spells = Your evocations spare friends you choose.
about-feature-spellcasting_cleric = Casts cleric spells with wisdom, prepared each morning.
about-feature-divine_domain = The domain of life: healing comes first.
about-feature-bonus_proficiency_life = Trained with heavy armor.
about-feature-disciple_of_life = Healing spells heal 2 + the slot's level more.
about-feature-channel_divinity_cleric = Once a rest, divine power for one of your gifts.
about-feature-turn_undead = Undead within 30 feet flee unless they save.
about-feature-preserve_life = Shares healing of 5 x level among the wounded, up to half their hp.
about-feature-shelter_of_the_faithful = Those of your faith give you shelter and care.

## condition

about-condition-blinded = Cannot see. Attacks have disadvantage; attackers have advantage.
about-condition-charmed = Cannot harm the charmer, who has advantage when talking.
about-condition-deafened = Cannot hear.
about-condition-exhaustion = Weaker with each level; the sixth kills.
about-condition-frightened = Disadvantage while the source is in sight; cannot go nearer.
about-condition-grappled = Speed 0 until free.
about-condition-incapacitated = No actions, no reactions.
about-condition-invisible = Unseen. Attacks have advantage; attackers have disadvantage.
about-condition-paralyzed = Cannot move or act; hits from beside are critical.
about-condition-petrified = Turned to stone; half damage from everything.
about-condition-poisoned = Disadvantage on attacks and checks.
about-condition-prone = Lying. Attacks badly; easy to hit from beside, hard from afar.
about-condition-restrained = Speed 0, attacks with disadvantage, is easy to hit.
about-condition-stunned = Cannot move or act; fails strength and dexterity saves.
about-condition-unconscious = Lies helpless; hits from beside are critical.

## spell

about-spell-acid_splash = One creature, or two side by side: dexterity save or 1d6 acid.
about-spell-chill_touch = Ranged attack: 1d8 necrotic; no healing until your next turn.
about-spell-dancing_lights = Up to four floating lights, 1 minute.
about-spell-fire_bolt = Ranged attack, 120 feet: 1d10 fire.
about-spell-guidance = A willing creature adds 1d4 to one check.
about-spell-light = A thing you touch shines for 1 hour, 20 feet bright.
about-spell-mage_hand = A spectral hand moves light things, 1 minute.
about-spell-mending = Mends one small break.
about-spell-message = Whisper to someone within 120 feet.
about-spell-minor_illusion = A sound or an image, 1 minute.
about-spell-poison_spray = One creature within 10 feet: constitution save or 1d12 poison.
about-spell-prestidigitation = Small harmless tricks.
about-spell-ray_of_frost = Ranged attack: 1d8 cold; 10 feet slower until your next turn.
about-spell-resistance = A willing creature adds 1d4 to one save.
about-spell-sacred_flame = Dexterity save or 1d8 radiant; cover does not help.
about-spell-shocking_grasp = Melee attack: 1d8 lightning, no reactions; advantage against metal armor.
about-spell-spare_the_dying = A dying creature you touch is stable.
about-spell-thaumaturgy = A small sign of divine power.
about-spell-alarm = Warns you when someone enters a place, 8 hours.
about-spell-bane = Up to three: charisma save or -1d4 on attacks and saves.
about-spell-bless = Up to three friends add 1d4 to attacks and saves.
about-spell-burning_hands = 15-foot cone: 3d6 fire, half on a dexterity save.
about-spell-charm_person = A humanoid: wisdom save or it is charmed for 1 hour.
about-spell-color_spray = 15-foot cone blinds 6d10 hit points of creatures, weakest first.
about-spell-command = Wisdom save or it obeys one word on its turn.
about-spell-comprehend_languages = Understand every language for 1 hour.
about-spell-create_or_destroy_water = 10 gallons of water appear or vanish.
about-spell-cure_wounds = Touch: heal 1d8 + your modifier.
about-spell-detect_evil_and_good = Sense celestials, fiends, undead and the like within 30 feet.
about-spell-detect_magic = Sense magic within 30 feet, 10 minutes.
about-spell-detect_poison_and_disease = Sense poison and disease within 30 feet.
about-spell-disguise_self = Look like someone else for 1 hour.
about-spell-expeditious_retreat = Dash now, and as a bonus action each turn, 10 minutes.
about-spell-false_life = 1d4 + 4 temporary hit points for 1 hour.
about-spell-floating_disk = A disk carries 500 pounds behind you.
about-spell-guiding_bolt = Ranged attack: 4d6 radiant; the next attack on it has advantage.
about-spell-healing_word = Bonus action, 60 feet: heal 1d4 + your modifier.
about-spell-hellish_rebuke = Reaction to damage: 2d10 fire, half on a dexterity save.
about-spell-identify = Learn what a magic thing does.
about-spell-illusory_script = Writing that only chosen readers understand.
about-spell-inflict_wounds = Melee attack: 3d10 necrotic.
about-spell-longstrider = 10 feet faster for 1 hour.
about-spell-mage_armor = Without armor, armor class is 13 + dexterity, 8 hours.
about-spell-magic_missile = Three darts that never miss, 1d4 + 1 force each.
about-spell-protection_from_evil_and_good = Fiends, undead and the like attack you badly, cannot charm or frighten.
about-spell-purify_food_and_drink = Makes food and drink clean.
about-spell-sanctuary = Whoever attacks the warded creature must first make a wisdom save.
about-spell-shield = Reaction to a hit: +5 armor class until your next turn.
about-spell-shield_of_faith = Bonus action: +2 armor class, 10 minutes.
about-spell-silent_image = An image up to 15 feet wide.
about-spell-sleep = 5d8 hit points of creatures fall asleep, weakest first.
about-spell-thunderwave = 15-foot cube: 2d8 thunder and a push, half on a constitution save.
about-spell-unseen_servant = An invisible servant for 1 hour.
about-spell-darkvision = Sees 60 feet in the dark for 8 hours.
about-spell-hold_person = A humanoid: wisdom save or paralyzed, saves again each turn.
about-spell-prayer_of_healing = 10 minutes: up to six heal 2d8 + your modifier.
about-spell-lightning_bolt = 100-foot line: 8d6 lightning, half on a dexterity save.
about-spell-mass_healing_word = Bonus action: up to six heal 1d4 + your modifier.
about-spell-greater_invisibility = Invisible for 1 minute, even while attacking.
about-spell-cone_of_cold = 60-foot cone: 8d8 cold, half on a constitution save.
about-spell-hold_monster = Wisdom save or paralyzed, saves again each turn.
about-spell-mass_cure_wounds = Up to six heal 3d8 + your modifier.
about-spell-circle_of_death = 60-foot sphere: 8d6 necrotic, half on a constitution save.
about-spell-true_strike = Your first attack on the target next turn has advantage.
about-spell-feather_fall = Reaction: up to five who fall float down unhurt.
about-spell-find_familiar = A small animal spirit serves you.
about-spell-fog_cloud = A 20-foot sphere of fog that nobody sees through.
about-spell-grease = 10-foot square: dexterity save or fall; slippery for 1 minute.
about-spell-hideous_laughter = Wisdom save or it falls down laughing, saves again each turn.
about-spell-jump = Jumps three times as far for 1 minute.

## item

about-item-acid = Thrown 20 feet: 2d6 acid.
about-item-alchemists_fire = Thrown 20 feet: burns 1d4 each turn until put out, DC 10.
about-item-antitoxin = Advantage on saves against poison for 1 hour.
about-item-healers_kit = Stabilizes the dying without a check, ten times.
about-item-holy_water = Thrown 20 feet: 2d6 radiant to fiends and undead.
about-item-potion_of_healing = Heals 2d4 + 2.
about-item-thieves_tools = Opens locks and disarms traps.
about-item-torch = 20 feet of bright light, 1 hour.
