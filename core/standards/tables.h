/* SPDX-License-Identifier: MIT
 *
 * Where the code tables are. Loaded on first use, read-only afterwards. Everything that a
 * standard may change is data in assets/codes, never C.
 */
#ifndef ONETRIP_TABLES_H
#define ONETRIP_TABLES_H

#include "core/base/base.h"

enum err tables_open(const char *dir) MUST_CHECK; /* the folder of the .tsv files; checks it exists */
enum err tables_add_demo(const char *path) MUST_CHECK; /* demo regions 3399xx; demo mode only */
void tables_close(void);

#endif
