/* SPDX-License-Identifier: MIT
 *
 * Checks the journal and its views; without a log-in what can be checked without keys.
 */
#ifndef ONETRIP_COMMAND_VERIFY_H
#define ONETRIP_COMMAND_VERIFY_H

int command_verify(int argc, char **argv);

#endif
