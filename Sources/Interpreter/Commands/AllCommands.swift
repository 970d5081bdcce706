/// Every session command, one line each.
let allCommands: [Command] = [
  .time,
  .who,
  .reset,
  .precision,
  .memory,
  .clear,
]
