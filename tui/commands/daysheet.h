/* SPDX-License-Identifier: MIT
 *
 * onetrip daysheet: 日结单, the sheet of a day with the anchor of the record, on standard output.
 */
#ifndef ONETRIP_COMMAND_DAYSHEET_H
#define ONETRIP_COMMAND_DAYSHEET_H

int command_daysheet(int argc, char **argv);

#endif
