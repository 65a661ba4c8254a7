/* SPDX-License-Identifier: MIT */
#include "core/casework/oversight/item_lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"

enum { SENTENCE = 400 };

struct lint {
	const struct catalog *catalog;
	const char *path;
	struct buf *out;
	size_t mistakes;
};

PRINTF_LIKE(3, 4) static void tell(struct lint *l, int line, const char *format, ...)
{
	char text[SENTENCE];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	buf_addf(l->out, "%s:%d: %s\n", l->path, line, text);
	l->mistakes++;
}

/* ---- against the catalog ---- */

static void unknown_resource(struct lint *l, int line, const char *id)
{
	const char **known = mem_array(l->catalog->n_resources + 1, sizeof(*known));
	for (size_t i = 0; i < l->catalog->n_resources; i++)
		known[i] = l->catalog->resources[i].id;
	const char *nearest = ini_nearest(id, known, l->catalog->n_resources);
	if (nearest)
		tell(l, line, _("the catalog has no %s; did you mean %s?"), id, nearest);
	else
		tell(l, line, _("the catalog has no %s"), id);
	mem_free(known);
}

static void unknown_attribute(
	struct lint *l, int line, const struct resource *r, const char *attribute)
{
	const char *known[CATALOG_ATTRIBUTES];
	if (resource_sharing(r, attribute) == SHARING_NONE) {
		tell(l, line, _("%s.%s is not shared: %s"), r->id, attribute,
			resource_ground(r, attribute));
		return;
	}
	for (size_t i = 0; i < r->n_attributes; i++)
		known[i] = r->attributes[i].name;
	const char *nearest = ini_nearest(attribute, known, r->n_attributes);
	if (nearest)
		tell(l, line, _("%s has no attribute %s; did you mean %s?"), r->id, attribute,
			nearest);
	else
		tell(l, line, _("%s has no attribute %s"), r->id, attribute);
}

static void check_share(struct lint *l, const struct share *s)
{
	const struct resource *r = catalog_find(l->catalog, s->resource);
	if (!r)
		return; /* told once, at its [ask] */
	if (*s->attribute && !resource_has(r, s->attribute)) /* rows of a repeat name none */
		unknown_attribute(l, s->line, r, s->attribute);
	for (size_t i = 0; i < SHARE_FILTERS; i++) {
		if (*s->filters[i].where && !resource_has(r, s->filters[i].where))
			unknown_attribute(l, s->line, r, s->filters[i].where);
	}
}

static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);
	for (; *list; list += strspn(list, " ")) {
		size_t n = strcspn(list, " ");
		if (n == len && memcmp(list, word, n) == 0)
			return true;
		list += n;
	}
	return false;
}

static int line_of(const struct item *item, const char *section)
{
	char head[80];
	int line = 1;
	text_format(head, sizeof(head), "[material %s]", section);
	for (const char *c = item->text; c && !text_starts(c, head); line++)
		c = strchr(c, '\n') ? strchr(c, '\n') + 1 : NULL;
	return line;
}

/* Paper that a department could prove needs a stated ground (the once-only rule). */
static void check_paper(struct lint *l, const struct item *item, const struct material *m)
{
	if (!(m->ways & WAY_ORIGINAL) || *m->ground)
		return;
	if (!*m->proves) {
		tell(l, line_of(item, m->name),
			_("%s asks for paper: say what it proves, or on what ground"), m->name);
		return;
	}
	for (size_t i = 0; i < l->catalog->n_resources; i++) {
		const struct resource *r = &l->catalog->resources[i];
		if (r->sharing == SHARING_NONE || !has_word(r->proves, m->proves))
			continue;
		tell(l, line_of(item, m->name),
			_("%s asks for paper that %s proves; take it from there or state the ground"),
			m->name, r->id);
		return;
	}
}

/* ---- yes or no where that is enough (minimisation) ---- */

static bool compares(const char *before, const char *after)
{
	static const char *const words[] = {"between ", "in (", "is null", "is not null"};

	after += strspn(after, " ");
	if (strchr("<>=!", *after) && *after)
		return true;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (text_starts(after, words[i]))
			return true;
	while (*before == ' ')
		before--;
	return strchr("<>=", *before) != NULL;
}

/* Wherever the file names it with a colon it stands beside a comparison; never named: no. */
static bool only_compared(const struct item *item, const char *name)
{
	size_t len = strlen(name);
	bool any = false;

	for (const char *c = strchr(item->text, ':'); c; c = strchr(c + 1, ':')) {
		char behind = c[1 + len];
		if (strncmp(c + 1, name, len) != 0 || behind == '_' || (behind >= 'a' && behind <= 'z') ||
			(behind >= '0' && behind <= '9'))
			continue;
		if (c == item->text || !compares(c - 1, c + 1 + len))
			return false;
		any = true;
	}
	return any;
}

static bool measured(const struct field *f)
{
	return f->type == FIELD_INT || f->type == FIELD_DATE || f->type == FIELD_MONTH ||
	       f->type == FIELD_MONEY || f->type == FIELD_MONEY_WAN || f->type == FIELD_SHARE;
}

/* A fact nobody sees, of which only a comparison is wanted: a note, no mistake. */
static void note_raw(struct lint *l, const struct item *item, const struct field *f)
{
	const struct share *s = &f->shares[0];
	const struct resource *r = f->n_shares ? catalog_find(l->catalog, s->resource) : NULL;

	if (!r || !f->fact || !*s->attribute || !measured(f) || resource_predicate(r, s->attribute) ||
		!only_compared(item, f->name))
		return;
	const struct term *t = resource_instead(r, s->attribute);
	buf_addf(l->out, "%s:%d: ", l->path, s->line);
	if (t)
		buf_addf(l->out, _("note: of %s.%s only a comparison is used; %s.%s says yes or no\n"), r->id,
			s->attribute, r->id, t->name);
	else
		buf_addf(l->out, _("note: of %s.%s only a comparison is used; yes or no would be enough\n"), r->id,
			s->attribute);
}

static void check_sources(struct lint *l, const struct item *item)
{
	for (size_t i = 0; i < item->n_asks; i++) {
		const struct item_ask *ask = &item->asks[i];
		const struct resource *r = catalog_find(l->catalog, ask->resource);
		if (!r)
			unknown_resource(l, ask->line, ask->resource);
		else if (r->sharing == SHARING_NONE)
			tell(l, ask->line, _("%s is not shared: %s"), r->id, r->ground);
	}
	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		if (f->row > 0)
			continue; /* the first row has told it */
		for (size_t k = 0; k < f->n_shares; k++)
			check_share(l, &f->shares[k]);
		if (*f->offer.resource)
			check_share(l, &f->offer);
		note_raw(l, item, f);
	}
	for (size_t i = 0; i < item->n_materials; i++) {
		if (*item->materials[i].shared.resource)
			check_share(l, &item->materials[i].shared);
		check_paper(l, item, &item->materials[i]);
	}
}

size_t item_lint(const char *path, const struct item *item, const struct catalog *catalog, struct buf *out)
{
	struct lint l = {.catalog = catalog, .path = path, .out = out};

	check_sources(&l, item);
	return l.mistakes;
}
