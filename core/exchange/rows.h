/* SPDX-License-Identifier: MIT
 *
 * Rows of an answer mapped by the catalog: only the attributes it names are read.
 */
#ifndef ONETRIP_ROWS_H
#define ONETRIP_ROWS_H

#include "core/exchange/fault.h"
#include "core/exchange/json.h"

/* rows: an array of objects, or one object; they are added to those of the pages before. On a
 * fault none is added. A value is a string,
 * number or boolean as text, or an array of these joined by ","; null and "" count as absent. */
enum fault rows_read(const struct ask_request *r, const struct json *rows, struct reply *out);

#endif
