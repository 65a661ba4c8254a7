/* SPDX-License-Identifier: MIT
 *
 * What the rows in view would ask of the applicant at the counter, from what is held already. An
 * item is read when it is first counted, which takes milliseconds; so counting goes on between
 * keys, a moment at a time.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/roster.h"
#include "tui/screens/items_state.h"

enum { MOMENT_MS = 5 };

const struct item_count *items_count(const struct items *s, size_t index)
{
	for (size_t i = 0; i < s->n_counts; i++)
		if (s->counts[i].index == index)
			return &s->counts[i];
	return NULL;
}

static void count(struct app *a, struct items *s, size_t index)
{
	struct item_count *n = &s->counts[s->next_count];

	*n = (struct item_count){.index = index};
	n->known = desk_preview(a->desk, index, &n->preview) == OK;
	s->next_count = (s->next_count + 1) % ITEMS_KEPT;
	if (s->n_counts < ITEMS_KEPT)
		s->n_counts++;
	a->dirty = true;
}

/* The chosen row first, then the others in view. */
static size_t next_uncounted(const struct app *a, const struct items *s)
{
	size_t shown = (size_t)items_shown(a), top = list_top(&s->list, items_shown(a));

	if (s->list.count == 0)
		return SIZE_MAX;
	if (!items_count(s, s->hits[s->list.at]))
		return s->hits[s->list.at];
	for (size_t i = top; i < top + shown && i < s->list.count; i++)
		if (!items_count(s, s->hits[i]))
			return s->hits[i];
	return SIZE_MAX;
}

bool items_work(struct app *a, struct items *s)
{
	int64_t begun = clock_mono_ms();
	size_t index;

	if (!desk_busy(a->desk))
		return false;
	if (s->held != desk_case(a->desk)->n_evidence) {
		s->held = desk_case(a->desk)->n_evidence;
		s->n_counts = s->next_count = 0;
	}
	while ((index = next_uncounted(a, s)) != SIZE_MAX) {
		if (clock_mono_ms() - begun >= MOMENT_MS)
			return true;
		count(a, s, index);
	}
	return false;
}

/* Where to send somebody whose item this window does not take; borrowed until the next call. */
static const char *taken_elsewhere(const struct item_entry *e)
{
	static char text[APP_MESSAGE];
	const struct roster_row *w = roster_taking(e->code, e->department, clock_today());

	if (!w)
		return _("no window takes it today");
	text_format(text, sizeof text, _("window %s takes it"), w->id);
	return text;
}

const char *items_unsuited(const struct app *a, const struct item_entry *e)
{
	const struct casefile *f = desk_case(a->desk);

	if (!f || !*f->subject)
		return NULL;
	if (!strstr(e->object, desk_legal(a->desk) ? "legal" : "natural"))
		return desk_legal(a->desk) ? _("for people only") : _("for firms only");
	if (!desk_may_at(a->desk, RIGHT_RECEIVE, e->department, e->code))
		return _("not taken by you; see a colleague of that department");
	if (!roster_takes(a->window, e->code, e->department, clock_today()))
		return taken_elsewhere(e);
	return NULL;
}
