/* SPDX-License-Identifier: MIT
 *
 * onetrip pairs: cases of one person and item that nobody has decided about.
 */
#ifndef ONETRIP_COMMANDS_PAIRS_H
#define ONETRIP_COMMANDS_PAIRS_H

int command_pairs(int argc, char **argv);

#endif
