/* SPDX-License-Identifier: MIT
 *
 * Pages are cut where they stand: the file's bytes are kept, titles and texts point into them.
 */
#include "tui/manual.h"

#include <ctype.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/pool.h"
#include "core/base/text.h"

struct manual {
	struct pool pool;
	struct manual_page pages[MANUAL_PAGES];
	size_t n;
};

/* In the order in which `onetrip help` lists them. */
static const char *const files[] = {"guide", "screens", "errors"};

struct reader {
	struct manual *m;
	struct buf *messages, text;  /* text: of the page being read */
	const char *name;
	int line;
	bool bad;
};

static void complain(struct reader *r, const char *what)
{
	buf_addf(r->messages, "%s:%d: %s\n", r->name, r->line, what);
	r->bad = true;
}

static void end_page(struct reader *r)
{
	struct manual *m = r->m;

	if (m->n && !m->pages[m->n - 1].text) {
		if (r->text.len <= 1)
			complain(r, _("the page before has no text"));
		m->pages[m->n - 1].text = pool_text(&m->pool, buf_text(&r->text));
	}
	buf_clear(&r->text);
}

static void begin_page(struct reader *r, const char *head)
{
	size_t word = strcspn(head, " ");
	char topic[32];

	end_page(r);
	if (!word || !head[word] || !text_copyn(topic, sizeof topic, head, word)) {
		complain(r, _("a page begins with @ topic Title"));
		return;
	}
	if (manual_find(r->m, topic))
		complain(r, _("this topic has a page already"));
	if (r->m->n == MANUAL_PAGES) {
		complain(r, _("there are too many pages"));
		return;
	}
	r->m->pages[r->m->n++] = (struct manual_page){.topic = pool_text(&r->m->pool, topic),
		.title = pool_text(&r->m->pool, head + word + 1)};
}

static void take_line(struct reader *r, const char *line)
{
	if (*line == '#')
		return;
	if (text_starts(line, "@ "))
		begin_page(r, line + 2);
	else if (r->m->n)
		buf_addf(&r->text, "%s\n", line);
	else if (*line)
		complain(r, _("a page begins with @ topic Title"));
}

static void take_lines(struct reader *r, char *at)
{
	while (*at) {
		char *end = at + strcspn(at, "\n");
		bool more = *end != '\0';
		*end = '\0';
		r->line++;
		take_line(r, at);
		at = more ? end + 1 : end;
	}
	end_page(r);
}

static enum err read_file(struct reader *r, const char *name)
{
	char asset[64], path[PATH_SIZE];
	struct buf bytes;

	text_format(asset, sizeof asset, "help/%s/%s.txt", i18n_chinese() ? "zh" : "en", name);
	enum err e = file_asset(asset, path);
	if (e)
		return e;
	buf_init(&bytes, MANUAL_BYTES);
	e = file_read(path, &bytes);
	r->name = asset;
	r->line = 0;
	if (!e && bytes.data)
		take_lines(r, bytes.data);
	buf_release(&bytes);
	return e ? e : r->bad ? ERR_SYNTAX : OK;
}

enum err manual_open(struct manual **out, struct buf *messages)
{
	struct manual *m = mem_new(sizeof *m);
	struct reader r = {.m = m, .messages = messages};
	enum err e = OK;

	buf_init(&r.text, MANUAL_BYTES);
	for (size_t i = 0; i < COUNT_OF(files) && !e; i++)
		e = read_file(&r, files[i]);
	buf_release(&r.text);
	if (e)
		manual_close(m);
	else
		*out = m;
	return e;
}

void manual_close(struct manual *m)
{
	if (!m)
		return;
	pool_release(&m->pool);
	mem_free(m);
}

size_t manual_pages(const struct manual *m, const struct manual_page **out)
{
	*out = m->pages;
	return m->n;
}

const struct manual_page *manual_find(const struct manual *m, const char *topic)
{
	for (size_t i = 0; m && i < m->n; i++)
		if (text_equal(m->pages[i].topic, topic))
			return &m->pages[i];
	return NULL;
}

const char *manual_nearest(const struct manual *m, const char *topic)
{
	const char *words[MANUAL_PAGES];

	for (size_t i = 0; i < m->n; i++)
		words[i] = m->pages[i].topic;
	return ini_nearest(topic, words, m->n);
}

void manual_error_topic(enum err e, char out[32])
{
	const char *name = err_name(e);

	text_copy(out, 32, text_starts(name, "ERR_") ? name + 4 : name);
	for (char *at = out; *at; at++)
		*at = (char)tolower((unsigned char)*at);
}
