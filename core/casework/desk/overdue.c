/* SPDX-License-Identifier: MIT
 *
 * What must hold: an act is written on the head it was judged by, so a case that moved meanwhile is
 * judged anew in the next round; told once, a task is not told again.
 */
#include "core/casework/desk/overdue.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/deadline.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/material.h"
#include "core/casework/task.h"

enum { STEP_MS = 20, SUMMARY = 2000 };

/* ---- what is due ---- */

static bool past(day_t day, day_t today)
{
	return day != DAY_NONE && day < today;
}

static void want(struct overdue_act *out, size_t *n, enum overdue_kind kind, size_t index)
{
	if (*n < OVERDUE_ACTS)
		out[(*n)++] = (struct overdue_act){kind, index, DAY_NONE};
}

/* The promised day of an examined case that has passed while its clock ran; DAY_NONE. */
static day_t late_since(const struct casefile *c, int64_t now_ms)
{
	struct deadline clocks[CLOCKS_MOST];
	bool examined = c->state == STATE_ACCEPTED || c->state == STATE_EXAMINING || c->state == STATE_DECIDING;
	size_t n = examined && !c->appeal && c->item->appeal == HOTLINE_NONE ? deadlines(c, now_ms, clocks) : 0;

	for (size_t i = 0; i < n; i++)
		if (clocks[i].kind == CLOCK_PROMISED && clocks[i].urgency == URGENCY_RED && !clocks[i].stopped)
			return clocks[i].due;
	return DAY_NONE;
}

static void want_appeal(const struct casefile *c, int64_t now_ms, struct overdue_act *out, size_t *n)
{
	day_t day = late_since(c, now_ms);
	char text[11];

	if (day == DAY_NONE || *n == OVERDUE_ACTS)
		return;
	day_format(day, text);
	if (!task_told(c, TASK_APPEAL, text))
		out[(*n)++] = (struct overdue_act){OVERDUE_APPEAL, 0, day};
}

static bool notice_lapsed(const struct casefile *c, int64_t now_ms)
{
	struct deadline clocks[CLOCKS_MOST];
	size_t n = deadlines(c, now_ms, clocks);

	for (size_t i = 0; i < n; i++)
		if (clocks[i].kind == CLOCK_NOTICE)
			return clocks[i].due < day_at(now_ms);
	return false;
}

/* Before the decision the case ends for it, after it what was granted is revoked (domain.md 3). */
static void want_papers(const struct casefile *c, day_t today, struct overdue_act *out, size_t *n)
{
	enum overdue_kind kind = c->decided_ms ? OVERDUE_REVOKE : OVERDUE_TERMINATE;
	enum task_kind task = c->decided_ms ? TASK_LAPSE : TASK_TERMINATE;

	for (size_t i = 0; i < c->item->n_materials; i++)
		if (casefile_to_come(c, i) && past(c->marks[i].until, today) &&
			!task_told(c, task, c->item->materials[i].name))
			want(out, n, kind, i);
}

size_t overdue_wants(const struct casefile *c, int64_t now_ms, struct overdue_act out[OVERDUE_ACTS])
{
	day_t today = day_at(now_ms);
	size_t n = 0;

	if (!c->item)
		return 0;
	if (c->state == STATE_RECEIVED && notice_lapsed(c, now_ms))
		want(out, &n, OVERDUE_ACCEPT, 0);
	if (c->state == STATE_FIXING && c->fix_until != DAY_NONE && c->fix_until < today &&
		!task_told(c, TASK_WITHDRAW, ""))
		want(out, &n, OVERDUE_WITHDRAW, 0);
	want_papers(c, today, out, &n);
	for (size_t i = 0; i < c->n_tasks; i++)
		if (task_open(&c->tasks[i]) && !c->tasks[i].escalated &&
			c->tasks[i].due != DAY_NONE && c->tasks[i].due < today)
			want(out, &n, OVERDUE_ESCALATE, i);
	want_appeal(c, now_ms, out, &n);
	return n;
}

bool overdue_may(const struct view_case *v, day_t today)
{
	if (text_equal(v->state, state_word(STATE_RECEIVED)) && past(v->notice, today))
		return true;
	if (text_equal(v->state, state_word(STATE_FIXING)) && (past(v->next, today) || past(v->due, today)))
		return true;
	if ((v->flags & FLAG_DEFERRED) && past(v->defer, today))
		return true;
	if (!v->closed && !(v->flags & FLAG_STOPPED) && past(v->due, today))
		return true;
	for (int k = 0; k < TASK_COUNT; k++)
		if (text_equal(v->note, task_word((enum task_kind)k)))
			return true;
	return false;
}

/* ---- rounds ---- */

struct overdue {
	struct desk_parts parts;
	item_finder find;
	void *ctx;
	int64_t round_ms;            /* mono: when the next begins */
	bool running, done_cases;    /* open cases first, then closed ones with something to check */
	size_t offset;               /* of the next page */
	struct uid ids[OVERDUE_PAGE]; /* of this page, those to be folded */
	size_t n, at;
};

void overdue_turn(struct overdue *o, struct directory *d, const struct catalog *c)
{
	o->parts.directory = d;
	o->parts.catalog = c;
}

struct overdue *overdue_new(const struct desk_parts *parts, item_finder find, void *ctx)
{
	struct overdue *o = mem_new(sizeof *o);

	o->parts = *parts;
	o->find = find;
	o->ctx = ctx;
	return o;
}

void overdue_free(struct overdue *o)
{
	mem_free(o);
}

void overdue_again(struct overdue *o)
{
	o->round_ms = 0;
	o->running = false;
}

/* By number, so that acts between two pages do not move rows about. */
static enum err next_page(struct overdue *o)
{
	struct view_filter f = {.state = o->done_cases ? "unverified" : "open", .day_from = DAY_NONE,
		.day_to = DAY_NONE, .order = VIEW_BY_NUMBER, .limit = OVERDUE_PAGE, .offset = o->offset};
	struct view_case *rows = NULL;
	size_t n = 0;

	o->n = o->at = 0;
	enum err e = view_list(o->parts.store, &f, &rows, &n);
	if (e)
		return e;
	for (size_t i = 0; i < n; i++)
		if (overdue_may(&rows[i], clock_today()))
			o->ids[o->n++] = rows[i].id;
	if (rows)
		mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
	o->offset += n;
	if (n == OVERDUE_PAGE)
		return OK;
	o->running = !o->done_cases;
	o->done_cases = true;
	o->offset = 0;
	return OK;
}

/* ---- writing ---- */

static struct record *by_clock(struct batch *b, const char *kind)
{
	struct record *body = &batch_add(b, kind)->body;

	record_add(body, "system", "1");
	return body;
}

static void put_day(struct record *body, const char *name, day_t day)
{
	char text[11];

	day_format(day, text);
	record_add(body, name, text);
}

static void put_due(const struct casefile *after, const struct period *p, const char *name,
	struct record *body, day_t *out)
{
	struct due due;

	*out = DAY_NONE;
	if (p->days <= 0 || deadline_of(after, p, after->accepted_ms, clock_now_ms(), &due))
		return;
	*out = due.day;
	put_day(body, name, due.day);
}

/* The notice says so, and counts from the receipt. */
static enum err put_notice(const struct overdue *o, struct casefile *after, struct batch *b)
{
	struct slip_place place = {.hall = o->parts.hall,
		.clerk = operator_current(o->parts.store)->id,
		.phone = "12345",
		.catalog = o->parts.catalog,
		.training = o->parts.training};
	struct evaluation eval;
	struct buf text;
	enum err e = draft_evaluate(&after->draft, casefile_day(after, clock_today()), &eval);

	if (e)
		return e;
	place.eval = &eval;
	int columns = slip_columns("acceptance", o->parts.slip_columns ? o->parts.slip_columns : SLIP_NARROW,
		o->parts.page_columns);
	buf_init(&text, SLIP_BYTES);
	e = slip_render(after, "acceptance", &place, columns, &text);
	if (!e)
		batch_slip(b, "acceptance", desk_copies(after->item, "acceptance"), columns, &text);
	buf_release(&text);
	evaluation_release(&eval);
	return e;
}

/* An appeal's life begins with its acceptance; rules have to run for what the form proposes. */
static enum err put_registration(const struct overdue *o, struct casefile *after, struct batch *b)
{
	struct evaluation eval;
	char department[32];

	if (appeal_hotline(after) == HOTLINE_NONE)
		return OK;
	enum err e = draft_evaluate(&after->draft, casefile_day(after, clock_today()), &eval);
	if (e)
		return e;
	evaluation_release(&eval);
	appeal_register(after, appeal_department(o->parts.directory, appeal_unit(after), department),
		by_clock(b, "APPEAL"));
	return OK;
}

static enum err put_acceptance(const struct overdue *o, const struct casefile *c, struct batch *b)
{
	struct casefile after = *c; /* borrows everything */
	struct record *body = by_clock(b, "STATE");

	after.state = STATE_ACCEPTED;
	after.accepted_ms = c->received_ms;
	after.deemed = true;
	record_add(body, "to", state_word(STATE_ACCEPTED));
	record_add(body, "deemed", "1");
	put_due(&after, item_promised(c->item, c->situation), "due", body, &after.due);
	put_due(&after, item_legal(c->item, c->situation), "legal", body, &after.legal_due);
	enum err e = put_registration(o, &after, b);
	return e ? e : put_notice(o, &after, b);
}

/* Somebody may have called about it already. */
static enum err called_about(const struct overdue *o, const struct casefile *c, bool *called)
{
	struct view_case *rows = NULL;
	size_t n = 0;
	enum err e = view_find(o->parts.store, TOKEN_LINK, c->number, &rows, &n);

	*called = !e && n > 0;
	if (rows)
		mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
	return e;
}

static enum err put_appeal(const struct overdue *o, const struct casefile *c, day_t day, struct batch *b)
{
	char text[11];
	struct buf summary;
	bool called;
	enum err e = called_about(o, c, &called);

	if (e || called)
		return e;
	day_format(day, text);
	buf_init(&summary, SUMMARY);
	appeal_summary(c, clock_today(), &summary);
	struct record *body = by_clock(b, "TASK");
	task_put(TASK_APPEAL, text, clock_today(), body);
	record_add(body, "text", buf_text(&summary));
	e = summary.err;
	buf_release(&summary);
	return e;
}

static enum err put(const struct overdue *o, const struct casefile *c, const struct overdue_act *a,
	struct batch *b)
{
	switch (a->kind) {
	case OVERDUE_ACCEPT:
		return put_acceptance(o, c, b);
	case OVERDUE_WITHDRAW:
		task_put(TASK_WITHDRAW, "", clock_today(), by_clock(b, "TASK"));
		return OK;
	case OVERDUE_TERMINATE:
		task_put(TASK_TERMINATE, c->item->materials[a->index].name, clock_today(), by_clock(b, "TASK"));
		return OK;
	case OVERDUE_REVOKE:
		task_put(TASK_LAPSE, c->item->materials[a->index].name, clock_today(), by_clock(b, "TASK"));
		return OK;
	case OVERDUE_APPEAL:
		return put_appeal(o, c, a->day, b);
	default:
		record_addi(by_clock(b, "ESCALATE"), "n", (int64_t)a->index);
		return OK;
	}
}

static enum err append(const struct overdue *o, const struct casefile *c, const struct batch *b)
{
	struct entry entries[EVENT_BATCH];

	if (b->n == 0 || b->n > EVENT_BATCH)
		return b->n ? ERR_LIMIT : OK;
	for (size_t i = 0; i < b->n; i++) {
		if (b->acts[i].body.err)
			return b->acts[i].body.err;
		entries[i] = (struct entry){.casefile = c->id, .kind = b->acts[i].kind,
			.body = &b->acts[i].body, .op_id = b->acts[i].op, .form_hash = c->item_hash};
	}
	return journal_append(o->parts.store, entries, b->n, c->head, NULL);
}

static enum err act_on(const struct overdue *o, const struct uid *id, int *accepted, int *opened)
{
	struct overdue_act acts[OVERDUE_ACTS];
	struct batch b = {0};
	struct casefile c;
	enum err e = casefile_load(o->parts.store, id, o->find, o->ctx, &c);

	if (e)
		return e;
	size_t n = overdue_wants(&c, clock_now_ms(), acts);
	for (size_t i = 0; !e && i < n; i++)
		e = put(o, &c, &acts[i], &b);
	if (!e)
		e = append(o, &c, &b);
	for (size_t i = 0; !e && i < n; i++)
		if (acts[i].kind != OVERDUE_APPEAL) /* stands in the queue; hurries nobody */
			*(acts[i].kind == OVERDUE_ACCEPT ? accepted : opened) += 1;
	batch_release(&b);
	casefile_release(&c);
	return e;
}

static int rest(struct overdue *o)
{
	int64_t left = o->round_ms - clock_mono_ms();

	return left < 0 ? 0 : left > OVERDUE_HOUR_MS ? OVERDUE_HOUR_MS : (int)left;
}

static void begin(struct overdue *o)
{
	o->running = true;
	o->done_cases = false;
	o->offset = o->n = o->at = 0;
	o->round_ms = clock_mono_ms() + OVERDUE_HOUR_MS;
}

int overdue_step(struct overdue *o, const struct uid *on_desk, int *accepted, int *opened)
{
	const struct operator_info *me = operator_current(o->parts.store);
	enum err e = OK;

	if (!me || !role_may(me->role, RIGHT_PERSON))
		return -1;
	if (!o->running && o->at == o->n) {
		if (rest(o) > 0)
			return rest(o);
		begin(o);
	}
	if (o->at == o->n) {
		e = next_page(o);
		if (e)
			o->running = false;
	} else if (on_desk && uid_equal(on_desk, &o->ids[o->at])) {
		o->at++;
	} else {
		e = act_on(o, &o->ids[o->at], accepted, opened);
		if (e != ERR_BUSY)
			o->at++;
	}
	if (e && e != ERR_BUSY && e != ERR_CONFLICT)
		log_line("overdue", "a case was left as it is: %s", err_name(e));
	return STEP_MS;
}
