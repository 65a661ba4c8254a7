/* SPDX-License-Identifier: MIT
 *
 * The parts of store_verify. Each adds its findings to the report; the result is an error only
 * when something could not be read at all, and then there is a finding too.
 */
#ifndef ONETRIP_VERIFY_INSIDE_H
#define ONETRIP_VERIFY_INSIDE_H

#include "core/store/inside.h"

void finding(struct verify_report *out, const char *format, ...) PRINTF_LIKE(2, 3);

/* verify_keys.c */
enum err verify_keys_digest(struct store *s, struct verify_report *out) MUST_CHECK;
enum err verify_slots(struct store *s, struct verify_report *out) MUST_CHECK;
enum err verify_side(struct store *s, struct verify_report *out) MUST_CHECK; /* side.c */
enum err verify_deks(struct store *s, struct verify_report *out) MUST_CHECK;
/* safe.c */
enum err verify_safe(struct store *s, struct verify_report *out) MUST_CHECK;
/* verify_views.c */
enum err verify_views(struct store *s, struct verify_report *out) MUST_CHECK;

#endif
