/* SPDX-License-Identifier: MIT
 *
 * What became of appeals of the past, and what citizens said of the hall: most are signed for within
 * two hours and answered in time; some are sent back, urged, not taken on, opened again.
 */
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/rating.h"
#include "core/demo/history_inside.h"

/* How one goes, by its quality: as in history_life.c. */
enum { NOT_TAKEN = 5, SENT_BACK = 14, LINGERS = 22, PROLONGED = 27, URGED = 33, UNSOLVED = 37, SILENT = 55 };

static bool before(const struct plan *p, int from, int to)
{
	return p->quality >= from && p->quality < to;
}

static int some(struct plan *p, int from, int to)
{
	return from + (int)stream_below(&p->dice, (uint32_t)(to - from + 1));
}

static void later(struct plan *p, int days, int minutes)
{
	p->next = STEP_APPEAL;
	p->at_ms = plan_later(p, days, minutes);
}

static struct record *act(struct plan *p, struct sitting *s, enum appeal_act a)
{
	struct record *body = sitting_add(s, p, "APPEAL");

	record_add(body, "act", appeal_act_word(a));
	return body;
}

/* ---- the desk ---- */

static const char *desk(struct laying *l, struct plan *p, struct sitting *s)
{
	char department[32];

	if (before(p, 0, NOT_TAKEN)) {
		record_add(act(p, s, APPEAL_REFUSE), "ground",
			appeal_hotline(&p->file) == HOTLINE_12358 ? "01" : "07");
		p->next = STEP_END;
	} else {
		struct record *body = act(p, s, APPEAL_DISPATCH);
		record_add(body, "unit", appeal_unit(&p->file));
		record_add(body, "department",
			appeal_department(l->h->directory, appeal_unit(&p->file), department));
		later(p, 0, before(p, LINGERS, URGED) ? some(p, 130, 260) : some(p, 5, 80));
	}
	return HISTORY_APPEALS;
}

static const char *visit(struct plan *p, struct sitting *s)
{
	bool solved = !before(p, URGED, UNSOLVED);
	struct record *body = act(p, s, APPEAL_VISIT);

	record_add(body, "outcome", appeal_outcome_word(solved ? APPEAL_SOLVED : APPEAL_UNSOLVED));
	record_add(body, "text", solved ? "诉求人表示已经解决" : "诉求人说没有解决");
	if (before(p, UNSOLVED, SILENT))
		p->next = STEP_END; /* did not want to rate it */
	else
		later(p, 0, some(p, 1, 5));
	return HISTORY_APPEALS;
}

/* ---- the unit ---- */

static const char *sign(struct plan *p, struct sitting *s)
{
	if (before(p, NOT_TAKEN, SENT_BACK) && !p->file.appeal->returned) {
		struct record *body = act(p, s, APPEAL_RETURN);
		record_add(body, "reason", "不属于本单位职责，建议转派");
		record_add(body, "clause", "12345热线工单办理规定第九条");
		later(p, 0, some(p, 10, 60));
	} else {
		act(p, s, APPEAL_SIGN);
		later(p, 0, some(p, 5, 90));
	}
	return HISTORY_EXAMINER;
}

static const char *begin(struct plan *p, struct sitting *s)
{
	int days = item_promised(p->item, p->file.situation)->days;

	act(p, s, APPEAL_BEGIN);
	if (days > 20)
		days = 12; /* price reports end well before their 60 days */
	later(p, before(p, SENT_BACK, LINGERS) ? days + some(p, 1, 3) : days <= 1 ? 0 :
			some(p, 1, days * 3 / 4), some(p, 30, 200));
	return HISTORY_EXAMINER;
}

static const char *handle(struct plan *p, struct sitting *s)
{
	if (before(p, PROLONGED, URGED) && p->file.queue.urged < 1 + (p->quality & 1)) {
		record_add(act(p, s, APPEAL_URGE), "reason", "诉求人来电催问进展");
		later(p, 0, some(p, 30, 120));
		return HISTORY_APPEALS;
	}
	record_add(act(p, s, APPEAL_REPLY), "text", "经核实，反映的情况属实，已安排处理，现已办结。");
	later(p, some(p, 1, 2), some(p, 5, 200));
	return HISTORY_EXAMINER;
}

/* ---- what citizens say ---- */

/* Of a hundred: 68 very satisfied, 18 satisfied, 8 fairly, 4 dissatisfied, 2 very. */
static int level_of(struct stream *dice)
{
	uint32_t n = stream_below(dice, 100);

	return n < 68 ? 5 : n < 86 ? 4 : n < 94 ? 3 : n < 98 ? 2 : 1;
}

static void put_tags(struct stream *dice, int level, day_t on, struct record *body)
{
	const struct code *tags[8];
	size_t n = rating_tags(level, on, tags, COUNT_OF(tags));

	if (n && stream_below(dice, 3) > 0)
		record_add(body, "tags", tags[stream_below(dice, (uint32_t)n)]->code);
}

static void rate(struct plan *p, struct sitting *s, struct stream *dice, enum occasion occasion,
	enum rating_channel channel, const char *clerk)
{
	struct record *body = sitting_add(s, p, "RATE");
	int level = level_of(dice);

	record_add(body, "occasion", occasion_word(occasion));
	record_addi(body, "level", level);
	record_add(body, "channel", rating_channel_word(channel));
	record_add(body, "clerk", clerk);
	record_add(body, "window", p->at->window);
	put_tags(dice, level, day_at(p->at_ms), body);
}

static const char *rate_visit(struct plan *p, struct sitting *s)
{
	rate(p, s, &p->dice, OCCASION_VISIT, RATING_PHONE, p->file.appeal->replied_by);
	if (plan_chance(p, 60))
		later(p, 0, some(p, 10, 60));
	else
		p->next = STEP_END;
	return HISTORY_APPEALS;
}

/* A third press a key when they leave the window. */
void rate_window(struct laying *l, struct plan *p, struct sitting *s)
{
	struct stream dice = city_stream(l->h->city, "rating", (int)p->order);
	uint32_t way = stream_below(&dice, 10);

	if (stream_below(&dice, 100) >= 35)
		return;
	rate(p, s, &dice, OCCASION_WINDOW, way < 7 ? RATING_TERMINAL : way < 9 ? RATING_SCREEN :
		RATING_CODE, p->at->clerk);
}

/* The supervisor calls back about a bad one, and most are put right. */
void mend_rating(struct plan *p, struct sitting *s)
{
	const struct rating *r = &p->file.ratings[0];
	struct record *body = sitting_add(s, p, "RATING");

	record_add(body, "n", "0");
	record_add(body, "act", rating_act_word(r->called_ms ? RATING_FIX : RATING_CALL));
	record_add(body, "text", r->called_ms ? "向群众说明，窗口已改进" : "已回访，记下群众说的情况");
}

bool rating_to_mend(const struct plan *p)
{
	return p->file.n_ratings > 0 && rating_bad(&p->file.ratings[0]) &&
	       !p->file.ratings[0].fixed_ms && p->order % 4 != 0;
}

/* ---- steps ---- */

void appeal_register_past(struct laying *l, struct plan *p, struct sitting *s)
{
	char department[32];

	appeal_register(&p->file,
		appeal_department(l->h->directory, appeal_unit(&p->file), department),
		sitting_add(s, p, "APPEAL"));
}

void appeal_first(struct plan *p)
{
	later(p, 0, some(p, 5, 50));
}

enum err appeal_step(struct laying *l, struct plan *p, struct sitting *s, const char **actor)
{
	switch (p->file.appeal->state) {
	case APPEAL_REGISTERED: *actor = desk(l, p, s); break;
	case APPEAL_DISPATCHED: *actor = sign(p, s); break;
	case APPEAL_SIGNED: *actor = begin(p, s); break;
	case APPEAL_HANDLING: *actor = handle(p, s); break;
	case APPEAL_REPLIED: *actor = visit(p, s); break;
	case APPEAL_VISITED: *actor = rate_visit(p, s); break;
	case APPEAL_RATED:
		act(p, s, APPEAL_ARCHIVE);
		p->next = STEP_END;
		*actor = HISTORY_APPEALS;
		break;
	default: return ERR_STATE;
	}
	return OK;
}
