# Why something cannot be done: one message for each refusal.

refused-not-your-turn = It is not your turn.

# -- lines that are no command --
unclear-who = Nobody you play is named in: { $what }. Begin with your hero's name, as in: Ada attacks goblin.
unclear-verb = That is nothing that can be done: { $what }. Say offers to see what can be done.
unclear-creature = Nobody called { $what } is here. Say look to see who is.
unclear-thing = There is nothing called { $what } here. Say offers or look to see what there is.
unclear-where = There is no way { $what }. Say where, as in: Ada goes north - Ada goes to 4,2.
unclear-count = { $what } is not a number. Say how many, as in: Ada buys 2 torch.
