/* SPDX-License-Identifier: MIT
 *
 * The log: one line an event, for the administrator. It never holds a name, number, address,
 * password, key or URL argument; callers pass codes and counts only.
 */
#ifndef ONETRIP_LOG_H
#define ONETRIP_LOG_H

#include "core/base/base.h"

enum err log_open(const char *path) MUST_CHECK;  /* 0600, appended; without it lines are dropped */
void log_close(void);
int log_fd(void);                                /* -1 when there is no log */
void log_line(const char *area, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
