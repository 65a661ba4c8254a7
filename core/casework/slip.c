/* SPDX-License-Identifier: MIT
 *
 * The words of a slip. What must hold: every value is sanitised, names and numbers are masked, no
 * line is wider than the paper, and the same casefile and clock give the same bytes.
 */
#include "core/casework/slip.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/name.h"

enum { LABEL_CELLS = 10, SAMPLE_EVERY = 6, LINE_BYTES = 1024 };

struct paper {
	struct buf *out;
	int columns;
	int lines; /* since the last training mark */
	bool training;
};

/* Practice slips say so again and again, so that no part of one passes for real. */
static void put_sample(struct paper *p)
{
	const char *text = _("*** SAMPLE, for practice only, not valid ***");
	size_t used, bytes = text_fit(text, (size_t)p->columns, &used);

	for (size_t i = ((size_t)p->columns - used) / 2; i > 0; i--)
		buf_addc(p->out, ' ');
	buf_add(p->out, text, bytes);
	buf_addc(p->out, '\n');
}

static void put_line(struct paper *p, const char *text)
{
	buf_adds(p->out, text);
	buf_addc(p->out, '\n');
	if (!p->training || ++p->lines < SAMPLE_EVERY)
		return;
	p->lines = 0;
	put_sample(p);
}

static void rule(struct paper *p)
{
	char line[256];
	size_t n = p->columns < 255 ? (size_t)p->columns : 255;

	memset(line, '-', n);
	line[n] = '\0';
	put_line(p, line);
}

static void centre(struct paper *p, const char *text)
{
	char line[LINE_BYTES];
	int room = p->columns - (int)text_cells(text);

	text_format(line, sizeof line, "%*s%s", room > 1 ? room / 2 : 0, "", text);
	put_line(p, line);
}

/* Bytes of the next line: up to a blank in its second half, else as many as fit. */
static size_t break_at(const char *text, size_t width)
{
	size_t fit = text_fit(text, width, NULL), cut = fit;

	while (text[fit] && cut > 0 && text[cut] != ' ')
		cut--;
	while (text[fit] && cut > 0 && text[cut - 1] == ' ')
		cut--;
	return text[fit] && cut > fit / 2 ? cut : fit;
}

/* Label, then the text wrapped under itself. */
static void entry(struct paper *p, const char *label, const char *text)
{
	struct buf clean, line;
	size_t width = (size_t)(p->columns - LABEL_CELLS);

	buf_init(&clean, LINE_BYTES * 4);
	text_sanitise(&clean, text, strlen(text));
	const char *rest = buf_text(&clean);
	for (bool first = true; first || *rest; first = false) {
		size_t n = break_at(rest, width);
		if (n == 0 && *rest)
			break; /* a character wider than the paper */
		buf_init(&line, LINE_BYTES);
		text_pad(&line, first ? label : "", LABEL_CELLS, false);
		buf_add(&line, rest, n);
		put_line(p, buf_text(&line));
		buf_release(&line);
		for (rest += n; *rest == ' '; rest++)
			;
	}
	buf_release(&clean);
}

PRINTF_LIKE(3, 4)
static void entryf(struct paper *p, const char *label, const char *format, ...)
{
	char text[LINE_BYTES];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	entry(p, label, text);
}

static bool at_once(const struct casefile *c)
{
	return c->item->kind == ITEM_INSTANT;
}

static void head(struct paper *p, const struct casefile *c, const struct slip_place *place)
{
	centre(p, place->hall);
	centre(p, at_once(c) ? _("Acceptance and result slip") : _("Acceptance slip"));
	rule(p);
}

static void who(struct paper *p, const struct casefile *c)
{
	struct buf text;

	buf_init(&text, LINE_BYTES);
	mask_name(c->applicant, &text);
	buf_adds(&text, "  ");
	mask_id(c->subject, &text);
	entry(p, _("Applicant"), buf_text(&text));
	buf_release(&text);
}

static void what(struct paper *p, const struct casefile *c, const struct slip_place *place)
{
	char stamp[20];

	entry(p, _("Case"), c->number);
	entry(p, _("Item"), i18n_pick(c->item->name, c->item->name_en));
	entry(p, _("Code"), *c->item->code31 ? c->item->code31 : c->item->code);
	who(p, c);
	clock_format(c->accepted_ms ? c->accepted_ms : clock_now_ms(), stamp);
	entryf(p, _("Accepted on"), _("%.16s   window %s   %s"), stamp, c->window, place->clerk);
	entry(p, _("Identity"), _(proof_text(c->proof)));
}

static void clock_lines(struct paper *p, const struct casefile *c)
{
	char day[11];

	if (at_once(c)) {
		entry(p, _("Result"), i18n_pick(c->item->result, c->item->result_en));
		entry(p, _("Promise"), _("done at once, on the spot"));
		return;
	}
	if (c->due == DAY_NONE)
		return;
	day_format(c->due, day);
	entryf(p, _("Promise"), c->due_provisional ? _("by %s (provisional)") : _("by %s"), day);
	if (c->legal_due != DAY_NONE) {
		day_format(c->legal_due, day);
		entryf(p, "", _("the law allows until %s"), day);
	}
	entry(p, _("Result"), i18n_pick(c->item->result, c->item->result_en));
}

static void deferred_lines(struct paper *p, const struct casefile *c)
{
	for (size_t i = 0; i < c->item->n_materials; i++) {
		char day[11];
		if (c->marks[i].mark != MARK_DEFERRED)
			continue;
		day_format(c->marks[i].until, day);
		entry(p, _("To bring"),
			i18n_pick(c->item->materials[i].label, c->item->materials[i].label_en));
		entryf(p, "", _("before %s, online or at any window"), day);
	}
}

/* What was had from whom, so that the citizen knows why nothing was asked. */
static void material_lines(struct paper *p, const struct casefile *c)
{
	for (size_t i = 0; i < c->item->n_materials; i++) {
		const struct material_mark *m = &c->marks[i];
		if (m->mark != MARK_VERIFIED && m->mark != MARK_PLEDGED)
			continue;
		entryf(p, _("Document"), _("%s  %s  due %d, had %d"),
			i18n_pick(c->item->materials[i].label, c->item->materials[i].label_en),
			_(mark_text(m->mark)), m->due, m->actual);
	}
}

/* What we hold already, in one piece: the citizen need not bring it the next time either. */
static void exempt_lines(struct paper *p, const struct casefile *c)
{
	struct buf list;

	buf_init(&list, LINE_BYTES);
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == MARK_EXEMPT) {
			buf_adds(&list, list.len ? _(", ") : "");
			buf_adds(&list, i18n_pick(c->item->materials[i].label,
						c->item->materials[i].label_en));
		}
	if (list.len)
		entry(p, _("Exempt"), buf_text(&list));
	buf_release(&list);
}

static const char *department_of(const struct slip_place *place, const struct evidence *e)
{
	const struct resource *r =
		place->catalog ? catalog_find(place->catalog, e->resource) : NULL;

	return r ? i18n_pick(r->department, r->department_en) : e->resource;
}

static bool named_before(const struct casefile *c, const struct slip_place *place, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (c->evidence[k].outcome == OUTCOME_FOUND &&
			text_equal(department_of(place, &c->evidence[k]),
				department_of(place, &c->evidence[i])))
			return true;
	return false;
}

static void asked_lines(struct paper *p, const struct casefile *c, const struct slip_place *place)
{
	struct buf list;

	buf_init(&list, LINE_BYTES);
	for (size_t i = 0; i < c->n_evidence; i++) {
		if (c->evidence[i].outcome != OUTCOME_FOUND || named_before(c, place, i))
			continue;
		if (list.len)
			buf_adds(&list, " ");
		buf_adds(&list, department_of(place, &c->evidence[i]));
	}
	if (list.len) {
		entry(p, _("We asked"), buf_text(&list));
		entry(p, "", _("that is why you did not have to bring it"));
	}
	buf_release(&list);
}

static void foot(struct paper *p, const struct casefile *c, const struct slip_place *place)
{
	rule(p);
	if (*c->query)
		entryf(p, _("Progress"), _("query code %s, at any window or by 12345"), c->query);
	if (*place->phone)
		entry(p, _("Questions"), place->phone);
	entry(p, _("Fee"), i18n_pick(c->item->fee, c->item->fee_en));
	if (!at_once(c))
		entry(p, _("Remedy"), i18n_pick(c->item->remedy, c->item->remedy_en));
	entry(p, _("Signature"), "");
}

enum err slip_render(const struct casefile *c, const char *document, const struct slip_place *place,
	int columns, struct buf *out)
{
	struct paper p = {.out = out, .columns = columns, .training = place->training};

	if (!c->item || !text_equal(document, "receipt"))
		return ERR_NOTFOUND;
	if (columns < 32 || columns > 200)
		return ERR_INPUT;
	if (place->training)
		put_sample(&p);
	head(&p, c, place);
	what(&p, c, place);
	clock_lines(&p, c);
	rule(&p);
	deferred_lines(&p, c);
	material_lines(&p, c);
	exempt_lines(&p, c);
	asked_lines(&p, c, place);
	foot(&p, c, place);
	return out->err;
}
