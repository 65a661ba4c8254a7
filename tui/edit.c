/* SPDX-License-Identifier: MIT
 *
 * What must hold after every call: the text is valid UTF-8, NUL-terminated, within its maximum,
 * and the cursor is on a border between clusters.
 */
#include "tui/edit.h"

#include <string.h>

#include "core/base/mem.h"

void edit_init(struct edit *e, int max, bool secret)
{
	*e = (struct edit){.max = max, .secret = secret};
}

void edit_wipe(struct edit *e)
{
	mem_wipe(e->text, sizeof e->text);
	e->len = e->at = 0;
}

static bool private_use(uint32_t cp)
{
	return (cp >= 0xE000 && cp <= 0xF8FF) || (cp >= 0xF0000 && (cp & 0xFFFF) < 0xFFFE);
}

/* What can be data in a line. Private characters are in real names; they are only shown as
 * U+FFFD. Everything else that may not be shown may not be typed. */
static bool insertable(uint32_t cp, uint32_t before)
{
	return cp != TEXT_BAD && cp != 0xFFFD &&
	       (private_use(cp) || text_show(cp, before) != 0xFFFD);
}

/* Cells as the canvas counts them. */
static int cells_of(uint32_t cp, uint32_t before)
{
	return text_cell(text_show(cp, before));
}

/* Start of the code point that ends at `at`. */
static size_t point_before(const struct edit *e, size_t at)
{
	while (at > 0 && ((uint8_t)e->text[--at] & 0xC0) == 0x80)
		;
	return at;
}

static uint32_t point_at(const struct edit *e, size_t at, size_t *after)
{
	const char *p = e->text + at;
	size_t left = e->len - at;
	uint32_t cp = text_next(&p, &left);

	*after = (size_t)(p - e->text);
	return cp;
}

static uint32_t code_before(const struct edit *e, size_t at)
{
	size_t after;

	return at > 0 ? point_at(e, point_before(e, at), &after) : 0;
}

static bool border(const struct edit *e, size_t at)
{
	size_t after;

	return at == 0 || at == e->len || cells_of(point_at(e, at, &after), code_before(e, at)) > 0;
}

static size_t cluster_before(const struct edit *e, size_t at)
{
	do
		at = point_before(e, at);
	while (!border(e, at));
	return at;
}

static size_t cluster_after(const struct edit *e, size_t at)
{
	if (at == e->len)
		return at;
	do
		point_at(e, at, &at);
	while (!border(e, at));
	return at;
}

/* Zero-width followers already standing before the cursor. */
static int marks_before(const struct edit *e)
{
	int n = 0;

	for (size_t at = e->at; at > 0; n++) {
		size_t start = point_before(e, at), after;
		if (cells_of(point_at(e, start, &after), code_before(e, start)) > 0)
			return n;
		at = start;
	}
	return CELL_MARKS; /* nothing to stand on */
}

bool edit_insert(struct edit *e, uint32_t cp)
{
	uint32_t before = code_before(e, e->at);
	char bytes[TEXT_UTF8_MAX];

	if (!insertable(cp, before))
		return false;
	if (cells_of(cp, before) == 0 && marks_before(e) >= CELL_MARKS)
		return false;
	if (e->max > 0 && text_count(e->text) >= (size_t)e->max)
		return false;

	size_t n = text_put(cp, bytes);
	if (e->len + n > EDIT_BYTES)
		return false;
	memmove(e->text + e->at + n, e->text + e->at, e->len - e->at + 1);
	memcpy(e->text + e->at, bytes, n);
	e->at += n;
	e->len += n;
	return true;
}

void edit_paste(struct edit *e, const char *text)
{
	size_t len = strlen(text);

	while (len > 0) {
		uint32_t cp = text_next(&text, &len);
		edit_insert(e, cp == '\n' || cp == '\r' || cp == '\t' ? ' ' : cp);
	}
}

void edit_set(struct edit *e, const char *text)
{
	edit_wipe(e);
	edit_paste(e, text);
}

static void cut(struct edit *e, size_t from, size_t to)
{
	memmove(e->text + from, e->text + to, e->len - to);
	e->len -= to - from;
	mem_wipe(e->text + e->len, to - from);
	e->at = from;
}

bool edit_act(struct edit *e, enum action a)
{
	size_t at = e->at, len = e->len;

	switch (a) {
	case ACT_LEFT:
		if (at > 0)
			e->at = cluster_before(e, at);
		break;
	case ACT_RIGHT:
		e->at = cluster_after(e, at);
		break;
	case ACT_TOP:
		e->at = 0;
		break;
	case ACT_END:
		e->at = e->len;
		break;
	case ACT_RUBOUT:
		if (at > 0)
			cut(e, cluster_before(e, at), at);
		break;
	case ACT_DELETE:
		cut(e, at, cluster_after(e, at));
		break;
	case ACT_CLEAR:
		edit_wipe(e);
		break;
	default:
		return false;
	}
	return e->at != at || e->len != len;
}

void edit_drop_last(struct edit *e, int characters)
{
	while (characters-- > 0 && e->at > 0)
		cut(e, point_before(e, e->at), e->at);
}

/* The text as it is shown up to byte `end`; secrets as one star a cluster. */
static size_t shown_cells(const struct edit *e, size_t end)
{
	uint32_t before = 0;
	size_t cells = 0;

	for (size_t at = 0; at < end;) {
		uint32_t cp = point_at(e, at, &at);
		int n = cells_of(cp, before);

		cells += (size_t)(e->secret && n > 0 ? 1 : n);
		before = cp;
	}
	return cells;
}

static int hidden_cells(const struct edit *e, int inner)
{
	int cursor = (int)shown_cells(e, e->at), half = inner / 2 > 0 ? inner / 2 : 1;

	return cursor < inner ? 0 : ((cursor - inner) / half + 1) * half;
}

/* First byte that is not hidden; *skew: cells of a half hidden character that stay blank. */
static size_t first_shown(const struct edit *e, int hidden, int *skew)
{
	size_t at = 0;
	int cells = 0;

	while (at < e->len && cells < hidden) {
		at = cluster_after(e, at);
		cells = (int)shown_cells(e, at);
	}
	*skew = cells > hidden ? cells - hidden : 0;
	return at;
}

void edit_draw(const struct edit *e, struct canvas *c, int row, int col, int width, bool focused)
{
	enum paint p = focused ? PAINT_FOCUS : PAINT_TEXT;
	int inner = width - 2, skew;

	if (inner < 1)
		return;
	int hidden = hidden_cells(e, inner);
	size_t from = first_shown(e, hidden, &skew);

	canvas_text(c, row, col, PAINT_TEXT, "[");
	canvas_fill(c, row, col + 1, inner, p);
	if (e->secret) {
		int stars = (int)shown_cells(e, e->len) - hidden;
		for (int i = 0; i < stars && i < inner; i++)
			canvas_text(c, row, col + 1 + i, p, "*");
	} else {
		canvas_field(c, row, col + 1 + skew, inner - skew, p, e->text + from);
	}
	canvas_text(c, row, col + width - 1, PAINT_TEXT, "]");
	if (focused) {
		canvas_cursor(c, row, col + 1 + (int)shown_cells(e, e->at) - hidden);
		c->secret = e->secret;
	}
}
