/* SPDX-License-Identifier: MIT
 *
 * What must hold: no code that was ever in force is lost, so that an old case has its label still.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/code_set.h"

struct merge {
	const char *name;
	day_t from;
	const struct code *old, *fresh;
	size_t n_old, n_fresh;
	const uint32_t *lines;       /* of fresh */
	bool *taken;                 /* rows of old that stand in out already */
	struct buf *out;
	struct code_telling *told;
	codes_change_fn fn;
	void *ctx;
};

static void put_day(struct buf *out, day_t d)
{
	char text[11] = "";

	if (d != DAY_NONE)
		day_format(d, text);
	buf_addf(out, "\t%s", text);
}

static void put(struct merge *m, const struct code *c)
{
	buf_addf(m->out, "%s\t%s\t%s\t%s", c->code, c->name, c->name_en, c->parent);
	put_day(m->out, c->from);
	put_day(m->out, c->to);
	buf_addf(m->out, "\t%s\n", c->next);
}

static void tell_change(const struct merge *m, const struct code *was, const struct code *is)
{
	if (m->fn)
		m->fn(m->ctx, was, is);
}

static bool same(const struct code *a, const struct code *b)
{
	return text_equal(a->name, b->name) && text_equal(a->name_en, b->name_en) &&
	       text_equal(a->parent, b->parent);
}

static bool lasts(const struct code *c, day_t day)
{
	return c->to == DAY_NONE || c->to >= day;
}

/* Puts what there was under the code, ended the day before; returns the newest row when it is open on
 * that day still and goes on as it is (fresh says so), else NULL. */
static const struct code *put_history(struct merge *m, const char *code, const struct code *fresh)
{
	const struct code *goes_on = NULL;

	for (size_t i = 0; i < m->n_old; i++) {
		struct code c = m->old[i];
		if (m->taken[i] || !text_equal(c.code, code))
			continue;
		m->taken[i] = true;
		if (lasts(&c, m->from) && fresh && same(&c, fresh)) {
			goes_on = &m->old[i];
			continue;
		}
		if (lasts(&c, m->from)) {
			tell_change(m, &m->old[i], fresh);
			c.to = m->from - 1;
		}
		if (c.from == DAY_NONE || c.to >= c.from)
			put(m, &c);
	}
	return goes_on;
}

/* In force on that day, or later. */
static bool known(const struct merge *m, const char *code, day_t day)
{
	for (size_t i = 0; i < m->n_old; i++)
		if (text_equal(m->old[i].code, code) && lasts(&m->old[i], day))
			return true;
	return false;
}

static void merge_row(struct merge *m, const struct code *fresh)
{
	struct code c = *fresh;
	bool was = known(m, c.code, m->from);
	const struct code *goes_on = put_history(m, c.code, fresh);

	c.from = goes_on ? goes_on->from : fresh->from != DAY_NONE ? fresh->from : m->from;
	put(m, &c);
	if (!was || (goes_on && c.to != goes_on->to))
		tell_change(m, goes_on, goes_on ? NULL : fresh);
}

/* From a day on: each code once. */
static void merge_from(struct merge *m)
{
	for (size_t i = 0; i < m->n_fresh; i++) {
		for (size_t k = 0; k < i; k++)
			if (text_equal(m->fresh[k].code, m->fresh[i].code))
				code_tell(m->told, m->lines[i], _("%s stands twice; from a day on each code stands once"),
					m->fresh[i].code);
		merge_row(m, &m->fresh[i]);
	}
	for (size_t i = 0; i < m->n_old; i++)
		if (!m->taken[i])
			(void)put_history(m, m->old[i].code, NULL);
}

/* The newest of the fresh rows with the code; NULL: none. */
static const struct code *fresh_of(const struct merge *m, const char *code)
{
	const struct code *found = NULL;

	for (size_t i = 0; i < m->n_fresh; i++)
		if (text_equal(m->fresh[i].code, code) && (!found || found->from < m->fresh[i].from))
			found = &m->fresh[i];
	return found;
}

/* The text is the whole table. */
static void merge_whole(struct merge *m)
{
	for (size_t i = 0; i < m->n_fresh; i++) {
		put(m, &m->fresh[i]);
		if (!known(m, m->fresh[i].code, DAY_NONE))
			tell_change(m, NULL, &m->fresh[i]);
	}
	for (size_t i = 0; i < m->n_old; i++) {
		const struct code *is = fresh_of(m, m->old[i].code);
		if (!is)
			code_tell(m->told, 0, _("%s is missing; give it a last day, or say from which day the list counts"),
				m->old[i].code);
		else if (!same(&m->old[i], is) || m->old[i].to != is->to)
			tell_change(m, &m->old[i], same(&m->old[i], is) ? NULL : is);
	}
}

/* Rows laid over the divisions: those given before stay, but for what the text says anew. */
static void merge_over(struct merge *m)
{
	for (size_t i = 0; i < m->n_old; i++)
		if (!fresh_of(m, m->old[i].code))
			put(m, &m->old[i]);
	for (size_t i = 0; i < m->n_fresh; i++) {
		const struct code *f = &m->fresh[i], *was = codes_find(m->name, f->code);
		put(m, f);
		if (!was || !text_equal(was->name, f->name))
			tell_change(m, was, f);
		else if (f->to != DAY_NONE)
			tell_change(m, was, NULL);
	}
}

/* ---- rows ---- */

static size_t read_rows(const struct tsv *t, struct code **out, struct code_telling *told)
{
	struct code *rows = mem_array(t->rows + 1, sizeof(*rows));
	size_t n = 0;

	for (size_t i = 0; i < t->rows; i++)
		n += code_table_row(t, i, 0, &rows[n], told);
	*out = rows;
	return n;
}

static bool merge_rows(struct merge *m, const struct tsv *fresh)
{
	struct tsv over = {0};
	struct code *rows, *old = NULL;
	size_t len, line;
	const char *given = code_given_text(m->name, &len);
	bool region = text_equal(m->name, "region");

	m->n_fresh = read_rows(fresh, &rows, m->told);
	m->fresh = rows;
	m->lines = fresh->lines;
	if (!region) {
		m->n_old = codes_list(m->name, &m->old);
	} else if (len && tsv_parse(given, len, CODE_COLUMNS, &over, &line) == OK) {
		m->n_old = read_rows(&over, &old, m->told);
		m->old = old;
	}
	m->taken = mem_array(m->n_old + 1, sizeof(*m->taken));
	if (m->n_fresh == fresh->rows) { /* else a line was told */
		if (region)
			merge_over(m);
		else if (m->from != DAY_NONE)
			merge_from(m);
		else
			merge_whole(m);
	}
	mem_free(m->taken);
	mem_free(rows);
	mem_free(old);
	tsv_release(&over);
	return m->told->n == 0;
}

enum err codes_merge(const char *name, const char *path, const char *text, size_t len, day_t from,
	struct buf *out, struct buf *messages, codes_change_fn fn, void *ctx)
{
	struct code_telling told = {.file = path, .messages = messages};
	struct merge m = {.name = name, .from = from, .out = out, .told = &told, .fn = fn, .ctx = ctx};
	struct tsv fresh = {0};
	size_t line = 0;

	if (!code_name_fits(name))
		return ERR_INPUT;
	enum err e = tsv_parse(text, len, CODE_COLUMNS, &fresh, &line);
	if (e == ERR_SYNTAX)
		code_tell(&told, line, _("not UTF-8 text with at most %d cells between tabs"), CODE_COLUMNS);
	else if (!e && fresh.rows == 0)
		code_tell(&told, 0, "%s", _("the table has no row"));
	if (!e && (told.n || !merge_rows(&m, &fresh)))
		e = ERR_SYNTAX;
	tsv_release(&fresh);
	if (!e)
		e = out->err;
	told.file = name; /* lines are those of what came of it */
	return e ? e : code_table_try(name, buf_text(out), out->len, &told);
}
