/* SPDX-License-Identifier: MIT
 *
 * Sets out of files. Strict: what is not as codes.h says is told with its line, and the set it
 * stands in is left out.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/code_set.h"

static const char code_chars[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-/";

/* No blank at its ends, no control. */
static bool plain(const char *text)
{
	size_t len = strlen(text);

	for (const char *c = text; *c; c++) {
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			return false;
	}
	return len == 0 || (*text != ' ' && text[len - 1] != ' ');
}

static bool read_day(const char *text, day_t *out)
{
	*out = DAY_NONE;
	return !*text || day_parse(text, out);
}

static const char *mistake(const struct code *c, const char *from, const char *to)
{
	size_t len = strlen(c->code), name = strlen(c->name);

	if (len == 0 || len > CODES_CODE || strspn(c->code, code_chars) != len)
		return _("a code is 1 to 32 letters, digits, . _ - or /");
	if (name == 0 || name > CODES_LABEL || !plain(c->name))
		return _("the name is empty, too long, or has blanks at its ends");
	if (strlen(c->name_en) > CODES_LABEL || !plain(c->name_en))
		return _("the English name is too long, or has blanks at its ends");
	if (*from && c->from == DAY_NONE)
		return _("the first day is not a date as 2026-03-16");
	if (*to && c->to == DAY_NONE)
		return _("the last day is not a date as 2026-03-16");
	if (c->to != DAY_NONE && c->to < c->from)
		return _("the last day is before the first");
	if (*c->next && (c->to == DAY_NONE || !plain(c->next)))
		return _("only a code with a last day has others after it, blanks between");
	return NULL;
}

bool code_table_row(const struct tsv *t, size_t row, size_t first, struct code *out,
	struct code_telling *told)
{
	const char *cells[CODE_COLUMNS], *wrong;

	for (size_t i = 0; i < CODE_COLUMNS; i++)
		cells[i] = tsv_cell(t, row, first + i);
	*out = (struct code){cells[0], cells[1], cells[2], cells[3], DAY_NONE, DAY_NONE, cells[6]};
	(void)read_day(cells[4], &out->from);
	(void)read_day(cells[5], &out->to);
	wrong = mistake(out, cells[4], cells[5]);
	if (wrong)
		code_tell(told, t->lines[row], "%s", wrong);
	return !wrong;
}

/* Rows [from, from + n) of a table as a set; NULL when something was told. */
static struct code_set *cut(const struct tsv *t, size_t from, size_t n, size_t first,
	const char *name, struct code_telling *told)
{
	struct code *rows = mem_array(n, sizeof(*rows));
	size_t before = told->n;

	for (size_t i = 0; i < n; i++)
		(void)code_table_row(t, from + i, first, &rows[i], told);
	if (told->n > before) {
		mem_free(rows);
		return NULL;
	}
	struct code_set *s = code_set_make(name, rows, n);
	if (code_set_check(s, t->lines + from, told))
		return s;
	code_set_free(s);
	return NULL;
}

/* Takes the text of the table, or what kept it from being read. */
static struct code_set *whole(const char *name, struct tsv *text, enum err e, size_t line,
	struct code_telling *told)
{
	struct code_set *s = NULL;

	if (e == ERR_SYNTAX)
		code_tell(told, line, _("not UTF-8 text with at most %d cells between tabs"), CODE_COLUMNS);
	else if (e)
		code_tell(told, 0, "%s", _(err_text(e)));
	else if (text->rows == 0)
		code_tell(told, 0, _("the table has no row"));
	else if (text->rows > CODES_ROWS)
		code_tell(told, text->lines[CODES_ROWS], _("more than %d rows"), CODES_ROWS);
	else
		s = cut(text, 0, text->rows, 0, name, told);
	if (s)
		s->text = *text;
	else
		tsv_release(text);
	return s;
}

struct code_set *code_table_load(const char *name, const char *path, struct code_telling *told)
{
	struct tsv text = {0};
	size_t line = 0;
	enum err e = tsv_load_told(path, CODE_COLUMNS, &text, &line);

	return whole(name, &text, e, line, told);
}

struct code_set *code_table_read(const char *name, const char *text, size_t len, struct code_telling *told)
{
	struct tsv t = {0};
	size_t line = 0;
	enum err e = tsv_parse(text, len, CODE_COLUMNS, &t, &line);

	return whole(name, &t, e, line, told);
}

static bool stands_above(const struct tsv *t, size_t row, const char *name)
{
	for (size_t i = 0; i < row; i++) {
		if (strcmp(tsv_cell(t, i, 0), name) == 0)
			return true;
	}
	return false;
}

size_t code_table_shared(const struct tsv *t, struct code_set **out, size_t max,
	struct code_telling *told)
{
	size_t n = 0;

	for (size_t row = 0, end; row < t->rows; row = end) {
		const char *name = tsv_cell(t, row, 0);

		for (end = row + 1; end < t->rows; end++) {
			if (strcmp(name, tsv_cell(t, end, 0)) != 0)
				break;
		}
		if (!*name || strlen(name) >= CODES_NAME || strchr(name, ':')) {
			code_tell(told, t->lines[row], _("the name of the set is missing or too long"));
		} else if (stands_above(t, row, name)) {
			code_tell(told, t->lines[row], _("%s stands in two places; its rows belong together"),
				name);
		} else if (n < max) {
			struct code_set *s = cut(t, row, end - row, 1, name, told);
			if (s)
				out[n++] = s;
		}
	}
	return n;
}
