/* SPDX-License-Identifier: MIT
 *
 * Accounts and their keys: add, enrol, grant, passwd, disable, list.
 */
#ifndef ONETRIP_COMMAND_OPERATOR_H
#define ONETRIP_COMMAND_OPERATOR_H

int command_operator(int argc, char **argv);

#endif
