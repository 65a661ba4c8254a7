/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_REPORT_PROVIDERS_H
#define ONETRIP_REPORT_PROVIDERS_H

#include "tui/commands/report_others.h"

struct providers;
/* The note is kept until the next call. */
void report_providers_table(const struct providers *p, struct report_table *t);
/* The letter to each, kept, on standard output; a form feed between two. */
enum err provider_letters(struct station *s, const struct range *r) MUST_CHECK;
enum err report_providers(struct station *s, const struct range *r, struct report_table *t) MUST_CHECK;

#endif
