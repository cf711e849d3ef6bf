# The table and the connection: seats, tickets, links, saves.

session-waiting = { $all }人中{ $here }人を待っています。
