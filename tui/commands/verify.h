/* SPDX-License-Identifier: MIT
 *
 * Checks the journal and its views; without a log-in what can be checked without keys.
 */
#ifndef ONETRIP_COMMAND_VERIFY_H
#define ONETRIP_COMMAND_VERIFY_H

#include "tui/commands/station.h"

int command_verify(int argc, char **argv);

/* Prints one line a finding and the sums; s is open, and logged in when s->as is set. */
enum err verify_print(struct station *s, uint64_t *findings) MUST_CHECK;

#endif
