/* The list of commands, in the order `buju --help` shows them. SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_CLI_COMMANDS_H
#define BUJU_CLI_COMMANDS_H

#define COMMAND_LIST(X)                                                                                                \
  X(plan)                                                                                                              \
  X(compare)                                                                                                           \
  X(sweep)                                                                                                             \
  X(access)                                                                                                            \
  X(frontier)                                                                                                          \
  X(report)                                                                                                            \
  X(map)                                                                                                               \
  X(explain)                                                                                                           \
  X(check)                                                                                                             \
  X(init)                                                                                                              \
  X(sample)                                                                                                            \
  X(profiles)                                                                                                          \
  X(rules)                                                                                                             \
  X(solve)                                                                                                             \
  X(verify)                                                                                                            \
  X(completion)

#endif
