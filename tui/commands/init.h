/* SPDX-License-Identifier: MIT
 *
 * Sets up a machine: folders, default settings, terminal key, recovery key, first administrator and
 * supervisor.
 */
#ifndef ONETRIP_COMMAND_INIT_H
#define ONETRIP_COMMAND_INIT_H

int command_init(int argc, char **argv);

#endif
