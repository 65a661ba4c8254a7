/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_COMMANDS_BACKUP_H
#define ONETRIP_COMMANDS_BACKUP_H

int command_backup(int argc, char **argv);
int command_restore(int argc, char **argv);

#endif
