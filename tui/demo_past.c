/* SPDX-License-Identifier: MIT
 *
 * What the history of the demo hall stands on, opened for it and closed again.
 */
#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/demo/history.h"
#include "core/standards/tables.h"
#include "tui/start.h"

/* Nothing listens there: the history asks the city's own records. */
#define NOWHERE "http://127.0.0.1:9"

static enum err open_tables(void)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	if (!e)
		e = tables_open(path);
	if (!e)
		e = file_asset("demo/regions.tsv", path);
	return e ? e : tables_add_demo(path);
}

static enum err open_items(const char *forms, struct directory **out, struct buf *messages)
{
	char path[PATH_SIZE];
	bool own = !forms || !*forms;
	enum err e = own ? file_asset("forms", path)
			 : text_copy(path, sizeof path, forms) ? OK : ERR_LIMIT;

	if (!e)
		e = directory_open(path, out, messages);
	if (!e)
		directory_day(*out, clock_today());
	return e;
}

static enum err open_catalog(struct catalog **out, struct buf *messages)
{
	char path[PATH_SIZE];
	enum err e = file_asset("catalog/demo.ini", path);

	return e ? e : catalog_load(path, NOWHERE, out, messages);
}

enum err demo_past_lay(struct store *s, const struct demo_wish *w)
{
	struct history h = {.store = s, .hall = w->hall, .until_ms = clock_now_ms(), .cases = w->cases,
		.progress = w->progress, .ctx = w->ctx};
	struct directory *items = NULL;
	struct catalog *catalog = NULL;
	struct city *city = city_new(w->seed);
	struct buf messages;

	buf_init(&messages, 65536);
	enum err e = open_tables();
	if (!e)
		e = open_items(w->forms, &items, &messages);
	if (!e)
		e = open_catalog(&catalog, &messages);
	h.directory = items;
	h.catalog = catalog;
	h.city = city;
	if (!e)
		e = history_lay(&h);
	buf_release(&messages);
	city_free(city);
	catalog_free(catalog);
	directory_free(items);
	tables_close();
	return e;
}
