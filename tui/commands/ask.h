/* SPDX-License-Identifier: MIT
 *
 * onetrip ask: one question to one department, its answer as one JSON object.
 */
#ifndef ONETRIP_COMMAND_ASK_H
#define ONETRIP_COMMAND_ASK_H

int command_ask(int argc, char **argv);

#endif
