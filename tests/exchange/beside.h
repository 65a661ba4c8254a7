/* SPDX-License-Identifier: MIT
 *
 * The program at its counter while a department misbehaves beside it: a clerk types on the workbench,
 * one key a turn of the loop, and a question with a fault of faults.h is under way. beside_turn is
 * what a turn of tui/app_loop.c does, with a pipe for the terminal and the canvas for the glass.
 */
#ifndef ONETRIP_BESIDE_H
#define ONETRIP_BESIDE_H

#include <stdlib.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "tests/exchange/faults.h"
#include "tui/app.h"
#include "tui/start.h"

enum { BESIDE_TYPED = 20, BESIDE_CATALOG = 4096 };

struct beside {
	struct hostile server;
	struct app *app;
	struct catalog *catalog;     /* of the fault under way; NULL none */
	char dir[64], catalog_path[80];
	int keys[2];                 /* the terminal: what is written to [1] is typed */
	size_t typed;                /* letters that stand in the box */
	/* of the question */
	struct ask *ask;             /* NULL: none, or it has ended */
	enum outcome outcome;
};

static inline bool beside_start(struct beside *b)
{
	struct demo_wish wish = {.seed = 1, .fresh = true, .hall = "Hall"};
	struct demo_place place;
	struct buf messages;

	*b = (struct beside){.keys = {-1, -1}};
	(void)snprintf(b->dir, sizeof b->dir, "/tmp/onetrip-beside-XXXXXX");
	if (!mkdtemp(b->dir) || pipe(b->keys) || !hostile_start(&b->server))
		return false;
	(void)snprintf(b->catalog_path, sizeof b->catalog_path, "%s/fault.ini", b->dir);
	wish.dir = b->dir;
	if (demo_prepare(&wish, &place) != OK)
		return false;
	struct start start = {.kind = STORE_DEMO, .database = place.database,
		.terminal_key = place.key, .hall = "Hall", .window = "A03",
		.demo_base = "http://127.0.0.1:1", .print_dir = place.prints, .scans = place.scans,
		.lock_seconds = 100000, .mask_seconds = 100000, .esc_ms = 25};
	buf_init(&messages, 65536);
	enum err e = app_new(&start, &b->app, &messages);
	buf_release(&messages);
	if (e || operator_login(b->app->store, "1024", "wang-2026") != OK)
		return false;
	app_after_login(b->app);
	while (!b->app->listed) /* the directory is read in steps; not what is looked at here */
		app_tick(b->app);
	app_draw(b->app);
	return true;
}

static inline void beside_stop(struct beside *b)
{
	app_free(b->app);
	catalog_free(b->catalog);
	hostile_stop(&b->server);
	close(b->keys[0]);
	close(b->keys[1]);
	(void)!file_remove_tree(b->dir);
}

static inline void beside_answered(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct beside *b = ctx;

	(void)ask;
	b->ask = NULL;
	b->outcome = reply->outcome;
}

/* Puts the question with that fault; it leaves in the next turn. */
static inline bool beside_ask(struct beside *b, const char *fault)
{
	char text[BESIDE_CATALOG], why[ASK_TEXT];
	struct buf messages;

	catalog_free(b->catalog);
	b->catalog = NULL;
	b->outcome = OUTCOME_PENDING;
	(void)snprintf(text, sizeof text,
		"[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:%d\"\n"
		"[resource test]\nname = t\ndepartment = t\norigin = here\nsharing = unconditional\n"
		"safe = yes\npath = \"/%s\"\nok = \"$.code == '0'\"\nrows = \"$.data\"\n"
		"same = \"$.id == :holder_id\"\ncap = 1048576\nrows_max = 200\narg.id = \":holder_id\"\n"
		"item.name = \"$.name\"\nitem.address = \"$.address\"\n", b->server.port, fault);
	buf_init(&messages, 4096);
	enum err e = file_write(b->catalog_path, text, strlen(text));
	if (!e)
		e = catalog_load(b->catalog_path, NULL, &b->catalog, &messages);
	buf_release(&messages);
	if (e)
		return false;
	struct ask_request r = {.resource = &b->catalog->resources[0], .insist = true,
		.basis = {.operator_id = "1024", .window = "A03", .unit = "1", .item_code = "1",
			.case_number = "1", .ground = "1", .holder_name = HOLDER_NAME,
			.holder_id = HOLDER_ID}};
	return ask_send(b->app->driver, &r, beside_answered, b, &b->ask, why) == OK;
}

/* What stands in the box of the workbench is what was typed. */
static inline bool beside_shown(const struct beside *b)
{
	char want[BESIDE_TYPED + 3] = "[";
	struct buf row;

	memset(want + 1, 'q', b->typed);
	want[1 + b->typed] = b->typed ? ' ' : '\0';
	buf_init(&row, 4096);
	canvas_row_text(&b->app->canvas, 1, &row);
	bool shown = strstr(buf_text(&row), want) != NULL;
	buf_release(&row);
	return shown;
}

/* A letter until the box is full, then it is emptied. */
static inline bool beside_type(struct beside *b)
{
	bool full = b->typed == BESIDE_TYPED;

	b->typed = full ? 0 : b->typed + 1;
	return write(b->keys[1], full ? "\025" : "q", 1) == 1;
}

/* One turn of the loop: false when it went by without taking the key and painting it. */
static inline bool beside_turn(struct beside *b)
{
	struct wait_fd fd = {.fd = b->keys[0]};
	uint8_t byte;

	if (driver_wait(b->app->driver, &fd, 1, app_wait_ms(b->app)) != OK || !fd.ready ||
		read(b->keys[0], &byte, 1) != 1)
		return false;
	app_feed(b->app, &byte, 1);
	app_tick(b->app);
	if (b->app->dirty)
		app_draw(b->app);
	return beside_shown(b);
}

/* Faults by number, those that are bytes and those that need doing; NULL at the end. */
static inline const char *beside_fault(size_t i)
{
	if (i < COUNT_OF(bytes_faults))
		return bytes_faults[i].name;
	i -= COUNT_OF(bytes_faults);
	return i < COUNT_OF(acting_faults) ? acting_faults[i].name : NULL;
}

#endif
