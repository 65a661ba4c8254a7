/* SPDX-License-Identifier: MIT
 *
 * Where a paper goes.
 */
#include "tui/printing.h"

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/choose.h"

struct asking {
	size_t slip, n;
	struct desk_printer printers[DESK_PRINTERS];
	char labels[DESK_PRINTERS][DESK_PRINTER + 16];
	struct choose_row rows[DESK_PRINTERS + 2];
};

static void told(struct app *a, size_t slip, enum err e)
{
	const struct casefile *c = desk_case(a->desk);
	bool again = slip < c->n_slips && c->slips[slip].printed > 0;


	if (e == ERR_UNSUPPORTED)
		app_say(a, VOICE_PROBLEM, "%s",
			_("No PDF on this machine: 'make deps-pdf', then build; text goes always"));
	else if (e == ERR_BUSY)
		app_say(a, VOICE_BUSY, "%s", _("The printer still has others; press again in a moment"));
	else if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_BUSY, "%s", again ?
			_("Printing; the slip carries the number of the reprint") : _("Printing"));
}

void print_again(struct app *a, size_t slip)
{
	told(a, slip, desk_print_document(a->desk, slip));
}

void print_new(struct app *a, size_t from)
{
	enum err e = desk_print_new(a->desk, from);

	if (e)
		told(a, from, e);
}

size_t print_newest(const struct casefile *c)
{
	size_t n = c->n_slips;

	while (n > 0 && slip_aside(&c->slips[n - 1]))
		n--;
	return n ? n - 1 : c->n_slips;
}

static void chosen(struct app *a, void *ctx, int index)
{
	struct asking *q = ctx;
	struct print_to to = {PRINT_FILE, NULL};

	if (index < 0)
		return;
	if ((size_t)index < q->n)
		to = (struct print_to){PRINT_PRINTER, q->printers[index].name};
	else if ((size_t)index == q->n + 1)
		to.way = PRINT_PDF;
	told(a, q->slip, desk_print_to(a->desk, q->slip, &to));
}

void print_elsewhere(struct app *a, size_t slip)
{
	const struct casefile *c = desk_case(a->desk);
	char title[APP_MESSAGE];

	if (!c || slip >= c->n_slips) {
		app_say(a, VOICE_HINT, "%s", _("No paper has been made yet"));
		return;
	}
	struct asking *q = mem_new(sizeof *q);
	q->slip = slip;
	q->n = desk_printers(a->desk, q->printers, DESK_PRINTERS);
	for (size_t i = 0; i < q->n; i++) {
		text_format(q->labels[i], sizeof q->labels[i], _("Printer %s"), q->printers[i].name);
		q->rows[i] = (struct choose_row){"", q->labels[i]};
	}
	q->rows[q->n] = (struct choose_row){"", _("A text file in the print folder")};
	q->rows[q->n + 1] = (struct choose_row){"", _("A PDF in the print folder")};
	text_format(title, sizeof title, _("%s: print where?"), slip_title(c->slips[slip].document));
	struct choose_arg arg = {.title = title, .rows = q->rows, .n = q->n + 2, .done = chosen, .ctx = q,
		.release = mem_free};
	enum err e = choose_open(a, &arg);
	if (e) {
		mem_free(q);
		app_fail(a, e);
	}
}

void print_label(struct app *a)
{
	const struct casefile *c = desk_case(a->desk);
	struct uid id = c ? c->id : (struct uid){{0}};
	enum err e = c ? desk_label(a->desk, &id) : ERR_STATE;

	if (e == ERR_STATE)
		app_say(a, VOICE_PROBLEM, "%s", _("Open a case that was received: a draft has no folder"));
	else if (e)
		told(a, 0, e);
	else
		app_say(a, VOICE_BUSY, "%s", _("The label for the folder is being printed"));
}

void print_day(struct app *a)
{
	enum err e = desk_daysheet(a->desk, clock_today());

	if (e == ERR_DENIED)
		app_say(a, VOICE_PROBLEM, "%s", _("The day sheet is the shift supervisor's to print"));
	else if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_BUSY, "%s", _("The day sheet is being printed; sign it and keep it"));
}
