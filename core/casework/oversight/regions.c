/* SPDX-License-Identifier: MIT */
#include "core/casework/oversight/regions.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/inward.h"
#include "core/standards/workday.h"
#include "core/store/operator.h"

enum { HANDS_MOST = 100000 };

/* When a hand-over began: out, when it left here; in, when it came. */
struct hand {
	struct uid op;
	int64_t at_ms;
};

struct reading {
	const struct range *range;
	struct region_sums *sums;
	struct hand *hands;
	size_t n, cap;
};

static struct region_sum *sum_of(struct region_sums *s, const char *code)
{
	size_t at = 0;

	while (at < s->n && strcmp(s->list[at].code, code) < 0)
		at++;
	if (at < s->n && text_equal(s->list[at].code, code))
		return &s->list[at];
	if (s->n == REGIONS_MOST)
		return NULL;
	memmove(&s->list[at + 1], &s->list[at], (s->n++ - at) * sizeof s->list[0]);
	memset(&s->list[at], 0, sizeof s->list[at]);
	text_copy(s->list[at].code, sizeof s->list[at].code, code);
	return &s->list[at];
}

static struct hand *hand_of(struct reading *r, const struct uid *op)
{
	for (size_t i = r->n; i-- > 0;)
		if (uid_equal(&r->hands[i].op, op))
			return &r->hands[i];
	return NULL;
}

static void begun(struct reading *r, const struct uid *op, int64_t at_ms)
{
	if (r->n == HANDS_MOST || hand_of(r, op))
		return;
	if (r->n == r->cap) {
		size_t cap = r->cap ? 2 * r->cap : 64;
		r->hands = mem_grow(r->hands, r->cap * sizeof *r->hands, cap * sizeof *r->hands);
		r->cap = cap;
	}
	r->hands[r->n++] = (struct hand){*op, at_ms};
}

static const char *said(const struct event *e, const char *name)
{
	const char *value = record_get(&e->body, name);

	return value ? value : "";
}

/* The flow an event belongs to, when it lies in the range. */
static struct region_flow *flow_of(struct reading *r, const struct event *e, bool out, struct uid *op)
{
	if (!text_unhex(said(e, "op"), op->b, sizeof op->b) || e->at_ms < r->range->from_ms ||
		e->at_ms >= r->range->to_ms || !*said(e, "region"))
		return NULL;
	struct region_sum *sum = sum_of(r->sums, said(e, "region"));
	return !sum ? NULL : out ? &sum->out : &sum->in;
}

static void decided(struct reading *r, struct region_flow *f, const struct uid *op, int64_t at_ms)
{
	const struct hand *h = hand_of(r, op);

	f->decided++;
	if (h && f->n_days < REGION_DAYS)
		f->days[f->n_days++] = workday_between(day_at(h->at_ms), day_at(at_ms));
}

static enum err look_out(const struct event *e, void *ctx)
{
	enum crossing_state to = CROSSING_NONE;
	struct reading *r = ctx;
	struct uid op;

	if (!crossing_parse(said(e, "to"), &to))
		return OK;
	if (to == CROSSING_HANDED && text_unhex(said(e, "op"), op.b, sizeof op.b))
		begun(r, &op, e->at_ms);
	struct region_flow *f = flow_of(r, e, true, &op);
	if (!f)
		return OK;
	f->came += to == CROSSING_HANDED;
	f->taken += to == CROSSING_TAKEN;
	f->returned += to == CROSSING_RETURNED;
	f->withdrawn += to == CROSSING_WITHDRAWN;
	if (to == CROSSING_DECIDED)
		decided(r, f, &op, e->at_ms);
	return OK;
}

static enum err look_in(const struct event *e, void *ctx)
{
	enum crossing_state state = CROSSING_NONE;
	struct reading *r = ctx;
	enum inward_act act;
	struct uid op;

	if (!inward_parse(said(e, "act"), &act))
		return OK;
	if (act == INWARD_SEEN && text_unhex(said(e, "op"), op.b, sizeof op.b))
		begun(r, &op, record_int(&e->body, "handed", e->at_ms));
	struct region_flow *f = flow_of(r, e, false, &op);
	if (!f)
		return OK;
	f->came += act == INWARD_SEEN;
	f->taken += act == INWARD_TAKEN;
	f->returned += act == INWARD_RETURNED;
	if (act != INWARD_TOLD || !crossing_parse(said(e, "state"), &state))
		return OK;
	f->withdrawn += state == CROSSING_WITHDRAWN;
	if (state == CROSSING_DECIDED)
		decided(r, f, &op, e->at_ms);
	return OK;
}

enum err regions_read(struct store *s, const struct range *range, struct region_sums *out)
{
	struct reading r = {.range = range, .sums = out};
	uint64_t after = 0;

	if (!operator_current(s))
		return ERR_LOCKED;
	out->n = 0;
	enum err e = journal_kind(s, "CROSSING", &after, look_out, &r);
	after = 0;
	r.n = 0;
	if (!e)
		e = journal_kind(s, "INWARD", &after, look_in, &r);
	mem_free(r.hands);
	return e;
}

static int by_size(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

int region_median(const struct region_flow *f)
{
	int days[REGION_DAYS];

	if (f->n_days == 0)
		return -1;
	memcpy(days, f->days, f->n_days * sizeof *days);
	qsort(days, f->n_days, sizeof *days, by_size);
	return days[(f->n_days - 1) / 2];
}
