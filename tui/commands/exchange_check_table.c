/* SPDX-License-Identifier: MIT
 *
 * What came of it: one line for what is well, more for what is not.
 */
#include "tui/commands/exchange_check.h"

#include <stdio.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/commands/lines.h"

static bool well(const struct probed *row)
{
	return outcome_well(row->outcome) && row->offered != 0;
}

static const char *todo(const struct probed *row)
{
	return row->offered == 0 ? N_("The provider does not offer this service; see onetrip catalog survey") :
		outcome_todo(row->outcome);
}

static const char *said(const struct probed *row)
{
	return row->text[0] && !outcome_well(row->outcome) ? row->text : outcome_text(row->outcome);
}

static const char *name_of(const struct probed *row)
{
	return row->provider ? row->provider : row->resource->id;
}

static const char *department_of(const struct probed *row)
{
	return row->provider ? "listMethods" :
		i18n_pick(row->resource->department, row->resource->department_en);
}

static void print_cell(const char *text, size_t cells)
{
	struct buf b;

	buf_init(&b, 4096);
	text_pad(&b, text, cells, true);
	printf("%s ", buf_text(&b));
	buf_release(&b);
}

/* What is not well has a second line: what was said, and what to do. */
static void print_row(const struct probed *row)
{
	print_cell(name_of(row), 22);
	print_cell(department_of(row), 12);
	print_cell(row->resource->origin->dialect->name, 9);
	print_cell(outcome_word(row->outcome), 9);
	printf("%6d ms  ", row->took_ms);
	printf("%s\n", well(row) ? "=" : "!");
	if (well(row))
		return;
	printf("    %s%s%s%s\n", _(said(row)), *row->code ? "  [" : "", row->code, *row->code ? "]" : "");
	if (*todo(row))
		printf("    %s\n", _(todo(row)));
	if (row->tries)
		printf("    %s %s\n", _("request"), row->trace);
}

static void print_csv_row(const struct probed *row)
{
	char took[16];

	text_format(took, sizeof took, "%d", row->took_ms);
	lines_csv(name_of(row), false);
	lines_csv(department_of(row), false);
	lines_csv(row->resource->origin->dialect->name, false);
	lines_csv(outcome_word(row->outcome), false);
	lines_csv(took, false);
	lines_csv(row->code, false);
	lines_csv(_(said(row)), false);
	lines_csv(*todo(row) ? _(todo(row)) : "", false);
	lines_csv(row->tries ? row->trace : "", true);
}

size_t check_print(const struct line_check *c)
{
	static const char *const heads[] = {"resource", "department", "dialect", "verdict", "ms", "code",
		"said", "todo", "trace"};
	size_t good = 0;

	for (size_t i = 0; c->csv && i < COUNT_OF(heads); i++)
		lines_csv(heads[i], i + 1 == COUNT_OF(heads));
	for (size_t i = 0; i < c->n; i++) {
		if (c->csv)
			print_csv_row(&c->rows[i]);
		else
			print_row(&c->rows[i]);
		good += well(&c->rows[i]);
	}
	if (!c->csv)
		printf(_("%zu of %zu are well\n"), good, c->n);
	if (!c->csv && c->left_out)
		printf(_("%zu may be sent only once and were left out; --once asks them, too\n"), c->left_out);
	return good;
}
