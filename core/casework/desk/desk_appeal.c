/* SPDX-License-Identifier: MIT
 *
 * Acts of an appeal at the desk. What must hold: what an act does to several cases, a merge, a reply
 * that all of them get, stands in the journal in one moment or not at all.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/appeal_twin.h"
#include "core/casework/authority.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/task.h"
#include "core/standards/codes.h"

/* ---- who ---- */

/* The department of the first scope somebody has; "": the hall. */
static void unit_of(const struct desk *d, const char *who, char out[SCOPE_UNIT])
{
	struct scope *list = NULL;
	size_t n = 0;
	day_t today = clock_today();

	*out = '\0';
	if (scope_list(d->parts.store, &list, &n))
		return;
	for (size_t i = 0; i < n && !*out; i++)
		if (text_equal(list[i].operator, who) && list[i].state == SCOPE_CONFIRMED &&
			(list[i].from == DAY_NONE || list[i].from <= today) &&
			(list[i].until == DAY_NONE || list[i].until >= today))
			text_copy(out, SCOPE_UNIT, list[i].unit);
	mem_free(list);
}

static enum appeal_bar bar_for(const struct desk *d, enum appeal_act act, char behalf[OPERATOR_ID])
{
	const struct operator_info *me = operator_current(d->parts.store);
	char unit[SCOPE_UNIT];
	int64_t now = clock_now_ms();

	*behalf = '\0';
	if (!d->open || !me)
		return APPEAL_BAR_STATE;
	struct authority a =
		authority_in(d->parts.store, d->recusals, appeal_rights(act), &d->file);
	struct appeal_actor by = {authority_held(&a) ? a.role : ROLE_GUIDE, me->id, unit};
	unit_of(d, *a.behalf ? a.behalf : me->id, unit);
	enum appeal_bar bar = appeal_bar(&d->file, act, &by, now);
	if (!bar && *a.behalf)
		bar = appeal_stands(&d->file, act, a.behalf, now);
	if (!bar && recused(d->recusals, me->id, &d->file))
		bar = APPEAL_BAR_PERSON;
	text_copy(behalf, OPERATOR_ID, a.behalf);
	return bar;
}

enum appeal_bar desk_appeal_bar(const struct desk *d, enum appeal_act act)
{
	char behalf[OPERATOR_ID];

	return bar_for(d, act, behalf);
}

/* ---- what is written ---- */

static bool given(const char *text)
{
	return text && *text;
}

static enum err check(const struct desk *d, enum appeal_act act, const struct appeal_args *x)
{
	unsigned needs = appeal_act_needs(act);

	if (((needs & APPEAL_NEEDS_UNIT) && (!given(x->unit) || !codes_find(APPEAL_UNITS, x->unit))) ||
		((needs & APPEAL_NEEDS_GROUND) &&
			(!given(x->ground) || !codes_find(appeal_grounds(&d->file), x->ground))) ||
		((needs & APPEAL_NEEDS_REASON) && !given(x->reason)) ||
		((needs & APPEAL_NEEDS_CLAUSE) && !given(x->clause)) ||
		((needs & APPEAL_NEEDS_TEXT) && !given(x->text)) ||
		((needs & APPEAL_NEEDS_DAYS) && (x->days < 1 || x->days > appeal_extension(&d->file))) ||
		((needs & APPEAL_NEEDS_OUTCOME) &&
			(x->outcome <= APPEAL_UNVISITED || x->outcome >= APPEAL_OUTCOMES)) ||
		((needs & APPEAL_NEEDS_CASE) && !given(x->number)))
		return ERR_INPUT;
	return OK;
}

static struct record *put(struct batch *b, enum appeal_act act)
{
	struct record *body = &batch_add(b, "APPEAL")->body;

	record_add(body, "act", appeal_act_word(act));
	return body;
}

/* The same for another case than the one on the desk. */
static struct record *put_other(struct batch *b, const struct casefile *other, enum appeal_act act)
{
	struct record *body = put(b, act);

	b->acts[b->n - 1].other = other->id;
	memcpy(b->acts[b->n - 1].form, other->item_hash, HASH_SIZE);
	return body;
}

static void put_case(struct record *body, const char *number, const struct uid *id)
{
	char hex[UID_HEX];

	uid_hex(id, hex);
	record_add(body, "number", number);
	record_add(body, "id", hex);
}

static enum err put_due(const struct desk *d, enum appeal_act act, const struct appeal_args *x,
	struct record *body)
{
	struct due due;
	char day[11];
	enum err e = appeal_due(&d->file, clock_now_ms(), act == APPEAL_EXTEND ? x->days : 0, &due);

	if (e)
		return e;
	day_format(due.day, day);
	record_add(body, "due", day);
	if (act == APPEAL_EXTEND)
		record_addi(body, "days", x->days);
	if (d->file.legal_due != DAY_NONE)
		record_add(body, "legal", day);
	return OK;
}

static const char *or_none(const char *text)
{
	return given(text) ? text : NULL;
}

static enum err put_act(const struct desk *d, enum appeal_act act, const struct appeal_args *x,
	struct batch *b)
{
	struct record *body = put(b, act);
	char department[32];

	record_add(body, "unit", or_none(x->unit));
	if (act == APPEAL_DISPATCH)
		record_add(body, "department", appeal_department(d->parts.directory, x->unit, department));
	record_add(body, "ground", or_none(x->ground));
	record_add(body, "reason", or_none(x->reason));
	record_add(body, "clause", or_none(x->clause));
	record_add(body, "text", or_none(x->text));
	if (act == APPEAL_VISIT)
		record_add(body, "outcome", appeal_outcome_word(x->outcome));
	if (act == APPEAL_LINK)
		record_add(body, "number", x->number);
	return act == APPEAL_EXTEND || act == APPEAL_REOPEN ? put_due(d, act, x, body) : OK;
}

/* ---- papers ---- */

static enum err paper(const struct desk *d, const struct casefile *after, const char *document,
	const struct life_args *words, struct batch *b)
{
	struct slip_place place = desk_place(d);
	int columns = slip_columns(document, desk_columns(d), d->parts.page_columns);
	struct buf text;

	place.args = words;
	buf_init(&text, SLIP_BYTES);
	enum err e = slip_render(after, document, &place, columns, &text);
	if (!e)
		batch_slip(b, document, desk_copies(after->item, document), columns, &text);
	buf_release(&text);
	return e;
}

/* Not taken on: the ground in words. Answered: what is said. */
static enum err put_paper(const struct desk *d, enum appeal_act act, const struct appeal_args *x,
	struct batch *b)
{
	const char *document = appeal_act_document(act);
	const struct code *ground =
		act == APPEAL_REFUSE ? codes_find(appeal_grounds(&d->file), x->ground) : NULL;
	struct life_args words = {.reason = ground ? i18n_pick(ground->name, ground->name_en) : "",
		.opinion = or_none(x->text)};

	return *document ? paper(d, &d->file, document, &words, b) : OK;
}

/* ---- several cases ---- */

static enum err load(const struct desk *d, const struct uid *id, struct casefile *out)
{
	return casefile_load(d->parts.store, id, shelf_find, d->shelf, out);
}

/* May another be merged under it? */
static enum err master_fits(const struct desk *d, const struct casefile *master)
{
	enum appeal_state to;

	if (uid_equal(&master->id, &d->file.id) || appeal_hotline(master) != appeal_hotline(&d->file))
		return ERR_INPUT;
	if (!master->appeal || !appeal_leads(master->appeal->state, APPEAL_JOIN, &to))
		return ERR_STATE;
	return master->appeal->n_merged < APPEAL_MERGES ? OK : ERR_LIMIT;
}

static enum err put_merge(const struct desk *d, const struct uid *id, struct batch *b)
{
	struct casefile master;
	enum err e = load(d, id, &master);

	if (e)
		return e;
	e = master_fits(d, &master);
	if (!e) {
		put_case(put(b, APPEAL_MERGE), master.number, &master.id);
		put_case(put_other(b, &master, APPEAL_JOIN), d->file.number, &d->file.id);
	}
	casefile_release(&master);
	return e;
}

static enum err merge(const struct desk *d, const char *number, struct batch *b)
{
	struct view_case row;
	enum err e = view_by_number(d->parts.store, number, &row);

	if (!e)
		e = put_merge(d, &row.id, b);
	mem_wipe(&row, sizeof row);
	return e;
}

static enum err unmerge(const struct desk *d, const struct appeal_args *x, struct batch *b)
{
	struct casefile master;
	enum err e = load(d, &d->file.appeal->master_id, &master);

	if (e)
		return e;
	record_add(put(b, APPEAL_UNMERGE), "reason", x->reason);
	put_case(put_other(b, &master, APPEAL_PART), d->file.number, &d->file.id);
	casefile_release(&master);
	return OK;
}

/* Whoever is merged under it gets the answer, each on paper of their own. */
static enum err answer_one(const struct desk *d, const struct uid *id, const char *text, struct batch *b)
{
	struct casefile other;
	struct life_args words = {.reason = "", .opinion = text};
	enum err e = load(d, id, &other);

	if (e)
		return e;
	if (other.appeal && other.appeal->state == APPEAL_MERGED) {
		struct record *body = put_other(b, &other, APPEAL_ANSWERED);
		record_add(body, "text", text);
		put_case(body, d->file.number, &d->file.id);
		e = paper(d, &other, appeal_act_document(APPEAL_ANSWERED), &words, b);
		b->acts[b->n - 1].other = other.id;
		memcpy(b->acts[b->n - 1].form, other.item_hash, HASH_SIZE);
	}
	casefile_release(&other);
	return e;
}

static enum err answer_all(const struct desk *d, const char *text, struct batch *b)
{
	const struct appeal *a = d->file.appeal;
	enum err e = OK;

	for (size_t i = 0; !e && i < a->n_merged; i++)
		e = answer_one(d, &a->merged[i], text, b);
	return e;
}

static enum err known(const struct desk *d, const char *number)
{
	struct view_case row;
	enum err e = view_by_number(d->parts.store, number, &row);

	mem_wipe(&row, sizeof row);
	return e;
}

static enum err fill(const struct desk *d, enum appeal_act act, const struct appeal_args *x,
	struct batch *b)
{
	enum err e = OK;

	if (act == APPEAL_MERGE)
		return merge(d, x->number, b);
	if (act == APPEAL_UNMERGE)
		return unmerge(d, x, b);
	if (act == APPEAL_LINK)
		e = known(d, x->number);
	if (!e)
		e = put_act(d, act, x, b);
	if (!e)
		e = put_paper(d, act, x, b);
	if (!e && act == APPEAL_REPLY)
		e = answer_all(d, x->text, b);
	return e;
}

enum err desk_appeal(struct desk *d, enum appeal_act act, const struct appeal_args *args)
{
	struct batch b = {0};
	char behalf[OPERATOR_ID] = "";
	enum err e = authority_refresh(d->parts.store, d->recusals);
	enum appeal_bar bar = e ? APPEAL_OPEN : bar_for(d, act, behalf);

	if (bar)
		e = bar == APPEAL_BAR_ROLE || bar == APPEAL_BAR_PERSON || bar == APPEAL_BAR_OWN ||
				    bar == APPEAL_BAR_UNIT ? ERR_DENIED : ERR_STATE;
	if (!e)
		e = check(d, act, args);
	if (e)
		return e;
	desk_acts_for(d, behalf);
	e = fill(d, act, args, &b);
	if (!e)
		return desk_write(d, &b, NOW);
	batch_release(&b);
	return e;
}

/* ---- about an overdue case ---- */

static enum err item_of_hotline(const struct desk *d, size_t *out)
{
	const struct item *item;

	for (size_t i = 0; i < directory_size(d->parts.directory); i++)
		if (directory_item(d->parts.directory, i, &item) == OK && item->appeal == HOTLINE_12345) {
			*out = i;
			return desk_may_at(d, RIGHT_RECEIVE, item->department, item->code) ? OK : ERR_DENIED;
		}
	return ERR_NOTFOUND;
}

enum { OVERDUE_FIELDS = 5, SUMMARY = 2000 };

static enum err answer_all_fields(struct desk *d, const char *const said[OVERDUE_FIELDS][2])
{
	char why[WHY_SIZE];
	enum err e = OK;

	for (size_t i = 0; !e && i < OVERDUE_FIELDS; i++) {
		int at = item_field(d->file.item, said[i][0]);
		e = at < 0 ? ERR_NOTFOUND : desk_answer(d, (size_t)at, said[i][1], why);
	}
	return e;
}

enum err desk_draft_appeal(struct desk *d)
{
	char number[CASE_NUMBER];
	struct buf summary;
	size_t item = 0;

	if (!d->open || d->file.appeal || !state_open(d->file.state) || d->file.due == DAY_NONE ||
		d->file.due >= clock_today())
		return ERR_STATE;
	enum err e = item_of_hotline(d, &item);
	if (e)
		return e;
	text_copy(number, sizeof number, d->file.number);
	buf_init(&summary, SUMMARY);
	appeal_summary(&d->file, clock_today(), &summary);
	/* passed on by the hall, a call for help, overdue matters: codes of the demo's tables */
	const char *const said[OVERDUE_FIELDS][2] = {{"channel", "4"}, {"kind", "2"},
		{"subject", "010103"}, {"content", buf_text(&summary)}, {"related", number}};
	desk_close(d); /* what may be done there says nothing about an appeal */
	e = desk_open_anonymous(d, item);
	if (!e)
		e = answer_all_fields(d, said);
	buf_release(&summary);
	return e;
}

/* ---- at the submit ---- */

enum err desk_twins(const struct desk *d, struct appeal_twin *out, size_t *n)
{
	*n = 0;
	if (!d->open || appeal_hotline(&d->file) == HOTLINE_NONE)
		return OK;
	return appeal_twins(d->parts.store, shelf_find, d->shelf, &d->file, clock_now_ms(), out, n);
}

void desk_merge_at_submit(struct desk *d, const struct uid *master)
{
	d->master = master ? *master : (struct uid){{0}};
}

/* The same person and matter within 30 days goes to the supervisor, too (capability L8). */
static enum err put_repeated(const struct desk *d, struct batch *b)
{
	struct appeal_twin twins[APPEAL_TWINS];
	size_t n;
	const char *before = text_equal(appeal_answer(&d->file, "urgency"), "1") ? "H12-01" : NULL;
	enum err e = desk_twins(d, twins, &n);

	for (size_t i = n; i-- > 0;)
		if ((twins[i].why & (TWIN_PERSON | TWIN_MATTER)) == (TWIN_PERSON | TWIN_MATTER))
			before = twins[i].number;
	if (e || !before)
		return e;
	struct record *body = put(b, APPEAL_REPEATED);
	record_add(body, "number", before);
	record_add(body, "system", "1");
	return OK;
}

/* The case it is about was waiting for somebody to register what the clock had drafted. */
static enum err answer_draft(const struct desk *d, struct batch *b)
{
	const char *number = appeal_answer(&d->file, "related");
	struct casefile about;
	struct view_case row;

	if (!*number || view_by_number(d->parts.store, number, &row) || load(d, &row.id, &about))
		return OK; /* typed by hand: no case of this hall */
	for (size_t i = 0; i < about.n_tasks; i++) {
		if (about.tasks[i].kind != TASK_APPEAL || !task_open(&about.tasks[i]))
			continue;
		struct act *act = batch_add(b, "ANSWER");
		act->other = about.id;
		memcpy(act->form, about.item_hash, HASH_SIZE);
		record_addi(&act->body, "n", (int64_t)i);
		record_add(&act->body, "result", "ok");
		record_add(&act->body, "text", d->file.number);
	}
	casefile_release(&about);
	mem_wipe(&row, sizeof row);
	return OK;
}

enum err batch_register(const struct desk *d, struct batch *b)
{
	bool instant = item_kind(d->file.item, d->eval.situation) == ITEM_INSTANT;
	char department[32];

	if (appeal_hotline(&d->file) == HOTLINE_NONE)
		return OK;
	appeal_register(&d->file,
		appeal_department(d->parts.directory, appeal_unit(&d->file), department),
		&batch_add(b, "APPEAL")->body);
	enum err e = answer_draft(d, b);
	if (instant)
		return e;
	if (!e)
		e = put_repeated(d, b);
	return e || uid_none(&d->master) ? e : put_merge(d, &d->master, b);
}
