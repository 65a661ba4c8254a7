/* SPDX-License-Identifier: MIT
 *
 * Dates as HTTP writes them (RFC 9110 section 5.6.7, IMF-fixdate), whatever the locale.
 */
#ifndef ONETRIP_HTTP_DATE_H
#define ONETRIP_HTTP_DATE_H

#include "core/base/base.h"

enum { HTTP_DATE_SIZE = 32 };

/* "Tue, 14 Nov 2023 22:13:20 GMT" */
void http_date(int64_t wall_ms, char out[HTTP_DATE_SIZE]);
bool http_date_parse(const char *text, int64_t *wall_ms); /* exactly that form */

#endif
