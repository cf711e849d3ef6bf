# Names of the book's records: kind-id.

monster-goblin = Goblin
monster-wolf = Wolf
