/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_COMMAND_TABLES_H
#define ONETRIP_COMMAND_TABLES_H

#include "core/base/base.h"

/* Opens the tables of codes and regions; of a demo with the city that only a demo's tables know.
 * tables_close when done. */
enum err command_tables(bool demo) MUST_CHECK;

#endif
