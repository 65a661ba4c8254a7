/* SPDX-License-Identifier: MIT
 *
 * S12: papers of the marked cases, one case a turn so that nothing waits: what was never printed, the
 * labels for their folders, or one list of them all.
 */
#include "core/base/i18n.h"
#include "tui/app.h"
#include "tui/screens/queue_state.h"

static void take(struct queue_view_state *s, struct queue_printing *p)
{
	const struct view_case *r = queue_row(s, s->list.at);

	*p = (struct queue_printing){.n = s->n_marks};
	for (size_t i = 0; i < s->n_marks; i++)
		p->ids[i] = s->marks[i];
	if (p->n == 0 && r)
		p->ids[p->n++] = r->id;
}

static void list_all(struct app *a, struct queue_view_state *s)
{
	enum err e = desk_publicity(a->desk, s->printing.ids, s->printing.n);

	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("A list of %zu cases is being printed"), s->printing.n);
}

void queue_print_begin(struct app *a, struct queue_view_state *s, enum queue_paper paper)
{
	take(s, &s->printing);
	if (paper == QUEUE_PUBLICITY) {
		list_all(a, s);
		return;
	}
	s->printing.labels = paper == QUEUE_LABELS;
	s->printing.running = s->printing.n > 0;
	a->soon = s->printing.running;
}

void queue_print_tick(struct app *a, struct queue_view_state *s)
{
	struct queue_printing *p = &s->printing;
	size_t started = 0;

	if (!p->running || !store_unlocked(a->store))
		return;
	enum err e = p->labels ? desk_label(a->desk, &p->ids[p->at]) :
				 desk_print_rest(a->desk, &p->ids[p->at], &started);
	started += p->labels && !e;
	p->papers += started;
	if (e == ERR_BUSY)
		return; /* the desk's own tick makes room */
	if (e) {
		p->running = false;
		app_fail(a, e);
		return;
	}
	p->running = ++p->at < p->n;
	a->soon = p->running;
	if (!p->running)
		app_say(a, VOICE_HINT, _("%zu papers of %zu cases go to the printer"), p->papers, p->n);
}
