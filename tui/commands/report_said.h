/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_REPORT_SAID_H
#define ONETRIP_REPORT_SAID_H

#include "tui/commands/report_others.h"

enum err report_appeals(struct station *s, const struct range *r, struct report_table *t) MUST_CHECK;
enum err report_ratings(struct station *s, const struct range *r, struct report_table *t) MUST_CHECK;

#endif
