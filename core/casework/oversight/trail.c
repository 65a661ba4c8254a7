/* SPDX-License-Identifier: MIT
 *
 * Events in words. What must hold: nothing personal leaves here unmasked unless it is asked for in
 * clear; bytes of papers and answers of departments are counted, never poured out.
 */
#include "core/casework/oversight/trail.h"

#include <ctype.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/papers/slip.h"
#include "core/casework/task.h"
#include "core/standards/codes.h"
#include "core/standards/name.h"

enum { TRAIL_MOST = 20000, VALUE_MOST = 4096 };

static const char *said(const struct event *e, const char *name)
{
	const char *value = record_get(&e->body, name);

	return value ? value : "";
}

/* ---- values ---- */

/* Names of people and their numbers stand under these names whatever the event is. */
static bool personal(const char *name)
{
	static const char *const names[] = {"subject", "holder", "collector", "agent", "asked"};

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (text_equal(names[i], name))
			return true;
	return false;
}

static bool long_number(const char *value)
{
	size_t digits = 0;

	for (const char *p = value; *p; p++)
		digits = isdigit((unsigned char)*p) ? digits + 1 : 0;
	return digits >= 11 || (strlen(value) == 18 && strspn(value, "0123456789") >= 17);
}

static void shown(const struct casefile *c, const char *name, const char *value, bool masked,
	struct buf *out)
{
	if ((personal(name) || long_number(value)) && appeal_hides(c, clock_now_ms()))
		buf_adds(out, _(APPEAL_KEPT_SECRET));
	else if (masked && (personal(name) || long_number(value)) && text_count(value) > 8)
		mask_id(value, out);
	else if (masked && personal(name))
		mask_name(value, out);
	else
		buf_adds(out, value);
}

static void field_value(const struct casefile *c, const char *field, const char *value, bool masked,
	struct buf *out)
{
	int at = c->item ? item_field(c->item, field) : -1;

	if (!*value)
		buf_adds(out, _("(nothing)"));
	else if (at < 0)
		shown(c, field, value, masked, out);
	else if (appeal_names(&c->item->fields[at]) && appeal_hides(c, clock_now_ms()))
		buf_adds(out, _(APPEAL_KEPT_SECRET));
	else
		field_show_on(&c->item->fields[at], value, casefile_label_day(c), masked, out);
}

/* ---- one line an event ---- */

static const char *field_label(const struct casefile *c, const char *name)
{
	int at = c->item ? item_field(c->item, name) : -1;

	return at < 0 ? name : i18n_pick(c->item->fields[at].label, c->item->fields[at].label_en);
}

static const char *material_label(const struct casefile *c, const char *name)
{
	int at = c->item ? item_material(c->item, name) : -1;

	return at < 0 ? name : i18n_pick(c->item->materials[at].label, c->item->materials[at].label_en);
}

struct reading {
	struct store *store;
	const struct casefile *file;
	struct trail *out;
	size_t room;
	char **values;               /* of fields, as the events so far left them */
	int marks[ITEM_MATERIALS];   /* and of materials: 1 + enum mark, 0 nobody said anything */
	bool received;               /* its receipt is out */
};

static void field_words(struct reading *r, const struct event *e, struct buf *out)
{
	const char *name = said(e, "name");
	int at = r->file->item ? item_field(r->file->item, name) : -1;

	buf_addf(out, "%s ", field_label(r->file, name));
	if (at >= 0 && r->values[at] && *r->values[at] && !text_equal(r->values[at], said(e, "value"))) {
		field_value(r->file, name, r->values[at], true, out);
		buf_adds(out, " -> ");
	}
	field_value(r->file, name, said(e, "value"), true, out);
	if (*said(e, "reason"))
		buf_addf(out, "  %s", _(said(e, "reason")));
	if (at >= 0) {
		mem_free_text(r->values[at]);
		r->values[at] = mem_text(said(e, "value"));
	}
}

/* What the receipt says is frozen: who judges otherwise afterwards is told with what it was. */
static void material_words(struct reading *r, const struct event *e, struct buf *out)
{
	const char *name = said(e, "name");
	int at = r->file->item ? item_material(r->file->item, name) : -1;
	enum mark mark;

	buf_addf(out, "%s  ", material_label(r->file, name));
	if (!mark_parse(said(e, "mark"), &mark))
		return;
	if (r->received)
		buf_addf(out, "%s ", _("after the receipt"));
	if (at >= 0 && r->received && r->marks[at] && r->marks[at] != 1 + (int)mark)
		buf_addf(out, "%s -> ", _(mark_text((enum mark)(r->marks[at] - 1))));
	buf_adds(out, _(mark_text(mark)));
	if (mark == MARK_MISSING && *said(e, "wrong"))
		buf_addf(out, "  %s", said(e, "wrong"));
	if (at >= 0)
		r->marks[at] = 1 + (int)mark;
}

static void state_words(struct reading *r, const struct event *e, struct buf *out)
{
	enum state to;

	r->received = text_equal(said(e, "to"), state_word(STATE_RECEIVED));

	buf_adds(out, state_parse(said(e, "to"), &to) ? _(state_text(to)) : said(e, "to"));
	if (text_equal(said(e, "deemed"), "1"))
		buf_addf(out, "  %s", _("by silence"));
	if (*said(e, "opinion"))
		buf_addf(out, "  %s", said(e, "opinion"));
	if (*said(e, "reason"))
		buf_addf(out, "  %s", _(said(e, "reason")));
	if (*said(e, "expected"))
		buf_addf(out, "  %s", said(e, "expected"));
}

static void task_words(const struct reading *r, const struct event *e, struct buf *out)
{
	for (int k = 0; k < TASK_COUNT; k++)
		if (text_equal(task_word((enum task_kind)k), said(e, "kind")))
			buf_adds(out, _(task_text((enum task_kind)k)));
	enum pause_kind pause;
	bool special = text_equal(said(e, "kind"), task_word(TASK_PAUSE)) &&
		       pause_parse(said(e, "subject"), &pause);

	if (special)
		buf_addf(out, "  %s  %s  %s", _(pause_text(pause)), said(e, "expected"), said(e, "text"));
	else if (*said(e, "subject"))
		buf_addf(out, "  %s", material_label(r->file, said(e, "subject")));
	if (!special && *said(e, "due"))
		buf_addf(out, "  %s", said(e, "due"));
}

static void opinion_words(const struct event *e, struct buf *out)
{
	buf_addf(out, "%s ", said(e, "department"));
	for (int v = 0; v < VERDICT_COUNT; v++)
		if (text_equal(verdict_word((enum verdict_kind)v), said(e, "verdict")))
			buf_adds(out, _(verdict_text((enum verdict_kind)v)));
	buf_addf(out, "  %s", said(e, "text"));
}

static void evidence_words(const struct event *e, struct buf *out)
{
	buf_addf(out, "%s  %s", said(e, "resource"), said(e, "outcome"));
	if (*said(e, "dropped"))
		buf_addf(out, _("  %s attributes dropped"), said(e, "dropped"));
}

static void appeal_words(const struct event *e, struct buf *out)
{
	static const char *const names[] = {"reason", "clause", "text", "days", "number"};
	const char *unit = codes_name(APPEAL_UNITS, said(e, "unit"));
	const char *outcome = said(e, "outcome");

	for (int a = 0; a < APPEAL_ACTS; a++)
		if (text_equal(appeal_act_word((enum appeal_act)a), said(e, "act")))
			buf_adds(out, _(appeal_act_text((enum appeal_act)a)));
	if (unit)
		buf_addf(out, "  %s", unit);
	for (int o = 1; o < APPEAL_OUTCOMES; o++)
		if (text_equal(appeal_outcome_word((enum appeal_outcome)o), outcome))
			buf_addf(out, "  %s", _(appeal_outcome_text((enum appeal_outcome)o)));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (*said(e, names[i]))
			buf_addf(out, "  %s", said(e, names[i]));
}

static void arrived_words(const struct casefile *c, const struct event *e, struct buf *out)
{
	const char *at = said(e, "missing");

	buf_adds(out, *at ? _("missing: ") : _("all of them"));
	for (; *at; at += strspn(at, " ")) {
		char name[64];
		size_t n = strcspn(at, " ");
		text_copyn(name, sizeof name, at, n);
		buf_addf(out, "%s ", material_label(c, name));
		at += n;
	}
}

static void pair_words(const struct event *e, struct buf *out)
{
	buf_addf(out, "%s  ", said(e, "number"));
	for (int a = 0; a < PAIR_ACTS; a++)
		if (text_equal(pair_word((enum pair_act)a), said(e, "act")))
			buf_adds(out, _(pair_text((enum pair_act)a)));
	if (*said(e, "reason"))
		buf_addf(out, "  %s", said(e, "reason"));
}

static void branch_words(const struct casefile *c, const struct event *e, struct buf *out)
{
	const char *name = said(e, "name"), *act = said(e, "act");

	buf_addf(out, "%s  %s", c->item && item_material(c->item, name) >= 0 ? material_label(c, name) :
		field_label(c, name), text_equal(act, "take") ? _("taken in") :
		text_equal(act, "drop") ? _("left out") : _("kept beside"));
}

/* What citizens said of somebody is for who looks after ratings; all others read that they did. */
static bool closed(struct store *s, const char *kind)
{
	const struct operator_info *me = operator_current(s);

	return (text_equal(kind, "RATE") || text_equal(kind, "RATING")) &&
		(!me || !role_may(me->role, RIGHT_RATINGS));
}

static void words_of(struct reading *r, const struct event *e, struct buf *out)
{
	if (text_equal(e->kind, "FIELD"))
		field_words(r, e, out);
	else if (text_equal(e->kind, "STATE"))
		state_words(r, e, out);
	else if (text_equal(e->kind, "TASK"))
		task_words(r, e, out);
	else if (text_equal(e->kind, "OPINION"))
		opinion_words(e, out);
	else if (text_equal(e->kind, "APPEAL"))
		appeal_words(e, out);
	else if (text_equal(e->kind, "MATERIAL"))
		material_words(r, e, out);
	else if (text_equal(e->kind, "ARRIVED"))
		arrived_words(r->file, e, out);
	else if (text_equal(e->kind, "PAIR"))
		pair_words(e, out);
	else if (text_equal(e->kind, "BRANCH"))
		branch_words(r->file, e, out);
	else if (text_equal(e->kind, "EXTEND"))
		buf_addf(out, _("%s days, to %s  %s"), said(e, "days"), said(e, "due"), said(e, "reason"));
	else if (text_equal(e->kind, "WAIVE"))
		buf_adds(out, said(e, "reason"));
	else if (text_equal(e->kind, "ASK"))
		buf_addf(out, "%s  %s", said(e, "resource"), said(e, "basis"));
	else if (text_equal(e->kind, "EVIDENCE"))
		evidence_words(e, out);
	else if (text_equal(e->kind, "SLIP") || text_equal(e->kind, "PRINT"))
		buf_addf(out, "%s  %s", slip_title(said(e, "document")), said(e, "copy"));
	else if (text_equal(e->kind, "MOVED"))
		buf_addf(out, "%s -> %s", said(e, "told"), said(e, "now"));
	else if (text_equal(e->kind, "OPEN"))
		buf_addf(out, "%s  %s", said(e, "number"), said(e, "window"));
	else if (text_equal(e->kind, "REFUSE"))
		buf_addf(out, "%s  %s", said(e, "resource"),
			text_equal(said(e, "act"), "allow") ? _("agreed again") : "");
	else if (text_equal(e->kind, "LEVEL"))
		buf_adds(out, said(e, "level"));
	else if (text_equal(e->kind, "ITEM"))
		buf_adds(out, said(e, "code"));
	else if (text_equal(e->kind, "EXCUSE"))
		buf_addf(out, "%s  %s", field_label(r->file, said(e, "field")), said(e, "reason"));
	else
		buf_addf(out, "%s%s%s", said(e, "text"), said(e, "reason"), said(e, "screen"));
	if (*said(e, "for"))
		buf_addf(out, _("  (for %s)"), said(e, "for"));
}

static enum err read_row(const struct event *e, void *ctx)
{
	struct reading *r = ctx;
	struct trail *t = r->out;
	struct trail_row row = {.seq = e->case_seq, .at_ms = e->at_ms};
	struct buf words;

	if (t->n >= TRAIL_MOST)
		return ERR_LIMIT;
	text_copy(row.kind, sizeof row.kind, e->kind);
	text_copy(row.actor, sizeof row.actor, e->actor);
	row.system = text_equal(said(e, "system"), "1");
	text_hex(e->hash, 4, row.hash);
	buf_init(&words, VALUE_MOST);
	if (!closed(r->store, e->kind))
		words_of(r, e, &words);
	text_copyn(row.words, sizeof row.words, buf_text(&words),
		text_fit(buf_text(&words), TRAIL_WORDS / 4, NULL));
	buf_release(&words);
	if (t->n == r->room) {
		size_t room = 2 * r->room + 64;
		t->rows = mem_grow(t->rows, r->room * sizeof row, room * sizeof row);
		r->room = room;
	}
	t->rows[t->n++] = row;
	return OK;
}

static void newest_first(struct trail *t)
{
	for (size_t i = 0; i < t->n / 2; i++) {
		struct trail_row row = t->rows[i];
		t->rows[i] = t->rows[t->n - 1 - i];
		t->rows[t->n - 1 - i] = row;
	}
}

enum err trail_load(struct store *s, const struct casefile *c, struct trail *out)
{
	struct trail t = {0};
	size_t fields = c->item ? c->item->n_fields : 0;
	struct reading r = {s, c, &t, 0, mem_array(fields + 1, sizeof *r.values), {0}, false};
	enum err e = journal_case(s, &c->id, read_row, &r);

	for (size_t i = 0; i < fields; i++)
		mem_free_text(r.values[i]);
	mem_free(r.values);
	if (e) {
		trail_release(&t);
		return e;
	}
	newest_first(&t);
	t.verdict = journal_intact(s, &c->id, &t.intact, &t.all);
	*out = t;
	return OK;
}

void trail_release(struct trail *t)
{
	if (t->rows)
		mem_wipe(t->rows, t->n * sizeof *t->rows);
	mem_free(t->rows);
	*t = (struct trail){0};
}

/* ---- one event in full ---- */

struct looking {
	struct store *store;
	const struct casefile *file;
	uint32_t seq;
	bool masked;
	struct record before;        /* the last event about the same thing */
	struct buf *out;
	bool found;
};

/* What an event is about: two of one kind about the same thing are before and after. */
static const char *about(const struct event *e)
{
	static const char *const names[] = {"name", "field", "resource", "document", "n", "subject"};

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (record_find(&e->body, names[i]))
			return said(e, names[i]);
	return "";
}

static bool bytes(const struct record_pair *p)
{
	return strlen(p->value) != p->len || !text_valid(p->value, p->len) || p->len > 600 ||
	       text_starts(p->name, "row.") || text_equal(p->name, "body") ||
	       text_equal(p->name, "bytes");
}

static void pair_value(const struct looking *l, const struct event *e, const char *name,
	const char *value, struct buf *out)
{
	bool of_field = text_equal(e->kind, "FIELD") &&
			(text_equal(name, "value") || text_equal(name, "registered"));

	if (of_field)
		field_value(l->file, said(e, "name"), value, l->masked, out);
	else
		shown(l->file, name, value, l->masked, out);
}

static void pair_line(const struct looking *l, const struct event *e, const struct record_pair *p)
{
	const char *was = record_get(&l->before, p->name);

	buf_addf(l->out, "  %-12s ", p->name);
	if (bytes(p)) {
		buf_addf(l->out, _("(%zu bytes)"), p->len);
	} else {
		pair_value(l, e, p->name, p->value, l->out);
		if (was && !text_equal(was, p->value)) {
			buf_adds(l->out, "\n               ");
			buf_adds(l->out, _("before: "));
			pair_value(l, e, p->name, was, l->out);
		}
	}
	buf_addc(l->out, '\n');
}

static void event_text(struct looking *l, const struct event *e)
{
	char stamp[20], hash[2 * HASH_SIZE + 1], prev[2 * HASH_SIZE + 1];

	clock_format(e->at_ms, stamp);
	text_hex(e->hash, HASH_SIZE, hash);
	text_hex(e->prev_event, HASH_SIZE, prev);
	buf_addf(l->out, "%u  %s  %s\n", e->case_seq, e->kind, _(trail_kind_text(e->kind)));
	buf_addf(l->out, "%s  %s  %s\n", stamp, e->actor,
		text_equal(said(e, "system"), "1") ? _("(by the clock)") : "");
	buf_addf(l->out, "%s\n  %s\n%s\n  %s\n\n", _("hash"), hash, _("built on"), prev);
	for (size_t i = 0; !closed(l->store, e->kind) && i < e->body.n; i++)
		pair_line(l, e, &e->body.pairs[i]);
}

static void keep(struct record *to, const struct record *from)
{
	record_release(to);
	*to = (struct record){0};
	for (size_t i = 0; i < from->n; i++)
		if (!bytes(&from->pairs[i]))
			record_add(to, from->pairs[i].name, from->pairs[i].value);
}

/* Values under these names are codes, days or counts; a name is one where the event names a thing. */
static bool code(const char *kind, const char *name)
{
	static const char *const things[] = {"FIELD", "MATERIAL", "STAGE", "PART", "ITEM", "BRANCH",
		"CHANGE_PROPOSED", "CHANGE_CONFIRMED", "CHANGE_DECLINED"};
	static const char *const names[] = {"to", "from", "kind", "field", "resource", "document",
		"act", "n", "due", "legal", "screen", "item", "code", "mark", "way", "window", "number",
		"outcome", "result", "role", "id", "basis", "verdict", "rule", "department", "copy", "days",
		"until", "origin", "seq", "choice", "proof", "version", "system", "deemed", "operator"};

	for (size_t i = 0; text_equal(name, "name") && i < COUNT_OF(things); i++)
		if (text_equal(things[i], kind))
			return true;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (text_equal(names[i], name))
			return true;
	return false;
}

void trail_pairs(const struct event *e, bool clear, struct buf *out)
{
	enum { MOST = 60 };

	for (size_t i = 0; i < e->body.n; i++) {
		const struct record_pair *p = &e->body.pairs[i];
		size_t n = text_count(p->value);
		buf_addf(out, "%s%s=", i ? " " : "", p->name);
		if (bytes(p))
			buf_addf(out, "(%zu)", p->len);
		else if (clear || (code(e->kind, p->name) && !long_number(p->value)))
			buf_addf(out, "%.*s%s", (int)text_fit(p->value, MOST, NULL), p->value,
				text_cells(p->value) > MOST ? ".." : "");
		else
			buf_addf(out, "(%zu)", n);
	}
}

struct wanted {
	char kind[EVENT_KIND], about[80];
};

static enum err find_wanted(const struct event *e, void *ctx)
{
	struct looking *l = ((void **)ctx)[0];
	struct wanted *w = ((void **)ctx)[1];

	if (e->case_seq != l->seq)
		return OK;
	text_copy(w->kind, sizeof w->kind, e->kind);
	text_copy(w->about, sizeof w->about, about(e));
	l->found = true;
	return OK;
}

static enum err tell_wanted(const struct event *e, void *ctx)
{
	struct looking *l = ((void **)ctx)[0];
	const struct wanted *w = ((void **)ctx)[1];

	if (e->case_seq == l->seq)
		event_text(l, e);
	else if (e->case_seq < l->seq && text_equal(e->kind, w->kind) && text_equal(about(e), w->about))
		keep(&l->before, &e->body);
	return OK;
}

enum err trail_event(
	struct store *s, const struct casefile *c, uint32_t seq, bool masked, struct buf *out)
{
	struct looking l = {.store = s, .file = c, .seq = seq, .masked = masked, .out = out};
	struct wanted w = {0};
	void *both[2] = {&l, &w};
	enum err e = journal_case(s, &c->id, find_wanted, both);

	if (!e && !l.found)
		e = ERR_NOTFOUND;
	if (!e)
		e = journal_case(s, &c->id, tell_wanted, both);
	record_release(&l.before);
	return e ? e : out->err;
}
