/* SPDX-License-Identifier: MIT
 *
 * A desk over a store of its own. The clock is held at 2026-03-16 09:00 and moves only by
 * clock_advance.
 */
#ifndef ONETRIP_DESK_FIXTURE_H
#define ONETRIP_DESK_FIXTURE_H

#include "tests/unit/store_fixture.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/desk/desk.h"
#include "core/casework/material.h"
#include "core/casework/shelf.h"
#include "core/standards/identity.h"
#include "core/standards/tables.h"

#define FIXTURE_NOW "2026-03-16T09:00"
#define WOMAN "339901198808081226"
#define ELDER "339901195203150010"

/* ---- the desk ---- */

struct counter {
	struct fixture *f;
	struct directory *directory;
	struct catalog *catalog;
	struct driver *driver;
	struct desk *desk;
	char print_dir[96];
	int serial;
};

static inline void new_desk(struct counter *c)
{
	struct desk_parts parts = {.store = c->f->s,
		.directory = c->directory,
		.catalog = c->catalog,
		.driver = c->driver,
		.hall = "演示市政务服务中心",
		.window = "A03",
		.training = true,
		.print_dir = c->print_dir,
		.slip_columns = 48};

	assert_int_equal(desk_new(&parts, &c->desk), OK);
}

/* base: of the exchange, NULL as the catalog says. */
static inline struct counter *counter_new(const char *base)
{
	struct counter *c = mem_new(sizeof *c);
	char path[PATH_SIZE];
	struct buf messages;
	int64_t now;

	buf_init(&messages, 1 << 20);
	assert_true(clock_parse(FIXTURE_NOW, &now));
	clock_start_at(now);
	clock_hold(true);
	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_int_equal(file_asset("demo/regions.tsv", path), OK);
	assert_int_equal(tables_add_demo(path), OK);
	c->f = fixture_new(STORE_DEMO);
	clerk_in(c->f);
	assert_int_equal(file_asset("forms", path), OK);
	assert_int_equal(directory_open(path, &c->directory, &messages), OK);
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, base, &c->catalog, &messages), OK);
	assert_int_equal(driver_new(&c->driver), OK);
	text_format(c->print_dir, sizeof c->print_dir, "%s/slips", c->f->folder);
	new_desk(c);
	buf_release(&messages);
	return c;
}

static inline void counter_free(struct counter *c)
{
	desk_free(c->desk);
	driver_free(c->driver);
	catalog_free(c->catalog);
	directory_free(c->directory);
	fixture_free(c->f);
	tables_close();
	mem_free(c);
}

/* Somebody who has not been here: born 1980-01-01 plus n days, a woman, of the demo city. */
static inline void stranger(struct counter *c, char id[19])
{
	int y, m, d;

	day_split(day_of(1980, 1, 1) + c->serial++, &y, &m, &d);
	assert_true(text_format(id, 19, "339901%04d%02d%02d122", y, m, d));
	id[17] = identity_check_char(id);
	id[18] = '\0';
}

static inline size_t item_at(struct counter *c, const char *code)
{
	for (size_t i = 0; i < directory_size(c->directory); i++)
		if (text_equal(directory_at(c->directory, i)->code, code))
			return i;
	fail_msg("no item %s", code);
	return 0;
}

#define PERMIT "330700101001"
#define CARE "332000108001"
#define SENIOR "332000116001"

static inline size_t field(struct counter *c, const char *name)
{
	int i = item_field(desk_case(c->desk)->item, name);

	if (i < 0)
		fail_msg("no field %s", name);
	return (size_t)i;
}

static inline const struct answer *answer(struct counter *c, const char *name)
{
	return &desk_case(c->desk)->draft.answers[field(c, name)];
}

static inline size_t material(struct counter *c, const char *name)
{
	int i = item_material(desk_case(c->desk)->item, name);

	if (i < 0)
		fail_msg("no material %s", name);
	return (size_t)i;
}

static inline void type(struct counter *c, const char *name, const char *text)
{
	char why[WHY_SIZE];
	enum err e = desk_answer(c->desk, field(c, name), text, why);

	if (e)
		fail_msg("%s: %s %s", name, err_name(e), why);
}

/* Takes the notes; true when one of them has the words. */
static inline bool told(struct counter *c, const char *words)
{
	struct desk_note n;
	bool found = false;

	while (desk_note(c->desk, &n))
		found |= strstr(n.text, words) != NULL;
	return found;
}

static inline void tick(struct counter *c)
{
	int next;

	desk_tick(c->desk, &next);
}

static inline void open_person(struct counter *c, const char *id)
{
	char why[WHY_SIZE];
	enum err e = desk_open_person(c->desk, id, PROOF_READER, why);

	if (e)
		fail_msg("open: %s %s", err_name(e), why);
}

/* ---- what must hold of every case ---- */

static inline void same_text(const char *what, const char *a, const char *b)
{
	if (!text_equal(a, b))
		fail_msg("%s: desk has \"%s\", journal has \"%s\"", what, a ? a : "", b ? b : "");
}

static inline void same_answers(const struct casefile *a, const struct casefile *b)
{
	for (size_t i = 0; a->item && i < a->item->n_fields; i++) {
		const struct answer *x = &a->draft.answers[i], *y = &b->draft.answers[i];
		same_text(a->item->fields[i].name, x->value, y->value);
		same_text("registered", x->registered, y->registered);
		same_text("reason", x->reason, y->reason);
		same_text("resource", x->resource, y->resource);
		assert_int_equal(x->origin, y->origin);
		assert_int_equal(x->unverified, y->unverified);
		assert_int_equal(x->confirmed, y->confirmed);
		assert_int_equal(x->declared_none, y->declared_none);
		assert_int_equal(x->at_ms, y->at_ms);
		assert_memory_equal(x->evidence, y->evidence, HASH_SIZE);
	}
	for (size_t i = 0; a->item && i < a->item->n_materials; i++) {
		assert_int_equal(a->marks[i].mark, b->marks[i].mark);
		assert_int_equal(a->marks[i].until, b->marks[i].until);
		same_text("source", a->marks[i].source, b->marks[i].source);
	}
}

static inline void same_rows_and_reasons(const struct casefile *a, const struct casefile *b)
{
	for (size_t i = 0; a->item && i < a->item->n_repeats; i++)
		assert_int_equal(a->held[i], b->held[i]);
	if (!a->item)
		return;
	assert_int_equal(a->draft.n_excuses, b->draft.n_excuses);
	for (size_t i = 0; i < a->draft.n_excuses; i++) {
		assert_int_equal(a->draft.excuses[i].field, b->draft.excuses[i].field);
		assert_int_equal(a->draft.excuses[i].check, b->draft.excuses[i].check);
		same_text("excuse", a->draft.excuses[i].text, b->draft.excuses[i].text);
		same_text("excused", a->draft.excuses[i].value, b->draft.excuses[i].value);
	}
}

/* The desk's casefile is what the journal folds to. */
static inline void replay_equals(struct counter *c)
{
	const struct casefile *a = desk_case(c->desk);
	struct shelf *shelf;
	struct casefile b;
	struct evaluation e;

	assert_int_equal(shelf_new(c->f->s, c->directory, &shelf), OK);
	assert_int_equal(casefile_load(c->f->s, &a->id, shelf_find, shelf, &b), OK);
	if (b.item) {
		assert_int_equal(draft_evaluate(&b.draft, casefile_day(&b, clock_today()), &e), OK);
		material_refresh(&b, &e, c->catalog, clock_today());
		evaluation_release(&e);
	}
	assert_int_equal(a->events, b.events);
	assert_memory_equal(a->head, b.head, HASH_SIZE);
	assert_int_equal(a->state, b.state);
	same_text("number", a->number, b.number);
	same_text("query", a->query, b.query);
	same_text("applicant", a->applicant, b.applicant);
	same_text("agent", a->agent, b.agent);
	same_text("agent's name", a->agent_name, b.agent_name);
	assert_int_equal(a->legal, b.legal);
	assert_int_equal(a->anonymous, b.anonymous);
	assert_int_equal(a->agent_proof, b.agent_proof);
	if (!casefile_open(a)) /* in a draft it is what holds now */
		assert_int_equal(a->situation, b.situation);
	assert_int_equal(a->due, b.due);
	assert_int_equal(a->accepted_ms, b.accepted_ms);
	assert_int_equal(a->n_evidence, b.n_evidence);
	assert_int_equal(a->n_slips, b.n_slips);
	assert_int_equal(a->typed_keys, b.typed_keys);
	same_answers(a, &b);
	same_rows_and_reasons(a, &b);
	casefile_release(&b);
	shelf_free(shelf);
}

#endif
