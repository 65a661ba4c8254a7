/* SPDX-License-Identifier: MIT
 *
 * onetrip item: the life of an item file. import puts a checked file into FOLDER/staged, publish
 * gives it its first day (NAME@DATE.ini), rollback takes the newest back to staged. Cases keep the
 * form they began with: the journal has it.
 */
#ifndef ONETRIP_COMMAND_ITEM_H
#define ONETRIP_COMMAND_ITEM_H

#include "core/form/item.h"

int command_item(int argc, char **argv);

/* item_elements.c: the national element set of an item. */
void elements_show(const struct item *item);                     /* a line each */
void elements_csv(const struct item *const *items, size_t n);    /* a row an item, with a head row */

/* item_diff.c: prints what differs, section by section; the number of differences, -1 when a file
 * cannot be read (said on standard error). */
int item_diff(const char *old_path, const char *new_path);

#endif
