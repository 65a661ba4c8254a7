/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_REPORT_REGIONS_H
#define ONETRIP_REPORT_REGIONS_H

#include "tui/commands/report_others.h"

enum err report_regions(struct station *s, const struct range *r, struct report_table *t) MUST_CHECK;

#endif
