/* SPDX-License-Identifier: MIT
 *
 * Opens everything a session stands on, in the order of the floors, and closes it in reverse.
 * The demo has its own folder, key and file kind; it can never open a live database.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/conf.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/desk/crossings.h"
#include "core/casework/desk/inwards.h"
#include "core/casework/desk/usage.h"
#include "core/casework/objection.h"
#include "core/casework/papers/template.h"
#include "core/casework/shelf.h"
#include "core/standards/tables.h"
#include "core/store/gate.h"
#include "tui/app.h"
#include "tui/counter.h"
#include "tui/editions.h"
#include "tui/facing.h"
#include "tui/moved.h"
#include "tui/start.h"

static enum err open_tables(bool demo)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	if (!e)
		e = tables_open(path);
	if (!e && demo && !(e = file_asset("demo/regions.tsv", path)))
		e = tables_add_demo(path);
	return e;
}

static struct objections *open_objections(struct app *a, const struct start *s)
{
	struct objection_days days = OBJECTION_DAYS;

	if (s->check_days)
		days = (struct objection_days){s->check_days, s->forward_days, s->answer_days};
	return objections_new(a->store, &days);
}

static enum err open_desk(struct app *a, const struct start *s)
{
	struct desk_parts parts = {
		.store = a->store,
		.directory = a->directory,
		.catalog = a->catalog,
		.driver = a->driver,
		.hall = a->hall,
		.window = a->window,
		.region = a->region,
		.training = a->demo,
		.printer = s->printer && *s->printer ? s->printer : NULL,
		.print_dir = s->print_dir,
		.scans = s->scans && *s->scans ? s->scans : NULL,
		.printers = s->printers,
		.slip_columns = s->slip_columns,
		.page_columns = s->page_columns,
		.bilingual = s->bilingual,
		.any_hour = s->any_hour,
		.objections = a->objections,
	};

	templates_folder(s->templates);
	return desk_new(&parts, &a->desk);
}

static void open_crossings(struct app *a)
{
	a->crossings = crossings_new(&(struct crossings_parts){.store = a->store, .catalog = a->catalog,
		.driver = a->driver, .find = shelf_find, .ctx = desk_shelf(a->desk), .hall = a->hall,
		.window = a->window, .region = a->region});
}

static void open_inwards(struct app *a)
{
	a->inwards = inwards_new(&(struct inwards_parts){.store = a->store, .catalog = a->catalog,
		.driver = a->driver, .find = shelf_find, .ctx = desk_shelf(a->desk), .hall = a->hall,
		.window = a->window, .region = a->region});
}

static void settle(struct app *a, const struct start *s)
{
	a->demo = s->kind == STORE_DEMO;
	a->practice = s->practice;
	a->watch_fd = -1;
	a->desk_next_ms = -1;
	a->lock_seconds = s->lock_seconds;
	a->mask_seconds = s->mask_seconds;
	text_copy(a->hall, sizeof a->hall, s->hall);
	text_copy(a->window, sizeof a->window, s->window);
	text_copy(a->region, sizeof a->region, a->demo ? "339901" : s->region ? s->region : "");
	text_copy(a->database, sizeof a->database, s->database);
	text_copy(a->term, sizeof a->term, s->term ? s->term : "");
	terminal_load(a->database, a->term, s->theme, &a->terminal);
	a->terminal.slow |= s->slow;
	if (s->theme_fixed)
		a->terminal.theme = s->theme;
	a->other_look = true;
	text_copy(a->demo_base, sizeof a->demo_base, s->demo_base ? s->demo_base : "");
	decoder_init(&a->decoder, s->esc_ms, s->esc_prefix || a->terminal.lost);
	a->decoder.esc_always = a->terminal.lost != 0;
	intake_init(&a->intake);
	canvas_init(&a->canvas, 24, 80);
	canvas_init(&a->before, 24, 80);
}

enum err app_new(const struct start *s, struct app **out, struct buf *messages)
{
	struct app *a = mem_new(sizeof *a);
	struct store_place place = {.path = s->database, .terminal_key = s->terminal_key,
		.station = s->window, .kind = s->kind, .witness = s->witness};

	settle(a, s);
	a->facing = mem_new(sizeof *a->facing);
	enum err e = open_tables(a->demo);
	if (!e)
		e = driver_new(&a->driver);
	if (!e)
		e = store_open(&place, &a->store);
	if (!e)
		e = inforce_apply(a->store, &a->inforce);
	if (!e)
		e = editions_open(a, s, messages);
	if (!e) {
		store_patience(a->store, GATE_MOMENT_MS); /* nobody waits in the loop: again.h */
		driver_share(a->driver, a->store);
		if (!a->demo)
			driver_live(a->driver);
		a->grants = grants_new(a->store, a->catalog);
		driver_guard(a->driver, grants_guard, a->grants);
		a->objections = open_objections(a, s);
	}
	if (!e) {
		a->counter = counter_new(a->store);
		facing_start(a, s->database);
	}
	if (!e)
		e = open_desk(a, s);
	if (!e) {
		open_crossings(a);
		open_inwards(a);
		e = app_push(a, &screen_login, NULL);
	}
	if (e) {
		app_free(a);
		return e;
	}
	*out = a;
	return OK;
}

void app_free(struct app *a)
{
	if (!a)
		return;
	moved_end(a);
	while (a->depth > 0) {
		const struct screen *s = a->stack[--a->depth].screen;
		void *state = a->stack[a->depth].state;
		if (s->leave)
			s->leave(a, state);
		mem_wipe(state, s->state_size);
		mem_free(state);
	}
	counter_free(a->counter);
	if (a->facing)
		facing_stop(a);
	mem_free(a->facing);
	crossings_free(a->crossings);
	inwards_free(a->inwards);
	desk_free(a->desk);
	if (a->driver)
		driver_share(a->driver, NULL);
	objections_free(a->objections);
	usage_free(a->usage);
	grants_free(a->grants);
	store_close(a->store);
	driver_free(a->driver);
	editions_close(a);
	canvas_release(&a->canvas);
	canvas_release(&a->before);
	tables_close();
	mem_wipe(a, sizeof *a);
	mem_free(a);
}
