/* SPDX-License-Identifier: MIT
 *
 * What must hold: whoever knows a total and every cell shown of it cannot say of a hidden one what it is.
 */
#include "tui/commands/report_told.h"

#include "core/base/mem.h"
#include "core/base/text.h"

bool report_few(int64_t n)
{
	return n > 0 && n < REPORT_FEW;
}

/* Do the hidden ones follow from their sum: one alone, or all as small or as large as they can be? */
static bool follows(size_t hidden, int64_t sum, bool other)
{
	return hidden && !other &&
	       (hidden == 1 || sum == (int64_t)hidden || sum == (int64_t)hidden * (REPORT_FEW - 1));
}

/* The smallest that is told; one without cases only when there is no other, a hidden one when nothing is
 * told. */
static size_t next_to_hide(const int64_t *cells, size_t n, const enum told *out)
{
	size_t at = n;

	for (size_t i = 0; i < n; i++)
		if (out[i] == TOLD && (at == n || (cells[i] > 0 && (cells[at] <= 0 || cells[i] < cells[at]))))
			at = i;
	return at;
}

void report_suppress(const int64_t *cells, size_t n, enum told *out)
{
	size_t hidden = 0;
	int64_t sum = 0;
	bool other = false;

	for (size_t i = 0; i < n; i++) {
		if (report_few(cells[i]))
			out[i] = TOLD_FEW;
		other |= out[i] == TOLD_NOT;
		hidden += out[i] == TOLD_FEW;
		sum += out[i] == TOLD_FEW ? cells[i] : 0;
	}
	if (!follows(hidden, sum, other))
		return;
	out[next_to_hide(cells, n, out) % n] = TOLD_NOT;
}

void report_told(int64_t n, enum told told, char out[REPORT_CELL])
{
	if (told == TOLD)
		text_format(out, REPORT_CELL, "%lld", (long long)n);
	else
		text_copy(out, REPORT_CELL, told == TOLD_FEW ? "<5" : "*");
}

bool report_hidden(const struct tally *t, enum figure f)
{
	if (report_few(t->of[f].below))
		return true;
	if (figure_unit(f) == UNIT_COUNT)
		return report_few(t->of[f].above);
	return report_few(t->of[FIGURE_RECEIVED].above) || report_few(t->of[FIGURE_FINISHED].above);
}

/* ---- groups ---- */

static void suppress_figure(const struct figures *f, enum figure k, enum told *out)
{
	int64_t *cells = mem_array(f->n + 1, sizeof *cells);

	for (size_t i = 0; i < f->n; i++) {
		cells[i] = f->groups[i].tally.of[k].above;
		out[i] = report_hidden(&f->groups[i].tally, k) ? TOLD_FEW : TOLD;
	}
	if (figure_unit(k) == UNIT_COUNT)
		report_suppress(cells, f->n, out);
	mem_free(cells);
}

/* Shares of a group whose cases are kept back go with them. */
static void follow(struct told_groups *t, enum figure from)
{
	for (int k = 0; k < FIGURE_COUNT; k++)
		for (size_t i = 0; i < t->n && figure_unit((enum figure)k) != UNIT_COUNT; i++)
			if (told_group(t, (enum figure)k, i) == TOLD && told_group(t, from, i) == TOLD_NOT)
				t->cells[(size_t)k * t->n + i] = TOLD_NOT;
}

void told_groups_read(const struct figures *f, struct told_groups *out)
{
	struct told_groups t = {.cells = mem_array(FIGURE_COUNT * f->n + 1, sizeof *t.cells), .n = f->n};

	for (int k = 0; k < FIGURE_COUNT; k++)
		suppress_figure(f, (enum figure)k, t.cells + (size_t)k * t.n);
	follow(&t, FIGURE_RECEIVED);
	follow(&t, FIGURE_FINISHED);
	*out = t;
}

void told_groups_release(struct told_groups *t)
{
	mem_free(t->cells);
	*t = (struct told_groups){.n = 0};
}

enum told told_group(const struct told_groups *t, enum figure f, size_t group)
{
	return t->cells[(size_t)f * t->n + group];
}
