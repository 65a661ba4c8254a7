/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_COMMANDS_HEALTH_H
#define ONETRIP_COMMANDS_HEALTH_H

int command_health(int argc, char **argv);

#endif
