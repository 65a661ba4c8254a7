/* SPDX-License-Identifier: MIT */
#include "tui/commands/views.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/casefile.h"
#include "core/standards/tables.h"

enum { ITEMS = 512, FORM_BYTES = 1 << 20 };

struct views {
	struct store *store;
	struct projection *projection;
	struct item *items[ITEMS]; /* by hash, as they come up */
	size_t n;
};

/* Every item a case uses was kept in the journal before, so nothing else is asked. */
static const struct item *find(void *ctx, const char *code, const uint8_t hash[HASH_SIZE])
{
	struct views *v = ctx;
	struct item *item = NULL;
	struct buf text, messages;

	for (size_t i = 0; i < v->n; i++)
		if (memcmp(v->items[i]->hash, hash, HASH_SIZE) == 0)
			return v->items[i];
	if (v->n == ITEMS)
		return NULL;
	buf_init(&text, FORM_BYTES);
	buf_init(&messages, 16384);
	if (journal_form(v->store, hash, &text) == OK &&
		item_parse(code, buf_text(&text), text.len, &item, &messages) == OK)
		v->items[v->n++] = item;
	buf_release(&text);
	buf_release(&messages);
	return item;
}

enum err views_start(struct store *s, struct views **out)
{
	struct views *v;
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	if (e == OK)
		e = tables_open(path);
	if (e != OK)
		return e;
	v = mem_new(sizeof *v);
	v->store = s;
	e = projection_start(s, find, v, &v->projection);
	if (e != OK) {
		views_end(v);
		return e;
	}
	*out = v;
	return OK;
}

void views_end(struct views *v)
{
	if (!v)
		return;
	projection_free(v->projection);
	for (size_t i = 0; i < v->n; i++)
		item_free(v->items[i]);
	tables_close();
	mem_free(v);
}

void views_progress(uint64_t done, uint64_t total)
{
	static time_t started;
	time_t now = time(NULL);

	if (!started)
		started = now;
	if (now - started < 2 || !isatty(STDERR_FILENO))
		return;
	fputs("\r\033[K", stderr);
	if (done < total)
		fprintf(stderr, _("%llu of %llu events"), (unsigned long long)done,
			(unsigned long long)total);
}
