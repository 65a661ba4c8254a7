/* SPDX-License-Identifier: MIT
 *
 * The whole way between two halls: received in the east, handed over with its papers, taken in, examined
 * and decided in the west, the result and its paper back in the east; sent back; asked for.
 */
#include "tests/unit/two_halls.h"

#include "core/casework/life.h"
#include "core/form/fingerprint.h"

enum { FILE_BYTES = 60 * 1000 };

static void field_at(struct region_hall *h, const char *name, const char *value)
{
	struct answer a = {.value = mem_text(value), .origin = ORIGIN_TYPED};
	struct record body = {0};
	struct uid none = {{0}};
	const struct item *item;
	size_t at = item_at(&h->c, REISSUE);

	assert_int_equal(directory_item(h->c.directory, at, &item), OK);
	field_put(item, (size_t)item_field(item, name), &a, &none, &body);
	append_raw(h, "FIELD", &body);
	record_release(&body);
	mem_free_text(a.value);
}

static void state_at(struct region_hall *h, const char *to, const char *due)
{
	struct record body = {0};

	record_add(&body, "to", to);
	record_add(&body, "due", due);
	append_raw(h, "STATE", &body);
	record_release(&body);
}

/* A photograph, larger than a part. */
static void scan_at(struct region_hall *h, uint8_t hash[HASH_SIZE])
{
	struct material_mark m = material_idle();
	struct record body = {0};
	const struct item *item;
	char *file = mem_new(FILE_BYTES);

	for (int i = 0; i < FILE_BYTES; i++)
		file[i] = (char)(i * 31 + i / 256);
	assert_int_equal(scan_keep(h->c.f->s, file, FILE_BYTES, hash), OK);
	mem_free(file);
	assert_int_equal(directory_item(h->c.directory, item_at(&h->c, REISSUE), &item), OK);
	m.mark = MARK_VERIFIED;
	m.way = WAY_WINDOW;
	m.had = HAD_FILE;
	m.level = 'B';
	m.due = m.actual = 1;
	m.n_scans = 1;
	memcpy(m.scans[0], hash, HASH_SIZE);
	material_put(item, (size_t)item_material(item, "photo"), &m, &body);
	append_raw(h, "MATERIAL", &body);
	record_release(&body);
}

/* An accepted case in the east whose household is registered in the west. */
static void accepted(struct region_hall *h, uint8_t scan[HASH_SIZE])
{
	desk_close(h->c.desk);
	open_person(&h->c, TENANT);
	assert_int_equal(desk_confirm_identity(h->c.desk), OK);
	assert_int_equal(desk_pick_item(h->c.desk, item_at(&h->c, REISSUE), NULL), OK);
	h->id = desk_case(h->c.desk)->id;
	desk_cancel_asks(h->c.desk);
	assert_int_equal(desk_unsaved(h->c.desk), 0);
	desk_close(h->c.desk);
	field_at(h, "id_no", TENANT);
	field_at(h, "name", "钱七");
	field_at(h, "hukou_region", WEST);
	field_at(h, "cause", "1");
	scan_at(h, scan);
	state_at(h, "RECEIVED", NULL);
	state_at(h, "ACCEPTED", "2026-04-07");
}

static struct two_halls *handed(uint8_t scan[HASH_SIZE])
{
	struct two_halls *t = two_halls_new();

	work(t, 1000); /* the west fetches its list: from now on its cases are kept for it */
	accepted(&t->east, scan);
	assert_int_equal(desk_open_case(t->east.c.desk, &t->east.id), OK);
	assert_int_equal(desk_live(t->east.c.desk, LIFE_TRANSFER, &(struct life_args){0}), OK);
	desk_close(t->east.c.desk);
	work(t, 2 * INWARD_POLL_MS);
	return t;
}

/* What waits in the west, apart from the demo's own. */
static const struct inward_case *waiting(struct two_halls *t)
{
	const struct inward_case *list[64];
	size_t n = inwards_waiting(t->west.in, list, COUNT_OF(list));

	for (size_t i = 0; i < n; i++)
		if (text_equal(list[i]->region, EAST))
			return list[i];
	return NULL;
}

static enum err take_in(struct two_halls *t, const struct inward_case *c)
{
	const struct buf *bytes;
	const char *text;
	size_t have;
	enum err e;

	inwards_open(t->west.in, &c->op);
	work(t, 30000);
	c = waiting(t);
	assert_non_null(c);
	assert_true(inwards_package(t->west.in, &c->op, &have, &e, &text, &bytes));
	assert_int_equal(have, c->whole);
	return desk_take_in(t->west.c.desk, c, text, bytes, &t->west.id);
}

static void live(struct two_halls *t, const char *who, const char *password, enum life a,
	const struct life_args *args)
{
	struct region_hall *w = &t->west;

	again_as(&w->c, who, password);
	assert_int_equal(desk_open_case(w->c.desk, &w->id), OK);
	enum life_bar bar = desk_life_bar(w->c.desk, a);
	if (bar)
		fail_msg("%s: %s", life_word(a), life_bar_text(bar));
	assert_int_equal(desk_live(w->c.desk, a, args), OK);
	desk_close(w->c.desk);
}

static void whole_way(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);
	const struct inward_case *c = waiting(t);
	struct buf file;

	(void)unused;
	assert_non_null(c);
	assert_string_equal(c->item, REISSUE);
	assert_int_equal(c->due, day_of(2026, 4, 7));
	struct casefile east = load_at(&t->east);
	assert_int_equal(east.crossing.state, CROSSING_HANDED);
	assert_string_equal(c->number, east.number);
	casefile_release(&east);

	assert_int_equal(take_in(t, c), OK);
	struct casefile west = load_at(&t->west);
	assert_int_equal(west.state, STATE_ACCEPTED);
	assert_string_equal(west.subject, TENANT);
	assert_string_equal(west.applicant, "钱七");
	assert_string_equal(west.inward.region, EAST);
	assert_int_equal(west.visits, 0);
	/* 20 calendar... the item promises 15 working days to who lost it: 16 March + 15 = 7 April (6 April off) */
	assert_int_equal(west.due, day_of(2026, 4, 7));
	int at = item_field(west.item, "hukou_region");
	assert_string_equal(west.draft.answers[at].value, WEST);
	assert_int_equal(west.draft.answers[at].origin, ORIGIN_HANDED);
	const struct material_mark *photo = &west.chosen[item_material(west.item, "photo")];
	assert_int_equal(photo->mark, MARK_VERIFIED);
	assert_int_equal(photo->level, 'B');
	assert_int_equal(photo->n_scans, 1);
	assert_memory_equal(photo->scans[0], scan, HASH_SIZE);
	casefile_release(&west);
	buf_init(&file, SCAN_BYTES + 1);
	assert_int_equal(scan_read(t->west.c.f->s, scan, &file), OK);
	assert_int_equal(file.len, FILE_BYTES);
	buf_release(&file);

	work(t, CROSSING_SOON_MS + INWARD_POLL_MS);
	east = load_at(&t->east);
	assert_int_equal(east.crossing.state, CROSSING_TAKEN);
	casefile_release(&east);

	live(t, "1024", PASS_CLERK, LIFE_TRANSFER, &(struct life_args){0});
	live(t, "3001", PASS_STAFF, LIFE_PROPOSE, &(struct life_args){.grant = true, .opinion = "Complete"});
	live(t, "4001", PASS_STAFF, LIFE_GRANT, &(struct life_args){0});
	live(t, "6001", PASS_STAFF, LIFE_READY, &(struct life_args){.number = "WEST-7"});
	again_as(&t->west.c, "1024", PASS_CLERK);
	work(t, CROSSING_LATER_MS + INWARD_POLL_MS);
	east = load_at(&t->east);
	west = load_at(&t->west);
	assert_int_equal(east.state, STATE_READY);
	assert_string_equal(east.words.number, "WEST-7");
	assert_string_equal(east.decided_by, WEST);
	const struct slip_kept *here = casefile_slip(&east, "decision"), *there = casefile_slip(&west, "decision");
	assert_non_null(here);
	assert_int_equal(here->len, there->len);
	assert_memory_equal(here->bytes, there->bytes, here->len);
	assert_int_equal(west.state, STATE_DELIVERED);
	assert_true(west.inward.told_ms > 0);
	casefile_release(&east);
	casefile_release(&west);
	two_halls_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_way)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
