/* SPDX-License-Identifier: MIT
 *
 * S12 督办队列. What must hold: the list stands over the whole view however long it is; only the
 * rows around the chosen one are held. Rows and counts are read when something may have changed,
 * never while drawing.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "tui/app.h"
#include "tui/screens/queue_state.h"

enum { COUNT_MS = 6 };

struct queue_filter queue_filter_of(const struct queue_view_state *s)
{
	return (struct queue_filter){.view = s->view,
		.me = s->me,
		.department = *s->department ? s->department : NULL,
		.window = *s->window ? s->window : NULL,
		.state = *s->state ? s->state : NULL,
		.today = clock_today(),
		.flags = s->flags};
}

/* ---- rows ---- */

static void drop_rows(struct queue_view_state *s)
{
	if (s->rows)
		mem_wipe(s->rows, s->n * sizeof *s->rows);
	mem_free(s->rows);
	s->rows = NULL;
	s->n = 0;
}

const struct view_case *queue_row(const struct queue_view_state *s, size_t index)
{
	return index >= s->first && index - s->first < s->n ? &s->rows[index - s->first] : NULL;
}

void queue_reload_rows(struct app *a, struct queue_view_state *s)
{
	struct queue_filter f = queue_filter_of(s);
	size_t half = QUEUE_HELD / 2;

	drop_rows(s);
	s->first = s->list.at > half ? s->list.at - half : 0;
	enum err e = s->finding && s->search ?
		queue_search_page(s->search, QUEUE_HELD, s->first, &s->rows, &s->n) :
		queue_page(a->store, &f, QUEUE_HELD, s->first, &s->rows, &s->n);
	if (e)
		app_fail(a, e);
	a->dirty = true;
}

/* The rows near the chosen one are there, as far as there are any. */
static void keep_near(struct app *a, struct queue_view_state *s)
{
	size_t near = 16, last = s->list.at + near < s->list.count ? s->list.at + near : s->list.count;
	size_t top = s->list.at > near ? s->list.at - near : 0;

	if (s->list.count && (top < s->first || last > s->first + s->n))
		queue_reload_rows(a, s);
}

static void count(struct app *a, struct queue_view_state *s)
{
	struct queue_filter f = queue_filter_of(s);
	bool ready = false;
	enum err e = queue_counts_read(a->store, COUNT_MS, &ready);

	s->reading = !e && !ready;
	a->soon |= s->reading;
	if (s->reading)
		return;
	if (!e)
		e = queue_counts(a->store, &f, s->counts, &s->n_counts);
	memset(s->in, 0, sizeof s->in);
	for (size_t i = 0; !e && i < s->n_counts; i++)
		for (int v = 0; v < QUEUE_VIEWS; v++)
			if (!*s->department || text_equal(s->department, s->counts[i].department))
				s->in[v] += s->counts[i].in[v];
	if (e)
		app_fail(a, e);
}

void queue_load(struct app *a, struct queue_view_state *s)
{
	if (!store_unlocked(a->store) || desk_know_rights(a->desk))
		return;
	count(a, s);
	if (s->finding) {
		queue_find_changed(a, s);
		return;
	}
	if (!s->reading)
		list_set(&s->list, (size_t)s->in[s->view]);
	queue_reload_rows(a, s);
	if (s->reading) /* the first rows are there before anybody knows how many */
		list_set(&s->list, s->first + s->n);
}

/* ---- marks ---- */

bool queue_marked(const struct queue_view_state *s, const struct uid *id)
{
	for (size_t i = 0; i < s->n_marks; i++)
		if (uid_equal(&s->marks[i], id))
			return true;
	return false;
}

static void mark(struct app *a, struct queue_view_state *s, const struct uid *id)
{
	if (s->n_marks == BULK_MOST)
		app_say(a, VOICE_PROBLEM, _("At most %d cases at once; do these first"), BULK_MOST);
	else
		s->marks[s->n_marks++] = *id;
}

static void toggle(struct app *a, struct queue_view_state *s)
{
	const struct view_case *r = queue_row(s, s->list.at);

	if (!r)
		return;
	for (size_t i = 0; i < s->n_marks; i++)
		if (uid_equal(&s->marks[i], &r->id)) {
			s->marks[i] = s->marks[--s->n_marks];
			return;
		}
	mark(a, s, &r->id);
}

/* The whole view, not only what is seen. */
static void mark_all(struct app *a, struct queue_view_state *s)
{
	struct queue_filter f = queue_filter_of(s);
	struct view_case *rows = NULL;
	size_t n = 0;

	if (s->list.count > BULK_MOST) {
		app_say(a, VOICE_PROBLEM, _("At most %d cases at once; filter or search first"), BULK_MOST);
		return;
	}
	enum err e = s->finding && s->search ? queue_search_page(s->search, BULK_MOST, 0, &rows, &n) :
		queue_page(a->store, &f, BULK_MOST, 0, &rows, &n);
	if (e) {
		app_fail(a, e);
		return;
	}
	s->n_marks = 0;
	for (size_t i = 0; i < n; i++)
		mark(a, s, &rows[i].id);
	mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
	app_say(a, VOICE_HINT, _("%zu marked; F4 acts on them, Esc takes the marks away"), s->n_marks);
}

/* ---- search ---- */

void queue_find_open(struct app *a, struct queue_view_state *s)
{
	struct queue_filter f = queue_filter_of(s);

	if (s->finding)
		return;
	enum err e = queue_search_new(a->store, &f, &s->search);
	if (e) {
		app_fail(a, e);
		return;
	}
	edit_init(&s->find, 20, false);
	s->finding = true;
	s->whole = false;
	s->list.at = 0;
	a->f_key_ms = 0; /* Chinese is wanted here */
	queue_find_changed(a, s);
}

void queue_find_close(struct app *a, struct queue_view_state *s)
{
	queue_search_free(s->search);
	s->search = NULL;
	edit_wipe(&s->find);
	s->finding = false;
	s->list.at = 0;
	queue_load(a, s);
}

void queue_find_changed(struct app *a, struct queue_view_state *s)
{
	list_set(&s->list, queue_search_find(s->search, s->find.text));
	queue_reload_rows(a, s);
	a->soon = !s->whole;
}

/* Names are opened a slice a turn; the rows shown follow at once. */
void queue_find_tick(struct app *a, struct queue_view_state *s)
{
	if (!s->finding || s->whole || !store_unlocked(a->store))
		return;
	enum err e = queue_search_read(s->search, 8, &s->whole);
	if (e) {
		app_fail(a, e);
		queue_find_close(a, s);
		return;
	}
	queue_find_changed(a, s);
}

/* ---- screen ---- */

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct queue_view_state *s = state;
	bool behind = false;

	(void)arg;
	text_copy(s->me, sizeof s->me, a->operator_id);
	s->desk = a->desk;
	edit_init(&s->find, 20, false);
	edit_init(&s->typed, 4, false);
	queue_load(a, s);
	if (!queue_behind(a->store, &behind) && behind)
		app_say(a, VOICE_PROBLEM, "%s",
			_("This file has no queue yet: run onetrip rebuild once"));
	return OK;
}

static void back(struct app *a, void *state)
{
	struct queue_view_state *s = state;

	if (s->finding) { /* what was found may have changed */
		char text[EDIT_BYTES + 1];
		size_t at = s->list.at;
		text_copy(text, sizeof text, s->find.text);
		queue_find_close(a, s);
		queue_find_open(a, s);
		if (s->finding) {
			edit_set(&s->find, text);
			queue_find_changed(a, s);
			s->list.at = at < s->list.count ? at : 0;
		}
		return;
	}
	queue_load(a, s);
}

static void forget(struct app *a, void *state)
{
	struct queue_view_state *s = state;

	(void)a;
	drop_rows(s);
	queue_search_free(s->search);
	s->search = NULL;
	s->finding = false;
}

static void leave(struct app *a, void *state)
{
	struct queue_view_state *s = state;

	forget(a, state);
	bulk_free(s->bulk);
}

static void open_row(struct app *a, struct queue_view_state *s)
{
	const struct view_case *r = queue_row(s, s->list.at), *other;
	size_t from = s->list.at > APP_LINE / 2 ? s->list.at - APP_LINE / 2 : 0;

	if (!r)
		return;
	struct uid id = r->id;
	app_line_clear(a);
	for (size_t i = from; i < s->list.count && i < from + APP_LINE; i++)
		if ((other = queue_row(s, i)) != NULL)
			app_line_add(a, &other->id);
	app_open_case(a, &id);
}

static void choose_view(struct app *a, struct queue_view_state *s, int view)
{
	if (view < 0 || view >= QUEUE_VIEWS)
		return;
	s->view = (enum queue_view)view;
	s->list.at = 0;
	s->n_marks = 0;
	queue_load(a, s);
}

static void step_out(struct app *a, struct queue_view_state *s)
{
	if (s->counting)
		s->counting = false;
	else if (s->finding)
		queue_find_close(a, s);
	else if (s->n_marks)
		s->n_marks = 0;
	else if (*s->department || *s->window || *s->state) {
		*s->department = *s->window = *s->state = '\0';
		queue_load(a, s);
	} else if (a->depth > 1)
		app_pop(a);
	else
		app_logout(a);
}

static void edit(struct app *a, struct queue_view_state *s, enum action action)
{
	if (s->counting)
		edit_act(&s->typed, action);
	else if (s->finding && edit_act(&s->find, action))
		queue_find_changed(a, s);
}

static void act(struct app *a, void *state, enum action action)
{
	struct queue_view_state *s = state;

	if (s->counting && action != ACT_ENTER && action != ACT_BACK) {
		edit(a, s, action);
		return;
	}
	switch (action) {
	case ACT_ENTER:
		if (s->counting)
			queue_bulk_typed(a, s);
		else
			open_row(a, s);
		break;
	case ACT_NEXT_STEP: open_row(a, s); break;
	case ACT_FIND: queue_find_open(a, s); break;
	case ACT_PICK: queue_bulk_open(a, s); break;
	case ACT_VIEW: queue_filter_open(a, s); break;
	case ACT_EDIT: queue_reply_open(a, s); break;
	case ACT_MARK: toggle(a, s); break;
	case ACT_MARK_ALL: mark_all(a, s); break;
	case ACT_UNDO: queue_bulk_undo(a, s); break;
	case ACT_FETCH:
		queue_load(a, s);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	case ACT_TAB: choose_view(a, s, ((int)s->view + 1) % QUEUE_VIEWS); break;
	case ACT_BACKTAB: choose_view(a, s, ((int)s->view + QUEUE_VIEWS - 1) % QUEUE_VIEWS); break;
	case ACT_QUIT: a->quit = true; break;
	case ACT_BACK: step_out(a, s); break;
	default:
		if (list_act(&s->list, action, 7))
			keep_near(a, s);
		else
			edit(a, s, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct queue_view_state *s = state;
	uint32_t folded = text_fold(cp);
	int digit = app_digit(cp);

	if (s->counting)
		edit_insert(&s->typed, folded);
	else if (folded == ' ')
		toggle(a, s);
	else if (s->finding) {
		if (edit_insert(&s->find, folded))
			queue_find_changed(a, s);
	} else if (folded == '/' || cp == 0x3001 /* 、 */)
		queue_find_open(a, s);
	else if (folded == ':')
		app_act(a, ACT_PALETTE);
	else if (digit == QUEUE_VIEWS + 1)
		(void)!app_push(a, &screen_inward, NULL);
	else if (digit >= 1)
		choose_view(a, s, digit - 1);
	else
		app_ime_hint(a);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct queue_view_state *s = state;

	if (!s->finding || s->counting)
		return;
	edit_paste(&s->find, pasted);
	queue_find_changed(a, s);
}

static bool digits(const struct app *a, const void *state)
{
	const struct queue_view_state *s = state;

	(void)a;
	return !s->finding && !s->counting;
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct queue_view_state *s = state;

	(void)now_ms;
	if (s->reading)
		queue_load(a, s);
	queue_find_tick(a, state);
	queue_bulk_tick(a, state);
	queue_print_tick(a, state);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	queue_draw(a, state, c);
}

const struct screen screen_queue = {
	.name = "queue", .title = N_("Queue"), .bit = IN_QUEUE,
	.state_size = sizeof(struct queue_view_state), .enter = enter, .act = act, .text = text,
	.paste = paste, .digits = digits, .draw = draw, .tick = tick, .back = back, .forget = forget,
	.leave = leave,
};
