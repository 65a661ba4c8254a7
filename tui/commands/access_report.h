/* SPDX-License-Identifier: MIT
 *
 * onetrip audit subject: who read somebody's data.
 */
#ifndef ONETRIP_COMMAND_ACCESS_REPORT_H
#define ONETRIP_COMMAND_ACCESS_REPORT_H

#include "tui/commands/station.h"

/* number: of a case; NULL: of the person or firm whose number is the first line of standard input.
 * ERR_DENIED: only who watches over data. Reading it is an event. */
enum err access_report(struct station *s, const char *number) MUST_CHECK;

#endif
