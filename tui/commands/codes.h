/* SPDX-License-Identifier: MIT
 *
 * onetrip tables: code tables of the hall, proposed by one and confirmed by another.
 */
#ifndef ONETRIP_COMMAND_CODES_H
#define ONETRIP_COMMAND_CODES_H

int command_codes(int argc, char **argv);

#endif
