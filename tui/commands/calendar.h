/* SPDX-License-Identifier: MIT
 *
 * onetrip calendar: which days are worked; a year's calendar proposed by one and confirmed by another.
 */
#ifndef ONETRIP_COMMAND_CALENDAR_H
#define ONETRIP_COMMAND_CALENDAR_H

int command_calendar(int argc, char **argv);

#endif
