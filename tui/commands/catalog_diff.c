/* SPDX-License-Identifier: MIT
 *
 * Two editions compared by what they would be written as, so that a key nobody thought of here is
 * compared, too.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/text.h"
#include "tui/commands/catalog.h"

enum { SECTION = 256 * 1024 };

/* The lines of one text that the other has not, each with its sign. */
static void tell_lines(const char *text, const char *other, char sign)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		bool there = false;
		for (const char *at = other; *at && !there;) {
			size_t n = strcspn(at, "\n");
			there = n == len && memcmp(at, text, len) == 0;
			at += n + (at[n] == '\n');
		}
		if (!there)
			printf("  %c %.*s\n", sign, (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static void tell_change(const char *kind, const char *name, const struct buf *before,
	const struct buf *after)
{
	printf("~ %s%s\n", kind, name);
	tell_lines(buf_text(before), buf_text(after), '-');
	tell_lines(buf_text(after), buf_text(before), '+');
}

static void compare(const char *kind, const char *name, struct buf *before, struct buf *after,
	bool quiet, struct difference *d)
{
	if (before->len == 0 && after->len == 0)
		return;
	if (before->len == 0) {
		d->added++;
		if (!quiet)
			printf("+ %s%s\n", kind, name);
	} else if (after->len == 0) {
		d->removed++;
		if (!quiet)
			printf("- %s%s\n", kind, name);
	} else if (!text_equal(buf_text(before), buf_text(after))) {
		d->changed++;
		if (!quiet)
			tell_change(kind, name, before, after);
	}
	buf_clear(before);
	buf_clear(after);
}

static const struct gateway *origin(const struct catalog *c, const char *name)
{
	for (size_t i = 0; i < c->n_origins; i++)
		if (text_equal(c->origins[i].name, name))
			return &c->origins[i];
	return NULL;
}

static void origins(const struct catalog *a, const struct catalog *b, bool quiet, struct buf text[2],
	struct difference *d)
{
	for (size_t i = 0; i < a->n_origins; i++) {
		const struct gateway *other = origin(b, a->origins[i].name);
		catalog_write_origin(&a->origins[i], &text[0]);
		if (other)
			catalog_write_origin(other, &text[1]);
		compare("origin ", a->origins[i].name, &text[0], &text[1], quiet, d);
	}
	for (size_t i = 0; i < b->n_origins; i++)
		if (!origin(a, b->origins[i].name)) {
			catalog_write_origin(&b->origins[i], &text[1]);
			compare("origin ", b->origins[i].name, &text[0], &text[1], quiet, d);
		}
}

/* Both are sorted by id. */
static void resources(const struct catalog *a, const struct catalog *b, bool quiet,
	struct buf text[2], struct difference *d)
{
	size_t i = 0, k = 0;

	while (i < a->n_resources || k < b->n_resources) {
		int order = i == a->n_resources   ? 1
			    : k == b->n_resources ? -1
						  : strcmp(a->resources[i].id, b->resources[k].id);
		const char *id = order <= 0 ? a->resources[i].id : b->resources[k].id;
		if (order <= 0)
			catalog_write_resource(&a->resources[i++], &text[0]);
		if (order >= 0)
			catalog_write_resource(&b->resources[k++], &text[1]);
		compare("", id, &text[0], &text[1], quiet, d);
	}
}

struct difference library_diff(const struct catalog *before, const struct catalog *after, bool quiet)
{
	struct difference d = {0};
	struct buf text[2];

	buf_init(&text[0], SECTION);
	buf_init(&text[1], SECTION);
	origins(before, after, quiet, text, &d);
	resources(before, after, quiet, text, &d);
	buf_release(&text[0]);
	buf_release(&text[1]);
	return d;
}
