# What has happened, as it is told in the log: one message for each event.

told-level = { $who }はレベル{ $level }になった。
