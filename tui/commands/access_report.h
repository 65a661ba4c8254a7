/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_COMMAND_ACCESS_REPORT_H
#define ONETRIP_COMMAND_ACCESS_REPORT_H

/* onetrip access-report: who read a person's data, whose number stands on standard input. */
int command_access_report(int argc, char **argv);

#endif
