/* SPDX-License-Identifier: MIT
 *
 * onetrip hall: units and windows of the hall by two people, who sits where by a supervisor.
 */
#ifndef ONETRIP_COMMAND_HALL_H
#define ONETRIP_COMMAND_HALL_H

int command_hall(int argc, char **argv);

#endif
