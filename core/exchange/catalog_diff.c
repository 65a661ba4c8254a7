/* SPDX-License-Identifier: MIT */
#include "core/exchange/catalog_diff.h"

#include <string.h>

#include "core/base/text.h"

enum { SECTION = 256 * 1024, LINE = 1200 };

struct compare {
	struct difference sum;
	struct buf before, after;    /* of what is being compared */
	difference_fn fn;
	void *ctx;
};

static void tell(struct compare *c, char sign, const char *what, const char *line)
{
	if (c->fn)
		c->fn(sign, what, line, c->ctx);
}

static bool has_line(const char *text, const char *line, size_t len)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		if (n == len && memcmp(text, line, len) == 0)
			return true;
		text += n + (text[n] == '\n');
	}
	return false;
}

/* The lines of one text that the other has not. */
static void tell_lines(struct compare *c, char sign, const char *what, const char *text, const char *other)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		char line[LINE];
		if (!has_line(other, text, len)) {
			text_copyn(line, sizeof line, text, len);
			tell(c, sign, what, line);
		}
		text += len + (text[len] == '\n');
	}
}

static void compare(struct compare *c, const char *kind, const char *name)
{
	const char *before = buf_text(&c->before), *after = buf_text(&c->after);
	char what[64];

	text_format(what, sizeof what, "%s%s", kind, name);
	if (!*before && *after) {
		c->sum.added++;
		tell(c, '+', what, NULL);
	} else if (*before && !*after) {
		c->sum.removed++;
		tell(c, '-', what, NULL);
	} else if (!text_equal(before, after)) {
		c->sum.changed++;
		tell(c, '~', what, NULL);
		tell_lines(c, '-', what, before, after);
		tell_lines(c, '+', what, after, before);
	}
	buf_clear(&c->before);
	buf_clear(&c->after);
}

static const struct gateway *origin(const struct catalog *c, const char *name)
{
	for (size_t i = 0; i < c->n_origins; i++)
		if (text_equal(c->origins[i].name, name))
			return &c->origins[i];
	return NULL;
}

static void origins(struct compare *c, const struct catalog *a, const struct catalog *b)
{
	for (size_t i = 0; a && i < a->n_origins; i++) {
		const struct gateway *other = origin(b, a->origins[i].name);
		catalog_write_origin(&a->origins[i], &c->before);
		if (other)
			catalog_write_origin(other, &c->after);
		compare(c, "origin ", a->origins[i].name);
	}
	for (size_t i = 0; i < b->n_origins; i++)
		if (!a || !origin(a, b->origins[i].name)) {
			catalog_write_origin(&b->origins[i], &c->after);
			compare(c, "origin ", b->origins[i].name);
		}
}

/* Both are sorted by id. */
static void resources(struct compare *c, const struct catalog *a, const struct catalog *b)
{
	size_t i = 0, k = 0, n = a ? a->n_resources : 0;

	while (i < n || k < b->n_resources) {
		int order = i == n		 ? 1
			    : k == b->n_resources ? -1
						  : strcmp(a->resources[i].id, b->resources[k].id);
		const char *id = order <= 0 ? a->resources[i].id : b->resources[k].id;
		if (order <= 0)
			catalog_write_resource(&a->resources[i++], &c->before);
		if (order >= 0)
			catalog_write_resource(&b->resources[k++], &c->after);
		compare(c, "", id);
	}
}

static const struct standing_grant *grant(const struct catalog *c, const char *name)
{
	for (size_t i = 0; c && i < c->n_grants; i++)
		if (text_equal(c->grants[i].name, name))
			return &c->grants[i];
	return NULL;
}

/* What comes granted is seen too: it opens resources to items. */
static void grants(struct compare *c, const struct catalog *a, const struct catalog *b)
{
	for (size_t i = 0; a && i < a->n_grants; i++) {
		const struct standing_grant *other = grant(b, a->grants[i].name);
		catalog_write_grant(&a->grants[i], &c->before);
		if (other)
			catalog_write_grant(other, &c->after);
		compare(c, "grant ", a->grants[i].name);
	}
	for (size_t i = 0; i < b->n_grants; i++)
		if (!grant(a, b->grants[i].name)) {
			catalog_write_grant(&b->grants[i], &c->after);
			compare(c, "grant ", b->grants[i].name);
		}
}

struct difference catalog_diff(const struct catalog *before, const struct catalog *after, difference_fn fn,
	void *ctx)
{
	struct compare c = {.fn = fn, .ctx = ctx};

	buf_init(&c.before, SECTION);
	buf_init(&c.after, SECTION);
	origins(&c, before, after);
	grants(&c, before, after);
	resources(&c, before, after);
	buf_release(&c.before);
	buf_release(&c.after);
	return c.sum;
}
