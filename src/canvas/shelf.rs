//! The list of embedded sprite files: a picture is on the shelf when its name is here.

macro_rules! shelf {
    ($($name:ident)*) => {
        &[$((stringify!($name), include_str!(concat!("../../assets/sprites/", stringify!($name), ".txt")))),*]
    };
}

/// Every sprite file's name and text.
pub(super) const FILES: &[(&str, &str)] = shelf! {
    aberration altar amulet anvil ape armor arrow arrow_down arrow_left arrow_right arrow_up axe balloon bandit
    bandit_captain barrel bat bed beetle bell big_cat bird black_bear boar boards bones book bow bridge bridge_down
    bugbear bush button campfire cauldron cave celestial chest chicken child chosen cleric cliff cliff_top coffin
    coin commoner condition_blinded condition_charmed condition_deafened condition_exhaustion condition_frightened
    condition_grappled condition_incapacitated condition_invisible condition_paralyzed condition_petrified
    condition_poisoned condition_prone condition_restrained condition_stunned condition_unconscious construct crab
    crate crop cube cultist cursor d20 dark deer dire_wolf dog door dragon dragon_young eagle_beast elder elemental
    elephant fence fey fiend fighter fish floor food frog gate gem ghost ghoul giant giant_centipede giant_rat
    giant_spider gnoll goblin grass grave guard hag harpy hobgoblin horned_beast horse hound house hydra imp
    innkeeper insect key knight kobold lantern lava lever lich link_gone link_good link_slow link_trying lizard logo
    mace mage mark_foe mark_friend mark_neutral mark_turn merchant mimic minotaur monstrosity mud mummy mushroom
    naga noble octopus ogre ooze orb orc pack pad panel path plant plate potion priest ring rock rogue roof rope
    rubble sand scorpion scroll select shadow sheep shelf shield sign skeleton skeleton_beast small_bag small_bolt
    small_book small_boot small_coin small_crown small_eye small_flame small_gear small_heart small_hourglass
    small_lock small_moon small_note small_plus small_shield small_skull small_speech small_star small_sun
    small_sword small_verified smith snake snow staff stairs_down stairs_up statue stirge stool swarm_of_bats sword
    table tent throne tick_accepted tick_durable tick_sent title tools torch trap tree tree_beast troll turtle
    unknown vampire wall wall_top wand water web well window wizard wolf worm zombie
};
