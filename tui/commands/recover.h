/* SPDX-License-Identifier: MIT
 *
 * A new supervisor from the recovery key.
 */
#ifndef ONETRIP_COMMAND_RECOVER_H
#define ONETRIP_COMMAND_RECOVER_H

int command_recover(int argc, char **argv);

#endif
