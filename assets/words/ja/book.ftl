# Names of the book's records: kind-id.

monster-goblin = ゴブリン
monster-wolf = ウルフ
