# The table and the connection: seats, tickets, links, saves.

session-waiting = Waiting for { $here } of { $all }.
