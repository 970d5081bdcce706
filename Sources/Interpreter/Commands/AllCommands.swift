/// Every session command, one line each.
let allCommands: [Command] = [
  .run,
  .time,
  .timeit,
  .who,
  .reset,
  .precision,
  .layout,
  .memory,
  .clear,
]
