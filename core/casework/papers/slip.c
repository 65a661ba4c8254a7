/* SPDX-License-Identifier: MIT
 *
 * Which documents a case has, and the way from a case to paper. What must hold: every value is
 * sanitised, no line is wider than the paper, and the same casefile and clock give the same bytes.
 */
#include "core/casework/papers/slip.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/papers/slip_inside.h"
#include "core/standards/identity.h"

enum { COLUMNS_LEAST = 32, COLUMNS_MOST = 200, FULL_AGE = 18 };

static bool always(const struct casefile *c, const struct evaluation *e)
{
	(void)c, (void)e;
	return true;
}

static bool is_appeal(const struct casefile *c, const struct evaluation *e)
{
	(void)e;
	return c->item->appeal != HOTLINE_NONE;
}

static bool takes_time(const struct casefile *c, const struct evaluation *e)
{
	(void)e;
	return !slip_at_once(c);
}

static bool any_found(const struct casefile *c, const struct evaluation *e)
{
	(void)e;
	for (size_t i = 0; i < c->n_evidence; i++)
		if (c->evidence[i].outcome == OUTCOME_FOUND)
			return true;
	return false;
}

static bool any_mark(const struct casefile *c, enum mark mark)
{
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == mark)
			return true;
	return false;
}

static bool any_deferred(const struct casefile *c, const struct evaluation *e)
{
	(void)e;
	return any_mark(c, MARK_DEFERRED);
}

/* A declaration among the fields the item prints on its pledge. */
static bool declared(const struct casefile *c, const struct evaluation *e)
{
	const struct document *d = slip_listed(c->item, "pledge");
	const char *names = d ? d->fields : "";

	while (*names) {
		char name[80];
		size_t n = strcspn(names, " ");
		int at = text_copyn(name, sizeof name, names, n) ? item_field(c->item, name) : -1;
		if (at >= 0 && c->item->fields[at].type == FIELD_DECLARATION && e->visible[at] &&
			text_equal(c->draft.answers[at].value, "1"))
			return true;
		names += n + strspn(names + n, " ");
	}
	return false;
}

static bool any_pledged(const struct casefile *c, const struct evaluation *e)
{
	return any_mark(c, MARK_PLEDGED) || declared(c, e);
}

/* An agent by a letter of attorney; who handles for a firm is on record, parents act by law. */
static bool entrusted(const struct casefile *c, const struct evaluation *e)
{
	struct identity id;

	(void)e;
	if (!*c->agent || c->legal || !*c->subject)
		return false;
	identity_check(c->subject, strlen(c->subject), clock_today(), &id);
	return !id.has_birth || identity_age(id.birth, clock_today()) >= FULL_AGE;
}

static bool entrusted_first(const struct casefile *c, const struct evaluation *e)
{
	return entrusted(c, e) && c->notices == 0;
}

static bool entrusted_again(const struct casefile *c, const struct evaluation *e)
{
	return entrusted(c, e) && c->notices > 0;
}

/* document, is there reason for it by itself, does a `when` of the item alone suffice, is it made even
 * where the item does not name it */
static const struct due_document {
	const char *document;
	bool (*due)(const struct casefile *c, const struct evaluation *e);
	bool by_item, by_law;
} submitted[] = {
	{"application", always, false, false},
	{"appeal-acceptance", is_appeal, false, true},
	{"mandate", entrusted_first, false, true},
	{"agent-begin", entrusted_first, false, true},
	{"agent-continue", entrusted_again, false, true},
	{"pledge", any_pledged, true, true},
	{"defer", any_deferred, false, true},
	{"sharing", any_found, false, false},
	{"deferral", any_deferred, false, true},
	{"acceptance", takes_time, false, false},
	{"receipt", always, false, false},
};

const char *slip_document(size_t i)
{
	return i < COUNT_OF(submitted) ? submitted[i].document : NULL;
}

bool slip_known(const char *document)
{
	return templates_find(document) != NULL;
}

const char *slip_title(const char *document)
{
	const struct template *t = templates_find(document);

	return t ? i18n_pick(t->name, t->name_en) : document;
}

bool slip_signed(const char *document)
{
	const struct template *t = templates_find(document);

	return t && t->show == SHOW_CLEAR;
}

bool slip_duplex(const char *document)
{
	const struct template *t = templates_find(document);

	return t && t->duplex;
}

/* The citizen's own paper, and what goes on the folder: only when they are asked for. */
bool slip_aside(const struct slip_kept *s)
{
	return text_equal(s->document, "rating") || text_equal(s->document, "label");
}

int slip_copies(const char *document)
{
	const struct template *t = templates_find(document);

	return t ? t->copies : 1;
}

int slip_columns(const char *document, int narrow, int page)
{
	const struct template *t = templates_find(document);

	return t && t->page ? page ? page : SLIP_PAGE : narrow;
}

bool slip_due(const struct casefile *c, const struct evaluation *e, const char *document, bool listed,
	bool chosen)
{
	for (size_t i = 0; i < COUNT_OF(submitted); i++) {
		const struct due_document *d = &submitted[i];
		if (text_equal(d->document, document))
			return (listed || d->by_law) &&
			       (d->due(c, e) || (listed && chosen && d->by_item));
	}
	return false;
}

const char *slip_of_agent(const struct casefile *c, enum life a)
{
	bool ends = a == LIFE_REFUSE || a == LIFE_NOT_REQUIRED || a == LIFE_WITHDRAW ||
		    a == LIFE_RETRACT || a == LIFE_TERMINATE;

	if (!entrusted(c, NULL))
		return "";
	return a == LIFE_DELIVER ? "agent-done" : ends ? "agent-end" : "";
}

/* ---- from a sheet to paper ---- */

static void print_once(const struct template *t, const struct slip_place *place, int columns,
	sheet_fill fill, const void *ctx, struct buf *out)
{
	struct paper p = {.out = out, .columns = columns, .training = place->training};
	struct sheet s = {0};

	fill(&s, t, ctx);
	template_print(t, &s, &p);
	sheet_release(&s);
}

enum err sheet_print(const char *document, const struct slip_place *place, int columns,
	sheet_fill fill, const void *ctx, struct buf *out)
{
	const struct template *t = templates_find(document);

	if (!t)
		return ERR_NOTFOUND;
	if (columns < COLUMNS_LEAST || columns > COLUMNS_MOST)
		return ERR_INPUT;
	print_once(t, place, columns, fill, ctx, out);
	if (place->bilingual) {
		bool chinese = i18n_chinese();
		buf_addc(out, '\n');
		i18n_turn(!chinese);
		print_once(t, place, columns, fill, ctx, out);
		i18n_turn(chinese);
	}
	return out->err;
}

struct of_case {
	const struct casefile *c;
	const struct slip_place *place;
};

static void fill_case(struct sheet *sheet, const struct template *t, const void *ctx)
{
	const struct of_case *of = ctx;
	struct slip s = {.sheet = sheet, .c = of->c, .place = of->place, .t = t};

	slip_case(&s);
	slip_papers(&s);
	slip_form(&s);
	slip_told(&s);
	slip_act(&s);
}

enum err slip_render(const struct casefile *c, const char *document, const struct slip_place *place,
	int columns, struct buf *out)
{
	const struct template *t = templates_find(document);
	struct of_case of = {c, place};

	if (!c->item || !t || t->on != ON_CASE)
		return ERR_NOTFOUND;
	return sheet_print(document, place, columns, fill_case, &of, out);
}
