/* SPDX-License-Identifier: MIT */
#include "core/casework/roster_row.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/form/fingerprint.h"

enum { CELLS = 10, CELL = ROSTER_TAKES };

static const char *const kinds[] = {[ROSTER_KIND_UNIT] = "unit", [ROSTER_KIND_WINDOW] = "window",
	[ROSTER_KIND_DUTY] = "duty"};
static const char id_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";

static void day_text(day_t d, char out[11])
{
	*out = '\0';
	if (d != DAY_NONE)
		day_format(d, out);
}

bool roster_weekdays(const char *text, unsigned *out)
{
	unsigned days = 0;

	for (const char *c = text; *c; c++) {
		if (*c < '1' || *c > '7' || (days >> (*c - '1') & 1))
			return false;
		days |= 1u << (*c - '1');
	}
	*out = days;
	return true;
}

void roster_weekdays_text(unsigned weekdays, char out[8])
{
	size_t n = 0;

	for (int d = 0; d < 7; d++)
		if (weekdays >> d & 1)
			out[n++] = (char)('1' + d);
	out[n] = '\0';
}

bool roster_row_write(const struct roster_row *r, char out[ROSTER_TEXT])
{
	char from[11], until[11], days[8];

	day_text(r->from, from);
	day_text(r->until, until);
	roster_weekdays_text(r->weekdays, days);
	return text_format(out, ROSTER_TEXT, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", kinds[r->kind], r->id,
		r->name, r->unit, r->takes, r->operator, r->behalf, from, until, days);
}

/* Cuts the line at its tabs. */
static bool cut(const char *text, size_t len, char cells[CELLS][CELL])
{
	const char *end = text + len;

	if (len == 0 || end[-1] != '\n' || memchr(text, '\0', len))
		return false;
	end--;
	for (int i = 0; i < CELLS; i++) {
		const char *tab = i + 1 < CELLS ? memchr(text, '\t', (size_t)(end - text)) : end;
		if (!tab || !text_copyn(cells[i], CELL, text, (size_t)(tab - text)))
			return false;
		text = tab + 1;
	}
	return true;
}

static bool day_read(const char *text, day_t *out)
{
	*out = DAY_NONE;
	return !*text || day_parse(text, out);
}

enum err roster_row_parse(const char *text, size_t len, struct roster_row *out)
{
	char cells[CELLS][CELL];
	struct roster_row r = {0};
	size_t k = 0;

	if (!cut(text, len, cells))
		return ERR_SYNTAX;
	while (k < COUNT_OF(kinds) && !text_equal(kinds[k], cells[0]))
		k++;
	r.kind = (enum roster_kind)k;
	if (k == COUNT_OF(kinds) || !text_copy(r.id, sizeof r.id, cells[1]) ||
		!text_copy(r.name, sizeof r.name, cells[2]) || !text_copy(r.unit, sizeof r.unit, cells[3]) ||
		!text_copy(r.takes, sizeof r.takes, cells[4]) ||
		!text_copy(r.operator, sizeof r.operator, cells[5]) ||
		!text_copy(r.behalf, sizeof r.behalf, cells[6]) || !day_read(cells[7], &r.from) ||
		!day_read(cells[8], &r.until) || !roster_weekdays(cells[9], &r.weekdays) ||
		roster_row_mistake(&r))
		return ERR_SYNTAX;
	*out = r;
	return OK;
}

/* ---- what fits ---- */

static bool id_fits(const char *id, size_t most)
{
	size_t n = strlen(id);

	return n >= 1 && n <= most && strspn(id, id_letters) == n;
}

/* On one line, no blank at its ends, nothing that the glass would not show. */
static bool plain(const char *text)
{
	size_t len = strlen(text);
	struct buf shown;

	if (strpbrk(text, "\t\n") || !text_valid(text, len) ||
		(len && (*text == ' ' || text[len - 1] == ' ')))
		return false;
	buf_init(&shown, ROSTER_TEXT);
	text_sanitise(&shown, text, len);
	bool same = text_equal(buf_text(&shown), text);
	buf_release(&shown);
	return same;
}

static const char *duty_mistake(const struct roster_row *r)
{
	if (r->from == DAY_NONE)
		return N_("A duty has a first day");
	if (*r->name || *r->unit || *r->takes || (*r->operator && !id_fits(r->operator, OPERATOR_ID - 1)) ||
		(*r->behalf && !id_fits(r->behalf, OPERATOR_ID - 1)))
		return N_("A number has letters and digits only, at most 15");
	if (*r->behalf && text_equal(r->behalf, r->operator))
		return N_("Nobody takes their own seat");
	return NULL;
}

static const char *place_mistake(const struct roster_row *r)
{
	if (*r->operator || *r->behalf || r->weekdays || (r->kind == ROSTER_KIND_UNIT && (*r->unit || *r->takes)))
		return N_("A unit or a window has no people");
	if (!*r->name || !plain(r->name))
		return N_("The name is missing or has blanks at its ends");
	if (!plain(r->takes) || (*r->unit && !id_fits(r->unit, ROSTER_ID - 1)))
		return N_("What a window takes: codes and departments with a blank between");
	return NULL;
}

const char *roster_row_mistake(const struct roster_row *r)
{
	if (!id_fits(r->id, r->kind == ROSTER_KIND_UNIT ? ROSTER_ID - 1 : ROSTER_WINDOW - 1))
		return r->kind == ROSTER_KIND_UNIT ? N_("A unit's number has 1 to 15 letters, digits or -")
						   : N_("A window's number has 1 to 7 letters, digits or -");
	if (r->from != DAY_NONE && r->until != DAY_NONE && r->until < r->from)
		return N_("The last day is before the first");
	return r->kind == ROSTER_KIND_DUTY ? duty_mistake(r) : place_mistake(r);
}

/* ---- in the journal ---- */

enum err roster_row_read(struct store *s, const uint8_t hash[HASH_SIZE], struct roster_row *out)
{
	struct buf text;

	buf_init(&text, ROSTER_TEXT);
	enum err e = accord_text(s, hash, &text);
	if (!e)
		e = roster_row_parse(buf_text(&text), text.len, out);
	buf_release(&text);
	return e;
}

enum err roster_row_keep(struct store *s, const char *text, uint8_t hash[HASH_SIZE])
{
	fingerprint(text, strlen(text), hash);
	return journal_keep_form(s, hash, text, strlen(text));
}
