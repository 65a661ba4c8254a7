/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_REPORT_INDEX_H
#define ONETRIP_REPORT_INDEX_H

#include "tui/commands/report_others.h"

enum err report_index(struct station *s, const struct range *r, struct report_table *t) MUST_CHECK;

#endif
