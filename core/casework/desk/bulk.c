/* SPDX-License-Identifier: MIT
 *
 * What must hold: an act on a case is durable before it is counted, and what is taken back is
 * exactly what was done.
 */
#include "core/casework/desk/bulk.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/deadline.h"
#include "core/casework/life.h"
#include "core/casework/recusal.h"
#include "core/store/scope.h"

static const struct {
	const char *text;
	enum right right;
} kinds[BULK_KINDS] = {
#define X(name, text, right) [name] = {text, right},
	BULK_TABLE(X)
#undef X
};

struct one {
	struct uid id, op;           /* op: of the act, none until done */
};

struct bulk {
	struct store *store;
	item_finder find;
	void *ctx;
	enum bulk_kind kind;
	char to[16], window[8], reason[256];
	int days;
	struct one list[BULK_MOST];
	size_t at;
	struct bulk_state state;
	struct recusals *recusals;   /* of EXTEND, a decision; NULL else */
};

const char *bulk_text(enum bulk_kind k)
{
	return kinds[k].text;
}

bool bulk_may(enum bulk_kind k, enum role role)
{
	return role_may(role, kinds[k].right);
}

const char *bulk_against(enum bulk_kind k, const struct view_case *c, const char *me)
{
	if (c->closed || text_equal(c->state, state_word(STATE_DRAFT)))
		return N_("It is not with anybody who could be urged");
	if (k != BULK_EXTEND)
		return NULL;
	if (!text_equal(c->state, state_word(STATE_EXAMINING)))
		return N_("Only a case under examination is extended");
	if (c->flags & FLAG_EXTENDED)
		return N_("It was extended once already");
	if (text_equal(c->operator, me))
		return N_("Who received a case does not extend it");
	return NULL;
}

enum err bulk_new(struct store *s, item_finder find, void *ctx, enum bulk_kind k,
	const struct bulk_args *args, const struct uid *ids, size_t n, struct bulk **out)
{
	const struct operator_info *me = operator_current(s);
	struct bulk *b;

	if (!me)
		return ERR_LOCKED;
	if (k >= BULK_KINDS || n == 0 || (k == BULK_EXTEND && (!args->reason || args->days < 1)))
		return ERR_INPUT;
	if (n > BULK_MOST)
		return ERR_LIMIT;
	if (!bulk_may(k, me->role))
		return ERR_DENIED;
	b = mem_new(sizeof *b);
	*b = (struct bulk){.store = s, .find = find, .ctx = ctx, .kind = k, .days = args->days};
	b->recusals = k == BULK_EXTEND ? recusals_new(s) : NULL;
	b->state = (struct bulk_state){.total = n, .running = true};
	if (!text_copy(b->to, sizeof b->to, args->to ? args->to : "") ||
		!text_copy(b->window, sizeof b->window, args->window ? args->window : "") ||
		!text_copy(b->reason, sizeof b->reason, args->reason ? args->reason : "")) {
		bulk_free(b);
		return ERR_INPUT;
	}
	for (size_t i = 0; i < n; i++)
		b->list[i].id = ids[i];
	*out = b;
	return OK;
}

void bulk_free(struct bulk *b)
{
	if (b)
		recusals_free(b->recusals);
	mem_free(b);
}

struct bulk_state bulk_state(const struct bulk *b)
{
	struct bulk_state s = b->state;

	if (s.undoing || clock_now_ms() > s.until_ms)
		s.until_ms = 0;
	return s;
}

/* ---- one event ---- */

static enum err write(struct store *s, const struct uid *id, const char *kind,
	const struct record *body, const struct uid *op)
{
	struct entry entry = {.casefile = *id, .kind = kind, .body = body, .op_id = *op};

	return body->err ? body->err : journal_append(s, &entry, 1, NULL, NULL);
}

static void put_day(struct record *body, const char *name, const struct due *due)
{
	char text[11];

	day_format(due->day, text);
	record_add(body, name, text);
}

/* The event carries the days it moves, as at the desk. */
static enum err put_extension(const struct bulk *b, const struct uid *id, struct record *body)
{
	const struct operator_info *me = operator_current(b->store);
	struct casefile c;
	struct due due;
	enum err e = recusals_read(b->recusals);

	if (!e)
		e = casefile_load(b->store, id, b->find, b->ctx, &c);
	if (e)
		return e;
	enum life_bar bar = life_bar(&c, LIFE_EXTEND, me->role, me->id);
	if (recused(b->recusals, me->id, &c))
		e = ERR_DENIED;
	else if (bar != BAR_NONE)
		e = bar == BAR_ROLE || bar == BAR_PERSON ? ERR_DENIED : ERR_STATE;
	else if (life_over(&c, clock_today()))
		e = ERR_STATE;
	else if (b->days > life_extension(&c))
		e = ERR_LIMIT;
	if (!e) {
		int64_t now = clock_now_ms();
		const struct period *promised = item_promised(c.item, c.situation);
		const struct period *legal = item_legal(c.item, c.situation);
		record_addi(body, "days", b->days);
		c.extension = b->days;
		if (promised->days > 0 && !deadline_of(&c, promised, c.accepted_ms, now, &due)) {
			put_day(body, "due", &due);
			record_add(body, "provisional", due.provisional ? "1" : NULL);
		}
		if (legal->days > 0 && !deadline_of(&c, legal, c.accepted_ms, now, &due))
			put_day(body, "legal", &due);
		c.extension = 0;
	}
	casefile_release(&c);
	return e;
}

/* The right holds for the department and item of the case; what is done to many is done by oneself. */
static enum err in_scope(struct store *s, const struct uid *id, enum right right)
{
	struct view_case row;
	enum err e = view_get(s, id, &row);

	if (e)
		return e;
	struct scope_place at = {row.department, row.item};
	e = operator_may(s, right, &at) ? OK : ERR_DENIED;
	mem_wipe(&row, sizeof row);
	return e;
}

static enum err act_on(const struct bulk *b, const struct uid *id, const struct uid *op)
{
	static const char *const events[] = {"URGE", "ASSIGN", "EXTEND", "ASSIGN"};
	struct record body = {0};
	enum err e = in_scope(b->store, id, kinds[b->kind].right);

	if (!e && b->kind == BULK_EXTEND)
		e = put_extension(b, id, &body);
	if (b->kind == BULK_HAND || b->kind == BULK_ASSIGN) {
		record_add(&body, "to", b->to);
		record_add(&body, "window", *b->window ? b->window : NULL);
	}
	record_add(&body, "reason", *b->reason ? b->reason : NULL);
	if (!e)
		e = write(b->store, id, events[b->kind], &body, op);
	record_release(&body);
	return e;
}

static enum err take_back(const struct bulk *b, const struct one *x)
{
	struct record body = {0};
	char hex[UID_HEX];
	struct uid op = uid_new();

	uid_hex(&x->op, hex);
	record_add(&body, "of", hex);
	enum err e = write(b->store, &x->id, "UNDO", &body, &op);
	record_release(&body);
	return e;
}

static void count(struct bulk *b, const struct uid *id, enum err e)
{
	if (!e) {
		b->state.done++;
		return;
	}
	if (b->state.refused++ == 0) {
		b->state.first = e;
		b->state.first_id = *id;
	}
}

enum err bulk_step(struct bulk *b)
{
	struct one *x = &b->list[b->at];
	struct uid op = uid_new();
	enum err e = OK;

	if (!b->state.running)
		return ERR_STATE;
	if (!b->state.undoing)
		e = act_on(b, &x->id, &op);
	else if (!uid_none(&x->op))
		e = take_back(b, x);
	if (e == ERR_BUSY || e == ERR_LOCKED)
		return e;
	if (!b->state.undoing && !e)
		x->op = op;
	if (!b->state.undoing || !uid_none(&x->op))
		count(b, &x->id, e);
	if (++b->at == b->state.total) {
		b->state.running = false;
		if (!b->state.undoing)
			b->state.until_ms = clock_now_ms() + UNDO_MS;
	}
	return OK;
}

enum err bulk_undo(struct bulk *b)
{
	if (b->state.running || b->state.undoing || b->state.done == 0 ||
		clock_now_ms() > b->state.until_ms)
		return ERR_STATE;
	b->at = 0;
	b->state = (struct bulk_state){.total = b->state.total, .undoing = true, .running = true};
	return OK;
}

/* ---- one case ---- */

enum err turn_claim(struct store *s, const struct uid *id, const char *from)
{
	const struct operator_info *me = operator_current(s);
	struct record body = {0};
	struct uid op = uid_new();

	if (!me)
		return ERR_LOCKED;
	if (!role_may(me->role, RIGHT_PERSON) ||
		(*from && !text_equal(from, me->id) && !role_may(me->role, RIGHT_TAKEOVER)))
		return ERR_DENIED;
	enum err e = in_scope(s, id, RIGHT_PERSON);
	record_add(&body, "from", *from ? from : NULL);
	if (!e)
		e = write(s, id, "CLAIM", &body, &op);
	record_release(&body);
	return e;
}

enum err turn_release(struct store *s, const struct uid *id)
{
	struct record body = {0};
	struct uid op = uid_new();

	return write(s, id, "RELEASE", &body, &op);
}

enum err turn_reply(struct store *s, const struct uid *id, const char *reason)
{
	struct record body = {0};
	struct uid op = uid_new();

	record_add(&body, "reason", reason);
	enum err e = *reason ? write(s, id, "REPLY", &body, &op) : ERR_INPUT;
	record_release(&body);
	return e;
}

/* ---- lights ---- */

/* A red light asks anew: what was said about the yellow one does not answer it; one that was never
 * answered is as old as its yellow. */
enum duty duty_of(const struct view_case *c, day_t today)
{
	if (c->closed || c->next == DAY_NONE || today < c->warn)
		return DUTY_NONE;
	day_t lit = today > c->next ? c->next + 1 : c->warn;
	if (c->replied != DAY_NONE && c->replied >= lit)
		return DUTY_ANSWERED;
	bool answered = c->replied != DAY_NONE && c->replied >= c->warn;
	return workday_between(answered ? lit : c->warn, today) > 1 ? DUTY_ESCALATED : DUTY_OPEN;
}
