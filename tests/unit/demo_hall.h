/* SPDX-License-Identifier: MIT
 *
 * A demo hall of its own for a test: store, staff, items, catalog and city, the supervisor logged
 * in, the clock at the demo's first morning.
 */
#ifndef ONETRIP_DEMO_HALL_H
#define ONETRIP_DEMO_HALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/shelf.h"
#include "core/demo/history.h"
#include "core/standards/tables.h"
#include "core/standards/workday.h"
#include "core/store/operator.h"
#include "core/store/past.h"

#define NOW "2026-03-16T09:00"

static const struct operator_first staff[] = {
	{"1024", "王芳", "wang-2026", ROLE_CLERK},
	{"1025", "李伟", "liwei-2026", ROLE_CLERK},
	{"1031", "张丽", "zhang-2026", ROLE_CLERK},
	{"1042", "刘洋", "liu-2026", ROLE_CLERK},
	{"T07", "林夕", "lin-2026", ROLE_CLERK},
	{"2001", "赵敏", "zhao-2026", ROLE_SUPERVISOR},
	{"3001", "陈立", "chen-2026", ROLE_EXAMINER},
	{"4001", "孙浩", "sun-2026", ROLE_DECIDER},
	{"6001", "吴霞", "wuxia-2026", ROLE_ISSUER},
	{"7001", "何晴", "heqing-2026", ROLE_APPEALS},
	{"9001", "周行", "zhou-2026", ROLE_ADMIN},
};

struct hall {
	char folder[64], path[80], key[80];
	struct store *store;
	struct directory *directory;
	struct catalog *catalog;
	struct city *city;
	struct history history;
};

static inline void open_tables(void)
{
	char path[PATH_SIZE];

	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_int_equal(file_asset("demo/regions.tsv", path), OK);
	assert_int_equal(tables_add_demo(path), OK);
}

static inline void open_store(struct hall *h, enum store_kind kind)
{
	char recovery[RECOVERY_CODE];

	text_copy(h->folder, sizeof h->folder, "/tmp/onetrip-test-XXXXXX");
	assert_non_null(mkdtemp(h->folder));
	text_format(h->path, sizeof h->path, "%s/demo.db", h->folder);
	text_format(h->key, sizeof h->key, "%s/terminal.key", h->folder);
	struct store_place place = {.path = h->path, .terminal_key = h->key,
		.station = "A03", .kind = kind};
	assert_int_equal(store_create(&place), OK);
	assert_int_equal(store_open(&place, &h->store), OK);
	const struct seal_cost *cost = kind == STORE_DEMO ? &SEAL_COST_DEMO : &SEAL_COST_FLOOR;
	assert_int_equal(operator_init(h->store, cost, staff, COUNT_OF(staff), recovery), OK);
	assert_int_equal(operator_login(h->store, "2001", "zhao-2026"), OK);
}

static inline struct hall *hall_new(enum store_kind kind)
{
	struct hall *h = mem_new(sizeof *h);
	char path[PATH_SIZE];
	int64_t now;
	struct buf messages;

	assert_true(clock_parse(NOW, &now));
	clock_start_at(now);
	clock_hold(true); /* else a slow machine is a different day */
	open_tables();
	buf_init(&messages, 65536);
	assert_int_equal(file_asset("forms", path), OK);
	assert_int_equal(directory_open(path, &h->directory, &messages), OK);
	directory_day(h->directory, clock_today());
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, "http://127.0.0.1:9", &h->catalog, &messages), OK);
	buf_release(&messages);
	h->city = city_new(1);
	open_store(h, kind);
	h->history = (struct history){.store = h->store, .directory = h->directory,
		.catalog = h->catalog, .city = h->city, .hall = "Demo City Service Hall", .until_ms = now};
	return h;
}

static inline void hall_free(struct hall *h)
{
	store_close(h->store);
	city_free(h->city);
	catalog_free(h->catalog);
	directory_free(h->directory);
	tables_close();
	assert_int_equal(file_remove_tree(h->folder), OK);
	mem_free(h);
}

#endif
