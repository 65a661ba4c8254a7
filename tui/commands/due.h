/* SPDX-License-Identifier: MIT
 *
 * onetrip due [--rule A|B]: start, count, unit and pauses in, the due date out.
 */
#ifndef ONETRIP_DUE_H
#define ONETRIP_DUE_H

int command_due(int argc, char **argv);

#endif
