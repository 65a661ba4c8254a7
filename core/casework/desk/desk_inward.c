/* SPDX-License-Identifier: MIT
 *
 * Taking in what another region handed over. What must hold: the case, its values with their sources,
 * its papers and the station's word for it stand in the journal in one moment, or nothing does; of two
 * windows one has it.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/deadline.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/desk/inwards.h"
#include "core/casework/number.h"
#include "core/form/fingerprint.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/store/scan.h"

enum { NUMBER_TRIES = 20 };

struct taking {
	struct desk *desk;
	const struct inward_case *from;
	const char *text;            /* of the package */
	const struct item *item;
	const char *kinds[EVENT_BATCH];
	struct record bodies[EVENT_BATCH];
	struct entry entries[EVENT_BATCH];
	size_t n;
	struct casefile file;        /* as it will be */
	char subject[SUBJECT_SIZE];
	bool legal;
};

/* ---- who and what ---- */

static enum err item_of(const struct desk *d, const char *code, const struct item **out)
{
	for (size_t i = 0; i < directory_size(d->parts.directory); i++)
		if (text_equal(directory_at(d->parts.directory, i)->code, code))
			return directory_item(d->parts.directory, i, out);
	return ERR_NOTFOUND;
}

/* The number proves itself and belongs to this hall, as of anybody who comes to a window. */
static enum err whose(struct taking *t)
{
	char object[16], why[WHY_SIZE];
	struct identity id;
	struct credit_code code;
	enum err e = ERR_INPUT;

	t->legal = package_word(t->text, "object", object, sizeof object) && text_equal(object, "legal");
	if (!package_word(t->text, "subject", t->subject, sizeof t->subject))
		return ERR_INPUT;
	if (t->legal) {
		credit_code_check(t->subject, strlen(t->subject), &code);
		if (code.verdict.grade != GRADE_BAD)
			e = desk_belongs(t->desk, code.region, why);
		mem_wipe(&code, sizeof code);
	} else {
		identity_check(t->subject, strlen(t->subject), clock_today(), &id);
		if (id.verdict.grade != GRADE_BAD)
			e = desk_belongs(t->desk, id.region, why);
		mem_wipe(&id, sizeof id);
	}
	return e;
}

static enum err may_take(struct taking *t)
{
	struct desk *d = t->desk;
	char code[ITEM_CODE];
	enum err e = operator_current(d->parts.store) ? OK : ERR_LOCKED;

	if (!e)
		e = item_of(d, t->from->item, &t->item);
	if (!e && (!package_word(t->text, "item", code, sizeof code) || !text_equal(code, t->item->code)))
		e = ERR_TAMPER;
	if (!e && !item_region(t->item, d->parts.region))
		e = ERR_NOTFOUND; /* not an item this region decides for others */
	if (!e && !desk_may_at(d, RIGHT_ACCEPT, t->item->department, t->item->code))
		e = ERR_DENIED;
	if (!e && t->from->want)
		e = ERR_STATE; /* that region wants it back: that is answered first */
	if (!e)
		e = whose(t);
	if (!e)
		e = recusals_read(d->recusals);
	if (!e && recused_from(d->recusals, desk_operator(d), t->subject))
		e = ERR_DENIED;
	return e;
}

/* ---- its events ---- */

static struct record *add(struct taking *t, const char *kind)
{
	if (t->n == EVENT_BATCH - 1)
		return NULL;
	t->entries[t->n] = (struct entry){.casefile = t->file.id, .kind = kind, .body = &t->bodies[t->n],
		.form_hash = t->file.item || text_equal(kind, "ITEM") ? t->item->hash : NULL, .op_id = uid_new()};
	return &t->bodies[t->n++];
}

/* The file sees the newest as the event it will be. */
static enum err fold(struct taking *t)
{
	const struct entry *x = &t->entries[t->n - 1];
	struct event e = {.casefile = t->file.id, .case_seq = t->file.events + 1, .at_ms = clock_now_ms(),
		.op_id = x->op_id, .body = *x->body};

	memcpy(e.prev_event, t->file.head, HASH_SIZE);
	memcpy(e.hash, x->op_id.b, sizeof x->op_id.b); /* stands for the one to come */
	if (x->form_hash)
		memcpy(e.form_hash, x->form_hash, HASH_SIZE);
	text_copy(e.kind, sizeof e.kind, x->kind);
	text_copy(e.actor, sizeof e.actor, desk_operator(t->desk));
	return x->body->err ? x->body->err : casefile_apply(&t->file, &e, shelf_find, t->desk->shelf);
}

static enum err open_it(struct taking *t, const char *number)
{
	struct record *body = add(t, "OPEN");
	char proof[16];

	if (!package_word(t->text, "proof", proof, sizeof proof))
		return ERR_INPUT;
	record_add(body, "number", number);
	record_add(body, "window", t->desk->parts.window);
	record_add(body, "operator", desk_operator(t->desk));
	record_add(body, "subject", t->subject);
	record_add(body, "proof", proof);
	record_add(body, "object", t->legal ? "legal" : NULL);
	enum err e = fold(t);
	if (e)
		return e;
	body = add(t, "IDENTITY"); /* as it was proven there: nobody came here for it */
	record_addi(body, "verdict", 1);
	record_add(body, "proof", proof);
	record_add(body, "afar", "1");
	return fold(t);
}

/* The like that is under way here is told, as at a window. */
static enum err duplicate(struct taking *t)
{
	struct record *body = add(t, "DUPLICATE");
	struct view_case *list = NULL;
	const char *of = NULL;
	size_t n = 0;
	enum err e = view_find(t->desk->parts.store, t->legal ? TOKEN_CREDIT_CODE : TOKEN_ID, t->subject, &list, &n);

	for (size_t i = 0; !e && i < n && !of; i++)
		if (!list[i].closed && text_equal(list[i].item, t->item->code))
			of = list[i].number;
	record_add(body, "choice", of ? "other" : "none");
	record_add(body, "of", of);
	if (list)
		mem_wipe(list, n * sizeof *list);
	mem_free(list);
	return e ? e : fold(t);
}

static enum err pick(struct taking *t)
{
	struct record *body = add(t, "ITEM");
	enum err e = desk_keep_form(t->desk, t->item);

	record_add(body, "code", t->item->code);
	record_add(body, "name", t->item->name);
	record_addn(body, "hash", t->item->hash, HASH_SIZE);
	if (!e)
		e = fold(t);
	return e ? e : duplicate(t);
}

static enum err origin(struct taking *t)
{
	struct record *body = add(t, "INWARD");
	char due[11];

	inward_put(body, t->from, INWARD_TAKEN);
	record_add(body, "number", t->from->number);
	record_addi(body, "handed", t->from->handed_ms);
	record_add(body, "seal", t->from->seal);
	record_add(body, "package", t->text);
	if (t->from->due != DAY_NONE) {
		day_format(t->from->due, due);
		record_add(body, "due", due);
	}
	return fold(t);
}

/* Rows come one by one, as a clerk adds them; their fields follow. */
static enum err rows(struct taking *t, const struct package_line *l)
{
	int repeat, wanted;
	enum err e = package_rows(t->item, l, &repeat, &wanted);

	while (!e && draft_rows(&t->file.draft, (size_t)repeat) < wanted) {
		struct record *body = add(t, "ROW");
		if (!body)
			return ERR_LIMIT;
		record_add(body, "repeat", l->name);
		record_add(body, "act", "add");
		record_addi(body, "at", draft_rows(&t->file.draft, (size_t)repeat));
		e = fold(t);
	}
	return e;
}

static enum err value(struct taking *t, const struct package_line *l)
{
	bool field = text_equal(l->kind, "field");

	if (text_equal(l->kind, "rows"))
		return rows(t, l);
	if (!field && !text_equal(l->kind, "material"))
		return OK;
	struct record *body = add(t, field ? "FIELD" : "MATERIAL");
	if (!body)
		return ERR_LIMIT;
	enum err e = field ? package_field(t->item, t->text, l, clock_today(), body)
			   : package_material(t->item, t->text, l, body);
	return e ? e : fold(t);
}

static enum err values(struct taking *t)
{
	const char *at = t->text;
	struct package_line l;
	enum err e = OK;

	while (!e && package_line(&at, &l))
		e = value(t, &l);
	return e;
}

static void put_due(struct taking *t, struct record *body, const char *name, const struct period *p)
{
	struct due due;
	char day[11];

	if (p->days <= 0 || deadline_of(&t->file, p, clock_now_ms(), clock_now_ms(), &due) || due.day == DAY_NONE)
		return;
	day_format(due.day, day);
	record_add(body, name, day);
	if (due.provisional && text_equal(name, "due"))
		record_add(body, "provisional", "1");
}

/* Its clocks are ours, from now. */
static enum err states(struct taking *t)
{
	struct record *body = add(t, "STATE");
	char query[QUERY_CODE], situation[64];

	if (!body)
		return ERR_LIMIT;
	query_code_new(query);
	record_add(body, "to", state_word(STATE_RECEIVED));
	record_add(body, "query", query);
	if (package_word(t->text, "situation", situation, sizeof situation))
		record_add(body, "situation", situation);
	enum err e = fold(t);
	if (e)
		return e;
	body = add(t, "STATE");
	if (!body)
		return ERR_LIMIT;
	record_add(body, "to", state_word(STATE_ACCEPTED));
	put_due(t, body, "due", item_promised(t->item, t->file.situation));
	put_due(t, body, "legal", item_legal(t->item, t->file.situation));
	return fold(t);
}

static enum err paper(struct taking *t)
{
	struct slip_place place = desk_place(t->desk);
	int columns = slip_columns("acceptance", desk_columns(t->desk), t->desk->parts.page_columns);
	struct record *body = add(t, "SLIP");
	uint8_t hash[HASH_SIZE];
	struct buf text;

	if (!body)
		return ERR_LIMIT;
	buf_init(&text, SLIP_BYTES);
	enum err e = slip_render(&t->file, "acceptance", &place, columns, &text);
	fingerprint(text.data, text.len, hash);
	record_add(body, "document", "acceptance");
	record_addi(body, "copies", desk_copies(t->item, "acceptance"));
	record_addi(body, "columns", columns);
	record_addn(body, "hash", hash, HASH_SIZE);
	record_addn(body, "bytes", text.data, text.len);
	buf_release(&text);
	return e ? e : fold(t);
}

static void station(struct taking *t)
{
	struct record *body = &t->bodies[t->n];
	char id[UID_HEX];

	uid_hex(&t->file.id, id);
	inward_put(body, t->from, INWARD_TAKEN);
	record_add(body, "case", id);
	t->entries[t->n] = (struct entry){.kind = "INWARD", .body = body,
		.op_id = inward_op(&t->from->op, INWARD_TAKEN)};
	t->n++;
}

static enum err build(struct taking *t)
{
	char number[CASE_NUMBER];
	unsigned serial;
	enum err e = view_next_serial(t->desk->parts.store, t->desk->parts.window, clock_today(), &serial);

	if (e)
		return e;
	number_format(clock_today(), t->desk->parts.window, serial, number);
	casefile_init(&t->file);
	t->file.id = uid_new();
	e = open_it(t, number);
	if (!e)
		e = pick(t);
	if (!e)
		e = origin(t);
	if (!e)
		e = values(t);
	if (!e)
		e = states(t);
	if (!e)
		e = paper(t);
	if (!e)
		station(t);
	return e;
}

static void drop(struct taking *t)
{
	for (size_t i = 0; i < t->n; i++)
		record_release(&t->bodies[i]);
	t->n = 0;
	casefile_release(&t->file);
}

static enum err keep_files(const struct desk *d, const char *text, const struct buf *whole)
{
	struct package p;
	uint8_t hash[HASH_SIZE];
	enum err e = package_open(text, &p);

	if (!e && p.whole != whole->len)
		e = ERR_TAMPER;
	for (size_t i = 0; !e && i < p.n_files; i++)
		e = scan_keep(d->parts.store, whole->data + p.files[i].at, p.files[i].len, hash);
	return e;
}

enum err desk_take_in(struct desk *d, const struct inward_case *from, const char *text,
	const struct buf *whole, struct uid *id)
{
	static const uint8_t new_case[HASH_SIZE];
	struct taking *t = mem_new(sizeof *t);

	t->desk = d;
	t->from = from;
	t->text = text;
	enum err e = may_take(t);
	if (!e)
		e = keep_files(d, text, whole);
	for (int i = 0; !e && i < NUMBER_TRIES; i++) {
		struct uid known = inward_op(&from->op, INWARD_TAKEN);
		e = build(t);
		if (!e)
			e = journal_append_wait(d->parts.store, t->entries, t->n, new_case, NULL, WRITE_WAIT_MS);
		if (!e)
			*id = t->file.id;
		drop(t);
		if (e != ERR_EXISTS || journal_known(d->parts.store, &known))
			break; /* done, or the other window was first */
		e = OK; /* the number was drawn twice: another one */
	}
	mem_free(t);
	return e;
}

/* ---- what the region of receipt asks for ---- */

enum err desk_answer_region(struct desk *d, bool agree, const char *reason)
{
	struct batch b = {0};
	char op[UID_HEX];

	if (!d->open || !d->file.inward.want)
		return ERR_STATE;
	if (!desk_acts(d, RIGHT_RECEIVE) && !desk_acts(d, RIGHT_EXAMINE))
		return ERR_DENIED;
	if (!agree && (!reason || !*reason))
		return ERR_INPUT;
	struct record *body = &batch_add(&b, "INWARD")->body;
	uid_hex(&d->file.inward.op, op);
	record_add(body, "act", inward_word(INWARD_ANSWERED));
	record_add(body, "op", op);
	record_add(body, "region", d->file.inward.region);
	record_add(body, "agree", agree ? "1" : "0");
	record_add(body, "reason", agree ? NULL : reason);
	if (agree)
		record_add(batch_state(&b, STATE_RETRACTED), "reason",
			d->file.inward.want_reason ? d->file.inward.want_reason : _(want_text(d->file.inward.want)));
	return desk_write(d, &b, NOW);
}
