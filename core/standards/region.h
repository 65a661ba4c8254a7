/* SPDX-License-Identifier: MIT
 *
 * Administrative divisions, GB/T 2260 and the ministry's yearly lists with history and overlay, and
 * over them what the hall has put in force as table "region" (codes_publish): rows "code name name_en
 * parent from to next" of divisions that are new, have another name, or ended.
 */
#ifndef ONETRIP_REGION_H
#define ONETRIP_REGION_H

#include "core/base/buf.h"
#include "core/base/clock.h"

enum region_status { REGION_NONE, REGION_CURRENT, REGION_OLD };

struct region {
	enum region_status status;
	const char *name;   /* "" when none; lives as long as the tables */
	const char *parent; /* six digits or "" */
};

/* One division of all, also old ones, without the containers of the codes (市辖区 and the like). */
struct region_row {
	const char *code, *name;
	const char *parent;  /* the next real division above; "" none */
	day_t from, to;      /* in force, as far as the lists tell; DAY_NONE open */
	const char *next;    /* codes that took its place, blanks between; "" nobody told */
};

void region_find(const char *code, struct region *out); /* six digits, already normalised */
void region_path(const char *code, struct buf *out);    /* "浙江省杭州市西湖区"; "" when none */
/* What stands now where an old code stood: paths, with a mark between several; "" when no list and no
 * table of the hall tells (the lists that come with the program do not). */
void region_successors(const char *code, struct buf *out);
bool region_province(const char *code);                 /* its first two digits are in use */
bool region_demo(const char *code);                     /* 3399xx: fictional, refused live */
size_t region_count(void);                              /* current ones, with demo if loaded */
const char *region_code_at(size_t i);                   /* for pick lists */
size_t region_total(void);                              /* of the divisions with their history */
bool region_row(size_t i, struct region_row *out);      /* false: a container, not to be shown */
size_t region_prefix(const char *text);                 /* bytes of an address that name regions */

#endif
