/* SPDX-License-Identifier: MIT
 *
 * What must hold: a hand-over is answered for once, in order, by the region that has it; while it is
 * away no act of a person here moves the case.
 */
#include "core/casework/crossing.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/exchange/sign.h"
#include "core/form/rule.h"

enum { AHEAD_MS = 10 * 60 * 1000 }; /* the other region's clock may be so far ahead */

static const struct {
	const char *word, *text;
} states[CROSSING_STATES] = {
#define X(name, word, text) [name] = {word, text},
	CROSSING_TABLE(X)
#undef X
};

const char *crossing_word(enum crossing_state s)
{
	return states[s].word;
}

const char *crossing_text(enum crossing_state s)
{
	return states[s].text;
}

bool crossing_parse(const char *word, enum crossing_state *out)
{
	for (int i = 0; i < CROSSING_STATES; i++)
		if (text_equal(states[i].word, word)) {
			*out = (enum crossing_state)i;
			return true;
		}
	return false;
}

bool crossing_may(enum crossing_state from, enum crossing_state to)
{
	static const struct {
		enum crossing_state from, to;
	} moves[] = {
		{CROSSING_NONE, CROSSING_HANDED},
		{CROSSING_RETURNED, CROSSING_HANDED},
		{CROSSING_HANDED, CROSSING_TAKEN},
		{CROSSING_HANDED, CROSSING_RETURNED},
		{CROSSING_HANDED, CROSSING_DECIDED}, /* taken in and decided between two questions */
		{CROSSING_TAKEN, CROSSING_RETURNED},
		{CROSSING_TAKEN, CROSSING_DECIDED},
	};

	for (size_t i = 0; i < COUNT_OF(moves); i++)
		if (moves[i].from == from && moves[i].to == to)
			return true;
	return false;
}

bool crossing_away(const struct casefile *c)
{
	return c->crossing.state == CROSSING_HANDED || c->crossing.state == CROSSING_TAKEN;
}

bool crossing_region(const struct casefile *c, const char *own, char out[8])
{
	const struct item *item = c->item;

	if (!item || !item->regions.take_part || !own || !*own)
		return false;
	const char *region = item->regions.field < 0 ? item->regions.decided_in
						     : c->draft.answers[item->regions.field].value;
	return region && !text_equal(region, own) && item_region(item, region) &&
	       text_copy(out, 8, region);
}

void crossing_resource(const char *region, char out[16])
{
	text_format(out, 16, "YDTB-%s", region);
}

/* ---- what goes along ---- */

static void add_line(struct buf *out, const char *kind, const char *name, const char *value)
{
	buf_addf(out, "%s.%s=", kind, name);
	for (; *value; value++) /* a line stays a line */
		buf_add(out, *value == '\n' ? " " : value, 1);
	buf_adds(out, "\n");
}

enum err crossing_package(const struct casefile *c, struct buf *out)
{
	const char *at = c->item->regions.fields;
	char name[80];

	while (*at) {
		at += strspn(at, " ");
		size_t n = strcspn(at, " ");
		int field = text_copyn(name, sizeof name, at, n) ? item_field(c->item, name) : -1;
		const char *value = field < 0 ? NULL : c->draft.answers[field].value;
		if (value && *value)
			add_line(out, "field", name, value);
		at += n;
	}
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark != MARK_IDLE)
			add_line(out, "material", c->item->materials[i].name, mark_word(c->marks[i].mark));
	return out->err ? out->err : out->len < ASK_VALUE ? OK : ERR_LIMIT;
}

void crossing_seal(const char *package, char out[HASH_HEX])
{
	uint8_t hash[HASH_SIZE];

	sign_sha256(&(struct piece){package, strlen(package)}, 1, hash);
	text_hex(hash, sizeof hash, out);
}

/* ---- what came of it ---- */

static const char *cell(const struct reply *r, const char *name)
{
	const char *value = r->n_rows == 1 ? record_get(&r->rows[0], name) : NULL;

	return value ? value : "";
}

static bool of_this_case(const struct casefile *c, const struct reply *r)
{
	char op[UID_HEX], seal[HASH_HEX];

	uid_hex(&c->crossing.op, op);
	crossing_seal(c->crossing.package, seal);
	return text_equal(cell(r, "op"), op) && text_equal(cell(r, "seal"), seal) &&
	       text_equal(cell(r, "region"), c->crossing.region);
}

static bool document_whole(const struct reply *r)
{
	char hash[HASH_HEX];

	crossing_seal(cell(r, "document"), hash);
	return !*cell(r, "document") || text_equal(hash, cell(r, "document_hash"));
}

enum err crossing_read(const struct casefile *c, const struct reply *r, int64_t now_ms,
	struct crossing_answer *out)
{
	struct crossing_answer a = {.reason = cell(r, "reason"), .opinion = cell(r, "opinion"),
		.number = cell(r, "number"), .document = cell(r, "document")};

	if (r->n_rows != 1 || !c->crossing.package || !of_this_case(c, r) || !document_whole(r))
		return ERR_TAMPER;
	if (!crossing_parse(cell(r, "state"), &a.state) || a.state == CROSSING_NONE ||
		!text_number(cell(r, "at"), 0, INT64_MAX, &a.at_ms))
		return ERR_INPUT;
	a.grant = text_equal(cell(r, "grant"), "1");
	bool denied = a.state == CROSSING_DECIDED && !a.grant;
	if (((a.state == CROSSING_RETURNED || denied) && !*a.reason) ||
		(a.state == CROSSING_DECIDED && (!*a.opinion || !*a.document || (a.grant && !*a.number))))
		return ERR_INPUT;
	bool news = a.state != c->crossing.state;
	if (a.at_ms > now_ms + AHEAD_MS || (news && a.at_ms < c->crossing.at_ms) ||
		(news && !crossing_may(c->crossing.state, a.state)))
		return ERR_CONFLICT;
	*out = a;
	return OK;
}

/* ---- events ---- */

static enum err hand_over(const struct fold *f, const struct uid *op)
{
	struct crossing *x = &f->file->crossing;
	const char *region = fold_said(f, "region"), *package = fold_said(f, "package");

	if (f->file->state != STATE_ACCEPTED)
		return ERR_STATE;
	if (!item_region(f->file->item, region) || !*package)
		return ERR_INPUT;
	crossing_release(f->file);
	*x = (struct crossing){.op = *op, .package = mem_text(package)};
	text_copy(x->region, sizeof x->region, region);
	return OK;
}

/* It lies with whoever handed it on, to be mended and sent again. */
static void come_back(const struct fold *f)
{
	struct casefile *c = f->file;

	c->spell_ms[c->state] += f->event->at_ms - c->state_since_ms;
	c->state_since_ms = f->event->at_ms;
	c->state = STATE_ACCEPTED;
	text_copy(c->queue.holder, sizeof c->queue.holder, c->handed_by);
	mem_free_text(c->crossing.reason);
	c->crossing.reason = mem_text(fold_said(f, "reason"));
}

enum err fold_crossing(const struct fold *f)
{
	struct casefile *c = f->file;
	const char *hex = fold_said(f, "op");
	enum crossing_state to;
	struct uid op;
	enum err e = OK;

	if (!c->item || !crossing_parse(fold_said(f, "to"), &to) || !text_unhex(hex, op.b, sizeof op.b))
		return ERR_INPUT;
	if (!crossing_may(c->crossing.state, to) ||
		(to != CROSSING_HANDED && (!uid_equal(&op, &c->crossing.op) || c->state != STATE_EXAMINING)))
		return ERR_STATE;
	if (to == CROSSING_RETURNED && !*fold_said(f, "reason"))
		return ERR_INPUT;
	if (to == CROSSING_HANDED)
		e = hand_over(f, &op);
	if (e)
		return e;
	if (to == CROSSING_RETURNED)
		come_back(f);
	c->crossing.state = to;
	c->crossing.at_ms = record_int(&f->event->body, "at", f->event->at_ms);
	c->crossing.told_ms = c->changed_ms = f->event->at_ms;
	return OK;
}

enum err crossing_guard(const struct fold *f, enum state to)
{
	const struct casefile *c = f->file;
	const char *from = fold_said(f, "from");

	if (*from)
		return c->crossing.state == CROSSING_DECIDED && text_equal(from, c->crossing.region) ? OK
												 : ERR_STATE;
	if (c->crossing.state == CROSSING_HANDED && c->state == STATE_ACCEPTED)
		return to == STATE_EXAMINING ? OK : ERR_STATE; /* the hand-over itself */
	return crossing_away(c) ? ERR_STATE : OK;
}

void crossing_release(struct casefile *c)
{
	mem_free_text(c->crossing.package);
	mem_free_text(c->crossing.reason);
	c->crossing = (struct crossing){0};
}
