/* SPDX-License-Identifier: MIT
 *
 * The line editor: any sequence of keys and pastes leaves valid text, a cursor on the border of
 * a cluster, and a picture inside its brackets. One byte an act; text follows it.
 */
#include <stdlib.h>
#include <string.h>

#include "tui/edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static uint32_t code_before(const struct edit *e)
{
	const char *p = e->text;
	size_t left = e->at;
	uint32_t cp = 0;

	while (left > 0)
		cp = text_next(&p, &left);
	return cp;
}

static void check(const struct edit *e)
{
	const char *p = e->text + e->at;
	size_t left = e->len - e->at;

	must(e->len <= EDIT_BYTES && strlen(e->text) == e->len && e->at <= e->len);
	must(text_valid(e->text, e->len) && text_valid(e->text, e->at));
	must(e->max == 0 || text_count(e->text) <= (size_t)e->max);
	if (left > 0 && e->at > 0) {
		uint32_t before = code_before(e);
		must(text_cell(text_show(text_next(&p, &left), before)) > 0);
	}
}

static void check_picture(const struct edit *e, struct canvas *c, int width)
{
	edit_draw(e, c, 0, 1, width, true);
	must(c->cells[1].cp == '[' && c->cells[width].cp == ']');
	must(c->cursor_col >= 2 && c->cursor_col < width);
	must(c->cells[c->cursor_col].width != 0);
}

/* Bytes up to the next act, as one paste. */
static size_t paste(struct edit *e, const uint8_t *data, size_t size)
{
	char text[256];
	size_t n = 0;

	while (n < size && n < sizeof text - 1 && data[n] >= 16)
		n++;
	memcpy(text, data, n);
	text[n] = '\0';
	edit_paste(e, text);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum action acts[] = {ACT_LEFT, ACT_RIGHT, ACT_TOP, ACT_END, ACT_RUBOUT,
		ACT_DELETE, ACT_CLEAR, ACT_ENTER};
	struct canvas c = {0};
	struct edit e;

	edit_init(&e, size > 0 ? data[0] % 40 : 0, size > 0 && data[0] >= 200);
	canvas_init(&c, 1, 40);
	for (size_t i = 1; i < size;) {
		if (data[i] < 8)
			edit_act(&e, acts[data[i]]);
		else if (data[i] < 16)
			edit_drop_last(&e, data[i] - 8);
		if (data[i] < 16)
			i++;
		else
			i += paste(&e, data + i, size - i);
		check(&e);
		check_picture(&e, &c, 3 + (int)(i % 30));
	}
	canvas_release(&c);
	edit_wipe(&e);
	return 0;
}
