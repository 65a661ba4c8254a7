/* SPDX-License-Identifier: MIT
 *
 * One loader for all tables. What other files build from them (sorted indexes) they drop when
 * tables_on_change tells them to.
 */
#include "core/standards/tables.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/text.h"

enum { LISTENERS_MAX = 8 };

static const struct {
	const char *file;
	size_t columns;
} files[] = {
#define X(name, file, columns) {file, columns},
	TABLES(X)
#undef X
};

static char folder[PATH_SIZE];
static struct tsv tables[TABLE_COUNT], demo;
static bool loaded[TABLE_COUNT];
static void (*listeners[LISTENERS_MAX])(void);
static size_t n_listeners;

void tables_on_change(void (*forget)(void))
{
	for (size_t i = 0; i < n_listeners; i++) {
		if (listeners[i] == forget)
			return;
	}
	if (n_listeners == LISTENERS_MAX)
		BUG("too many users of the tables");
	listeners[n_listeners++] = forget;
}

static void changed(void)
{
	size_t n = n_listeners;

	n_listeners = 0;
	while (n > 0)
		listeners[--n]();
}

enum err tables_path(const char *file, char out[PATH_SIZE])
{
	enum err e = *folder ? OK : file_asset("codes", folder);

	if (e)
		return e;
	return text_format(out, PATH_SIZE, "%s/%s", folder, file) ? OK : ERR_LIMIT;
}

enum err tables_open(const char *dir)
{
	char path[PATH_SIZE];

	for (size_t i = 0; i < TABLE_COUNT; i++) {
		if (!text_format(path, sizeof(path), "%s/%s", dir, files[i].file))
			return ERR_LIMIT;
		if (!file_exists(path))
			return ERR_NOTFOUND;
	}
	tables_close();
	text_copy(folder, sizeof(folder), dir);
	return OK;
}

enum err tables_add_demo(const char *path)
{
	struct tsv more = {0};
	enum err e = tsv_load(path, files[TABLE_REGIONS].columns, &more);

	if (e)
		return e;
	changed();
	tsv_release(&demo);
	demo = more;
	return OK;
}

void tables_close(void)
{
	changed();
	for (size_t i = 0; i < TABLE_COUNT; i++)
		tsv_release(&tables[i]);
	tsv_release(&demo);
	memset(tables, 0, sizeof(tables));
	memset(loaded, 0, sizeof(loaded));
	demo = (struct tsv){0};
	folder[0] = '\0';
}

const struct tsv *tables_get(enum table t)
{
	char path[PATH_SIZE];
	size_t line = 0;
	enum err e;

	if (loaded[t])
		return &tables[t];
	loaded[t] = true; /* also when it fails: one line in the log, not one a look-up */
	e = tables_path(files[t].file, path);
	if (!e)
		e = tsv_load_told(path, files[t].columns, &tables[t], &line);
	if (e)
		log_line("tables", "%s:%zu: %s", files[t].file, line, err_name(e));
	return &tables[t];
}

const struct tsv *tables_demo(void)
{
	return &demo;
}

bool tables_find(const struct tsv *t, const char *key, size_t *row)
{
	size_t low = 0, high = t->rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(key, tsv_cell(t, middle, 0));

		if (order == 0) {
			*row = middle;
			return true;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}
