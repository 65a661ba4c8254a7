/* SPDX-License-Identifier: MIT
 *
 * The documents of a case, one row each. What must hold: every value is sanitised, what is not
 * signed for the file is masked, no line is wider than the paper, and the same casefile and clock
 * give the same bytes.
 */
#include "core/casework/slip.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/slip_inside.h"

static bool always(const struct casefile *c, const struct evaluation *e)
{
	(void)c, (void)e;
	return true;
}

/* Only of an act of its own. */
static bool never(const struct casefile *c, const struct evaluation *e)
{
	(void)c, (void)e;
	return false;
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
	const struct document *d = slip_listed(c, "pledge");
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

/* document, title, letter of its number, a page, in clear, is there reason for it by itself, does a
 * `when` of the item alone suffice */
static const struct template {
	const char *document, *title;
	char letter;
	bool page, clear;
	bool (*due)(const struct casefile *c, const struct evaluation *e);
	bool by_item;
	void (*body)(struct slip *s);
} templates[] = {
	{"application", N_("Application"), 'A', true, true, always, false, slip_application},
	{"pledge", N_("Pledge instead of proof"), 'C', true, true, any_pledged, true, slip_pledge},
	{"defer", N_("Pledge to bring documents later"), 'R', true, true, any_deferred, false,
		slip_defer},
	{"sharing", N_("Data we looked up for you"), 'X', true, false, any_found, false, slip_sharing},
	{"acceptance", N_("Notice of acceptance"), 'S', true, false, takes_time, false,
		slip_acceptance},
	{"rating", N_("Your rating has arrived"), 0, false, false, never, false, slip_rating},
	{"receipt", N_("Acceptance slip"), 0, false, false, always, false, slip_receipt},
};

static const struct template *find(const char *document)
{
	for (size_t i = 0; i < COUNT_OF(templates); i++)
		if (text_equal(templates[i].document, document))
			return &templates[i];
	return NULL;
}

const char *slip_document(size_t i)
{
	return i < COUNT_OF(templates) ? templates[i].document : NULL;
}

bool slip_known(const char *document)
{
	return find(document) != NULL;
}

const char *slip_title(const char *document)
{
	const struct template *t = find(document);

	return t ? t->title : document;
}

bool slip_signed(const char *document)
{
	const struct template *t = find(document);

	return t && t->clear;
}

int slip_columns(const char *document, int narrow)
{
	const struct template *t = find(document);

	return t && t->page ? SLIP_PAGE : narrow;
}

bool slip_due(const struct casefile *c, const struct evaluation *e, const char *document, bool chosen)
{
	const struct template *t = find(document);

	return t && (t->due(c, e) || (chosen && t->by_item));
}

/* Received is not accepted yet, and silence accepts too: the paper says so. */
static const char *title_of(const struct template *t, const struct casefile *c)
{
	if (c->state == STATE_RECEIVED && t->body == slip_receipt)
		return N_("Receipt of what was handed in");
	if (c->deemed && t->body == slip_acceptance)
		return N_("Notice of acceptance (by silence)");
	return t->title;
}

enum err slip_render(const struct casefile *c, const char *document, const struct slip_place *place,
	int columns, struct buf *out)
{
	struct paper p = {.out = out, .columns = columns, .training = place->training};
	const struct template *t = find(document);

	if (!c->item || !t)
		return ERR_NOTFOUND;
	if (columns < 32 || columns > 200)
		return ERR_INPUT;
	struct slip s = {.paper = &p,
		.c = c,
		.place = place,
		.document = document,
		.title = _(title_of(t, c)),
		.letter = t->letter,
		.clear = t->clear};
	paper_start(&p);
	t->body(&s);
	return out->err;
}
