/* SPDX-License-Identifier: MIT
 *
 * What must hold: a gateway counts as down only when every department behind it that was asked is,
 * and at least two of them were.
 */
#include "core/exchange/standing.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"

static const struct {
	char sign;
	const char *word, *say;
} standings[] = {
#define X(name, sign, word, say) {sign, word, say},
	STANDING_TABLE(X)
#undef X
};

enum { SLOW_MS = 3000 };

char standing_sign(enum standing s)
{
	return standings[s].sign;
}

const char *standing_word(enum standing s)
{
	return standings[s].word;
}

const char *standing_say(enum standing s)
{
	return standings[s].say;
}

/* ---- one department ---- */

static enum standing of_last(const struct health_unit *u)
{
	switch (u->last) {
	case OUTCOME_LIMIT:
		return STANDING_QUOTA;
	case OUTCOME_DENIED:
	case OUTCOME_STALE:
	case OUTCOME_BADASK:
		return STANDING_CLOSED;
	case OUTCOME_BROKEN:
		return STANDING_BROKEN;
	case OUTCOME_AGAIN:
		return STANDING_DOWN;
	case OUTCOME_FOUND:
	case OUTCOME_NOTHING:
		return STANDING_UP;
	default:
		return STANDING_UNKNOWN;
	}
}

static enum standing judge(const struct health_unit *u, const struct health_figures *f)
{
	if (!u)
		return STANDING_UNKNOWN;
	if (u->breaker != BREAKER_CLOSED)
		return u->breaker == BREAKER_HALF ? STANDING_TRYING : STANDING_DOWN;
	enum standing s = of_last(u);
	return s == STANDING_UP && f->typical_ms >= SLOW_MS ? STANDING_SLOW : s;
}

static const struct health_unit *unit_of(const struct standing_row *r, const struct health_unit *units,
	size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(units[i].origin, r->origin->name) == 0 &&
			strcmp(units[i].department, r->department) == 0)
			return &units[i];
	return NULL;
}

static const char *name_of(const struct resource *r)
{
	return r->department ? r->department : "";
}

static bool listed(const struct standing_row *rows, size_t n, const struct resource *r)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].origin == r->origin && strcmp(rows[i].department, name_of(r)) == 0)
			return true;
	return false;
}

static size_t list(const struct catalog *c, const struct health_unit *units, size_t n_units,
	struct standing_row *out)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_resources && n < STANDING_ROWS; i++) {
		const struct resource *r = &c->resources[i];

		if (!resource_asked(r) || listed(out, n, r))
			continue;
		struct standing_row *row = &out[n++];
		*row = (struct standing_row){.origin = r->origin, .department = name_of(r),
			.department_en = r->department_en, .example = r, .departments = 1,
			.figures = {.typical_ms = -1, .slow_ms = -1}};
		row->unit = unit_of(row, units, n_units);
		if (row->unit)
			row->figures = health_figures(row->unit, STANDING_SPAN_MS);
		row->standing = judge(row->unit, &row->figures);
	}
	return n;
}

/* ---- a gateway that is down: one line, not twelve ---- */

static bool unreachable(const struct standing_row *r)
{
	return r->standing == STANDING_DOWN || r->standing == STANDING_TRYING;
}

static bool gateway_down(const struct standing_row *rows, size_t n, const struct gateway *o)
{
	size_t asked = 0;

	for (size_t i = 0; i < n; i++) {
		if (rows[i].origin != o || rows[i].standing == STANDING_UNKNOWN)
			continue;
		if (!unreachable(&rows[i]))
			return false;
		asked++;
	}
	return asked >= 2;
}

/* The one that tries first speaks for all. */
static void take_in(struct standing_row *whole, const struct standing_row *one)
{
	bool first = !whole->unit ||
		     (one->unit && one->unit->until_ms < whole->unit->until_ms);

	whole->departments += one->departments;
	if (one->standing == STANDING_TRYING || whole->standing == STANDING_UNKNOWN)
		whole->standing = one->standing;
	if (one->unit && first)
		whole->unit = one->unit;
	whole->figures.asked += one->figures.asked;
	whole->figures.good += one->figures.good;
}

static struct standing_row *row_of(struct standing_row *rows, size_t n, const struct gateway *o)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].origin == o && !rows[i].department)
			return &rows[i];
	return NULL;
}

static size_t fold_gateways(struct standing_row *rows, size_t n)
{
	bool down[STANDING_ROWS];
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		down[i] = gateway_down(rows, n, rows[i].origin);
	for (size_t i = 0; i < n; i++) {
		struct standing_row *whole = row_of(rows, kept, rows[i].origin);

		if (whole) {
			take_in(whole, &rows[i]);
			continue;
		}
		rows[kept] = rows[i];
		if (down[i])
			rows[kept].department = rows[kept].department_en = NULL;
		kept++;
	}
	return kept;
}

size_t standing_read(const struct catalog *c, const struct health_unit *units, size_t n,
	struct standing_row *out)
{
	return fold_gateways(out, list(c, units, n, out));
}

/* ---- figures ---- */

int standing_retry_s(const struct standing_row *r)
{
	int64_t left = r->unit && r->unit->breaker == BREAKER_OPEN ?
		r->unit->until_ms - clock_mono_ms() : 0;

	return left > 0 ? (int)((left + 999) / 1000) : 0;
}

void standing_strip(const struct health_unit *u, char out[STRIP_CELLS + 1])
{
	int64_t now = clock_mono_ms();

	memset(out, ' ', STRIP_CELLS);
	out[STRIP_CELLS] = '\0';
	for (size_t i = 0; u && i < u->n_samples; i++) {
		int64_t back = (now - u->samples[i].at_ms) / STRIP_CELL_MS;

		if (back < 0 || back >= STRIP_CELLS)
			continue;
		char *cell = &out[STRIP_CELLS - 1 - back];
		if (!u->samples[i].good)
			*cell = 'X';
		else if (*cell == ' ')
			*cell = '.';
	}
}
