/* SPDX-License-Identifier: MIT
 *
 * Administrative divisions, GB/T 2260 and the ministry's yearly lists with history and overlay.
 */
#ifndef ONETRIP_REGION_H
#define ONETRIP_REGION_H

#include "core/base/base.h"
#include "core/base/buf.h"

enum region_status { REGION_NONE, REGION_CURRENT, REGION_OLD };

struct region {
	enum region_status status;
	const char *name;   /* "" when none; lives as long as the tables */
	const char *parent; /* six digits or "" */
};

void region_find(const char *code, struct region *out); /* six digits, already normalised */
void region_path(const char *code, struct buf *out);    /* "浙江省杭州市西湖区"; "" when none */
bool region_province(const char *code);                 /* its first two digits are in use */
bool region_demo(const char *code);                     /* 3399xx: fictional, refused live */
size_t region_count(void);                              /* current ones, with demo if loaded */
const char *region_code_at(size_t i);                   /* for pick lists */
size_t region_prefix(const char *text);                 /* bytes of an address that name regions */

#endif
