/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_COMMANDS_AUDIT_H
#define ONETRIP_COMMANDS_AUDIT_H

int command_audit(int argc, char **argv);

#endif
