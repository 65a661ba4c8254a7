/* SPDX-License-Identifier: MIT
 *
 * onetrip exchange: the demo exchange on its own, for the demo and for integrators.
 */
#ifndef ONETRIP_COMMAND_EXCHANGE_H
#define ONETRIP_COMMAND_EXCHANGE_H

int command_exchange(int argc, char **argv);

#endif
