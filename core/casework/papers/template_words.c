/* SPDX-License-Identifier: MIT
 *
 * Names and texts of a template: a name exists and is said on this kind of document, a text is there in
 * both languages.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/text.h"
#include "core/casework/papers/template_inside.h"

enum { MISTAKES = 50 };

void template_mistake(struct reading *r, const char *format, ...)
{
	char text[400];
	va_list args;

	if (++r->mistakes > MISTAKES)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	buf_addf(r->messages, "%s:%d: %s\n", r->path, r->line, text);
}

/* ---- names ---- */

static void unknown(struct reading *r, const char *name)
{
	const char *known[SAID_COUNT_ + ROWS_COUNT_ + CELL_COUNT_ + 1];
	size_t n = 0;

	for (; sheet_name(n); n++)
		known[n] = sheet_name(n);
	const char *nearest = ini_nearest(name, known, n);
	if (nearest)
		template_mistake(r, _("there is no {%s}; did you mean {%s}?"), name, nearest);
	else
		template_mistake(r, _("there is no {%s}"), name);
}

bool template_in_rows(const struct reading *r, enum rows rows)
{
	for (size_t i = 0; i < r->depth; i++) {
		const struct template_step *s = &r->t->steps[r->open[i]];
		if (s->op == OP_EACH && s->index == (int)rows)
			return true;
	}
	return false;
}

bool template_here(struct reading *r, const char *name, unsigned on)
{
	if (on & r->t->on)
		return true;
	template_mistake(r, _("{%s} is not said on this kind of document"), name);
	return false;
}

bool template_name(struct reading *r, const char *name, enum tested *what, int *index)
{
	unsigned on = 0;
	enum rows rows;

	if ((*index = said_named(name, &on)) >= 0) {
		*what = TEST_SAID;
		return template_here(r, name, on);
	}
	if ((*index = rows_named(name, &on)) >= 0) {
		*what = TEST_ROWS;
		return template_here(r, name, on);
	}
	if ((*index = cell_named(name, &rows)) >= 0) {
		*what = TEST_CELL;
		if (!template_in_rows(r, rows))
			template_mistake(r, _("{%s} stands outside its `each`"), name);
		return template_in_rows(r, rows);
	}
	unknown(r, name);
	return false;
}

/* ---- texts ---- */

static bool add_name(struct reading *r, const char *name, struct buf *out)
{
	enum tested what;
	int index;

	if (!template_name(r, name, &what, &index))
		return false;
	if (what == TEST_ROWS) {
		template_mistake(r, _("{%s} is a list: it goes with `each`"), name);
		return false;
	}
	buf_addc(out, what == TEST_SAID ? MARK_SAID : MARK_CELL);
	buf_addc(out, (char)(index + 1));
	return true;
}

/* Names become marks. */
static const char *coded(struct reading *r, const char *text)
{
	struct buf out;
	char name[64];

	buf_init(&out, TEMPLATE_LINE * 2);
	while (*text) {
		size_t plain = strcspn(text, "{}");
		buf_add(&out, text, plain);
		text += plain;
		if (!*text)
			break;
		size_t n = strcspn(text + 1, "{}");
		if (*text == '}' || text[1 + n] != '}' || !text_copyn(name, sizeof name, text + 1, n)) {
			template_mistake(r, _("a brace without its other half"));
			break;
		}
		(void)add_name(r, name, &out);
		text += n + 2;
	}
	const char *kept = pool_text(&r->t->pool, buf_text(&out));
	buf_release(&out);
	return kept;
}

static bool has_han(const char *text)
{
	size_t left = strlen(text);
	uint32_t c;

	while ((c = text_next(&text, &left)) != 0)
		if (text_is_han(c))
			return true;
	return false;
}

/* "Chinese | English" */
struct text2 template_text(struct reading *r, const char *text)
{
	char zh[TEMPLATE_LINE];
	const char *bar = strstr(text, " | ");
	struct text2 t;

	text_copyn(zh, sizeof zh, text, bar ? (size_t)(bar - text) : strlen(text));
	if (!bar && has_han(zh))
		template_mistake(r, _("the English is missing: TEXT | TEXT"));
	t.zh = coded(r, zh);
	t.en = bar ? coded(r, bar + 3) : t.zh;
	return t;
}

/* "LABEL : TEXT"; the label may be empty. */
void template_labelled(struct reading *r, const char *rest, struct template_step *s)
{
	char label[TEMPLATE_LINE];
	const char *colon = strncmp(rest, ": ", 2) == 0 ? rest - 1 : strstr(rest, " : ");
	size_t n = strlen(rest);

	if (!colon && n >= 2 && strcmp(rest + n - 2, " :") == 0)
		colon = rest + n - 2; /* a line to write on */
	if (!colon) {
		template_mistake(r, _("LABEL : TEXT is wanted"));
		return;
	}
	text_copyn(label, sizeof label, rest, colon < rest ? 0 : (size_t)(colon - rest));
	s->label = template_text(r, label);
	s->text = template_text(r, colon[2] ? colon + 3 : "");
}
