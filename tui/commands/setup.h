/* SPDX-License-Identifier: MIT
 *
 * onetrip setup: leads an administrator from an empty machine to a counter that serves, in one
 * sitting: settings, keys, the first three people, the catalog, then what is still to mend. Nothing
 * is written before all answers are there.
 */
#ifndef ONETRIP_COMMAND_SETUP_H
#define ONETRIP_COMMAND_SETUP_H

#include "core/base/conf.h"

int command_setup(int argc, char **argv);

/* Looks at the machine: a line each, "=" well, "!" with what to do. Returns how many are not well.
 * database: the store is there already. */
int setup_look(const struct conf *c, bool database);

#endif
