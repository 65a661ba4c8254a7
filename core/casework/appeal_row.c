/* SPDX-License-Identifier: MIT
 *
 * From a casefile to its rows among the appeals and the ratings. What must hold: they depend on the
 * events alone, and nothing of them names anybody but who works in the hall.
 */
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/rating.h"

static unsigned flags_of(const struct appeal *a)
{
	return (a->secret ? APPEAL_FLAG_SECRET : 0u) | (*a->repeat_of ? APPEAL_FLAG_REPEATED : 0u) |
	       (a->supervised ? APPEAL_FLAG_SUPERVISED : 0u) |
	       (a->returned ? APPEAL_FLAG_RETURNED : 0u) | (a->n_merged ? APPEAL_FLAG_MASTER : 0u) |
	       (*a->asked_by ? APPEAL_FLAG_ASKED : 0u) | (a->at_once ? APPEAL_FLAG_AT_ONCE : 0u);
}

static int visit_level(const struct casefile *c)
{
	for (size_t i = 0; i < c->n_ratings; i++)
		if (c->ratings[i].occasion == OCCASION_VISIT && rating_counts(&c->ratings[i]))
			return c->ratings[i].level;
	return 0;
}

static int64_t next_of(const struct casefile *c)
{
	struct appeal_clock k = appeal_clock(c, c->changed_ms);

	return k.kind == APPEAL_CLOCK_REOPEN ? 0 : k.due_ms;
}

bool appeal_row_of(const struct casefile *c, struct appeal_row *out)
{
	const struct appeal *a = c->appeal;

	if (!a)
		return false;
	*out = (struct appeal_row){.id = c->id, .hotline = (int)appeal_hotline(c), .kind = a->kind,
		.registered_ms = a->registered_ms, .dispatched_ms = a->dispatched_ms,
		.sign_due_ms = a->sign_due_ms, .signed_ms = a->signed_ms, .replied_ms = a->replied_ms,
		.visited_ms = a->visited_ms, .due = c->due, .next_ms = next_of(c),
		.urged = c->queue.urged, .reopened = a->reopened, .extended = a->extended,
		.outcome = (int)a->outcome, .rating = visit_level(c), .flags = flags_of(a),
		.closed = !state_open(c->state)};
	text_copy(out->number, sizeof out->number, c->number);
	text_copy(out->item, sizeof out->item, c->item->code);
	if (appeal_hotline(c) == HOTLINE_12345)
		text_copy(out->subject, sizeof out->subject, a->subject);
	text_copy(out->unit, sizeof out->unit, a->unit);
	text_copy(out->department, sizeof out->department, a->department);
	text_copy(out->state, sizeof out->state, appeal_word(a->state));
	return true;
}

static unsigned rating_flags(const struct casefile *c, const struct rating *r)
{
	return (rating_counts(r) ? 0u : RATING_FLAG_EXCLUDED) | (c->anonymous ? RATING_FLAG_ANONYMOUS : 0u) |
	       (r->complex ? RATING_FLAG_COMPLEX : 0u);
}

void rating_row_of(const struct casefile *c, size_t n, struct rating_row *out)
{
	const struct rating *r = &c->ratings[n];

	*out = (struct rating_row){.id = c->id, .n = (int)n, .level = r->level, .again = r->again,
		.flags = rating_flags(c, r), .at_ms = r->at_ms, .called_ms = r->called_ms,
		.fixed_ms = r->fixed_ms};
	text_copy(out->item, sizeof out->item, c->item ? c->item->code : "");
	text_copy(out->item_name, sizeof out->item_name, c->item ? c->item->name : "");
	text_copy(out->department, sizeof out->department, c->item ? c->item->department : "");
	text_copy(out->window, sizeof out->window, r->window);
	text_copy(out->clerk, sizeof out->clerk, r->clerk);
	text_copy(out->channel, sizeof out->channel, rating_channel_word(r->channel));
	text_copy(out->occasion, sizeof out->occasion, occasion_word(r->occasion));
}
