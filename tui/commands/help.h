/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_COMMAND_HELP_H
#define ONETRIP_COMMAND_HELP_H

int command_manual(int argc, char **argv);       /* onetrip help [--lang zh|en] [TOPIC] */

#endif
