/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_COMMANDS_RETENTION_H
#define ONETRIP_COMMANDS_RETENTION_H

int command_retention(int argc, char **argv);

#endif
