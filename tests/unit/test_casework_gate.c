/* SPDX-License-Identifier: MIT
 *
 * Two processes on one store, the form a case was opened with, and who may do what.
 */
#include "tests/unit/desk_matters.h"

#include "core/casework/branch.h"
#include "core/store/gate.h"

/* ---- the gate ---- */

static void waits_for_the_gate(void **state)
{
	struct counter *c = *state;
	struct gate other;
	char id[19];
	int next;

	stranger(c, id);
	begin(c, id, "吕十", SENIOR);
	assert_true(desk_saved_ms(c->desk) > 0);
	assert_int_equal(gate_open(&other, c->f->path), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	int64_t saved = desk_saved_ms(c->desk);
	clock_advance(1000);
	type(c, "card_no", "332026-000123-4");
	type(c, "card_no", "332026-000124-4");
	assert_int_equal(desk_unsaved(c->desk), 2);
	assert_int_equal(desk_saved_ms(c->desk), saved);
	assert_string_equal(answer(c, "card_no")->value, "332026-000124-4");
	SAY("MZ-02", "low_income=1|disability=0"); /* evidence waits in the same line */
	assert_string_equal(answer(c, "low_income")->value, "1");
	assert_int_equal(desk_reveal(c->desk, "form"), ERR_BUSY);
	clock_advance(100);
	desk_tick(c->desk, &next);
	assert_true(desk_unsaved(c->desk) > 2);
	assert_in_range(next, 0, 100);
	gate_leave(&other);
	gate_close(&other);
	clock_advance(100);
	desk_tick(c->desk, &next);
	assert_int_equal(desk_unsaved(c->desk), 0);
	assert_true(desk_saved_ms(c->desk) > saved);
	assert_string_equal(answer(c, "card_no")->value, "332026-000124-4");
	assert_string_equal(answer(c, "low_income")->value, "1");
	replay_equals(c);
	assert_int_equal(desk_reveal(c->desk, "form"), OK);
	desk_close(c->desk);
}

/* Another process writes the number of the card. */
static void elsewhere(struct counter *c, const char *value)
{
	assert_int_equal(put(c->f->s, desk_case(c->desk)->id, "FIELD", "name", "card_no", "value", value,
		"origin", "typed", NULL), OK);
}

/* Two processes on one case: who comes second is told, and sees what is there now. */
static void somebody_else_writes(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];

	stranger(c, id);
	begin(c, id, "施一", SENIOR);
	struct uid case_id = desk_case(c->desk)->id;
	assert_int_equal(put(c->f->s, case_id, "NOTE", "text", "x", NULL), OK);
	type(c, "card_no", "332026-000122-4"); /* a comment is in nobody's way */
	elsewhere(c, "332026-000009-4");
	assert_int_equal(
		desk_answer(c->desk, field(c, "card_no"), "332026-000123-4", why), ERR_CONFLICT);
	assert_string_equal(answer(c, "card_no")->value, "332026-000009-4");
	assert_int_equal(branches_open(desk_case(c->desk)), 1);
	type(c, "card_no", "332026-000123-4");
	replay_equals(c);
	desk_close(c->desk);
}

/* What waited is refused in the end: the clerk is told and sees what is kept. */
static void waited_in_vain(void **state)
{
	struct counter *c = *state;
	struct gate other;
	char id[19];

	stranger(c, id);
	begin(c, id, "陶二", SENIOR);
	type(c, "card_no", "332026-000001-4");
	assert_int_equal(gate_open(&other, c->f->path), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	type(c, "card_no", "332026-000002-4");
	assert_int_equal(desk_unsaved(c->desk), 1);
	gate_leave(&other);
	gate_close(&other);
	elsewhere(c, "332026-000009-4");
	told(c, "");
	clock_advance(100);
	tick(c);
	assert_true(told(c, "changed this case"));
	assert_int_equal(desk_unsaved(c->desk), 0);
	assert_string_equal(answer(c, "card_no")->value, "332026-000009-4");
	assert_int_equal(branches_open(desk_case(c->desk)), 1); /* what waited is not lost, either */
	type(c, "card_no", "332026-000003-4");
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- the form it was opened with ---- */

static void copy_form(const char *name, const char *dir, const char *more)
{
	char path[PATH_SIZE];
	struct buf text;

	text_format(path, sizeof path, "forms/%s", name);
	char from[PATH_SIZE];
	assert_int_equal(file_asset(path, from), OK);
	buf_init(&text, INI_BYTES);
	assert_int_equal(file_read(from, &text), OK);
	buf_adds(&text, more);
	text_format(path, sizeof path, "%s/%s", dir, name);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	buf_release(&text);
}

static void reopen_directory(struct counter *c, const char *dir)
{
	struct buf messages;

	desk_free(c->desk);
	directory_free(c->directory);
	buf_init(&messages, 1 << 16);
	assert_int_equal(directory_open(dir, &c->directory, &messages), OK);
	buf_release(&messages);
	new_desk(c);
}

/* The file was changed meanwhile: the case keeps its own form, a new case gets the new one. */
static void keeps_its_form(void **state)
{
	struct counter *c = *state;
	char id[19], dir[PATH_SIZE], forms[PATH_SIZE];
	uint8_t hash[HASH_SIZE];

	text_format(dir, sizeof dir, "%s/forms", c->f->folder);
	assert_int_equal(file_make_dir(dir), OK);
	copy_form("elderly-card.ini", dir, "");
	reopen_directory(c, dir);
	stranger(c, id);
	begin(c, id, "姜三", SENIOR);
	type(c, "card_no", "332026-000001-4");
	struct uid case_id = desk_case(c->desk)->id;
	memcpy(hash, desk_case(c->desk)->item_hash, HASH_SIZE);
	copy_form("elderly-card.ini", dir, "\n# a later version\n");
	reopen_directory(c, dir);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_memory_equal(desk_case(c->desk)->item->hash, hash, HASH_SIZE);
	const struct item *now;
	assert_int_equal(directory_item(c->directory, item_at(c, SENIOR), &now), OK);
	assert_memory_not_equal(now->hash, hash, HASH_SIZE);
	type(c, "card_no", "332026-000002-4");
	replay_equals(c);
	stranger(c, id);
	begin(c, id, "戚四", SENIOR);
	assert_memory_equal(desk_case(c->desk)->item->hash, now->hash, HASH_SIZE);
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
	assert_int_equal(file_asset("forms", forms), OK);
	reopen_directory(c, forms);
}

/* ---- the whole store ---- */

static void roles_are_checked(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];

	stranger(c, id);
	begin(c, id, "孔三", SENIOR);
	struct uid case_id = desk_case(c->desk)->id;
	size_t f = field(c, "card_no");
	desk_close(c->desk);
	store_lock(c->f->s);
	assert_int_equal(desk_open_person(c->desk, id, PROOF_READER, why), ERR_LOCKED);
	assert_int_equal(desk_open_case(c->desk, &case_id), ERR_LOCKED);
	assert_int_equal(desk_reveal(c->desk, "form"), ERR_LOCKED);
	assert_int_equal(operator_login(c->f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(desk_open_person(c->desk, id, PROOF_READER, why), ERR_DENIED);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_int_equal(desk_answer(c->desk, f, "332026-000123-4", why), ERR_DENIED);
	assert_int_equal(desk_submit(c->desk), ERR_DENIED);
	assert_int_equal(desk_abandon(c->desk), ERR_DENIED);
	desk_close(c->desk);
	store_lock(c->f->s);
	clerk_in(c->f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_for_the_gate),
		cmocka_unit_test(somebody_else_writes),
		cmocka_unit_test(waited_in_vain),
		cmocka_unit_test(keeps_its_form),
		cmocka_unit_test(roles_are_checked),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open, counter_close);
}
