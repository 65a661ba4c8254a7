/* SPDX-License-Identifier: MIT
 *
 * What two people put in force at another window is used in a program that runs: at its workbench within
 * a minute, without a new start; and as long as a case could be open it is not exchanged under it.
 */
#include "tests/unit/motion_hall.h"

#include "core/casework/oversight/edition.h"
#include "core/casework/oversight/version.h"
#include "tui/app.h"
#include "tui/editions.h"

#define ORIGIN "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:1\"\n"
#define RESOURCE(id)                                                                               \
	"[resource " id "]\nname = 甲\ndepartment = 公安\norigin = here\nsharing = unconditional\n" \
	"path = /" id "\nitem.a = \"$.a\"\n"

enum { MINUTE_MS = 60 * 1000 + 1 };

static struct motion_hall *h;
static struct app *a;
static struct directory *items;
static struct catalog *demo;
static char file[100], next[100], forms[PATH_SIZE];
static struct buf messages;

static void a_minute_later(void)
{
	clock_advance(MINUTE_MS);
	app_tick(a); /* reads the directory, if it is a new one */
	app_tick(a);
}

/* Somebody else confirms the newest proposal, at another window. */
static void confirm(void)
{
	struct motions *all;
	const struct motion *list;

	motion_in(h, "2000", PASS_SUPER);
	assert_int_equal(motions_read(h->f->s, &all), OK);
	size_t n = motions_all(all, &list);
	assert_true(n > 0);
	assert_int_equal(motion_decide(h->f->s, list[n - 1].hash, true, NULL), OK);
	motions_free(all);
}

static void a_catalog(void **state)
{
	const struct edition_place place = {.path = file};

	(void)state;
	assert_non_null(catalog_find(a->catalog, "ONE"));
	const struct catalog *before = a->catalog;
	assert_int_equal(file_write(next, ORIGIN RESOURCE("two"), strlen(ORIGIN RESOURCE("two"))), OK);
	motion_in(h, "3001", PASS_STEWARD);
	assert_int_equal(edition_propose(h->f->s, &place, next, false, &messages), OK);
	a_minute_later();
	assert_ptr_equal(a->catalog, before); /* it was proposed only */
	confirm();
	a_minute_later();
	assert_non_null(catalog_find(a->catalog, "TWO"));
	assert_null(catalog_find(a->catalog, "ONE"));
	assert_non_null(catalog_find(before, "ONE")); /* a question in flight may still point into it */
	assert_true(editions_by_two(a));
}

static const char *fee_of_card(void)
{
	const struct item *item = NULL;

	for (size_t i = 0; i < directory_size(a->directory); i++)
		if (text_equal(directory_at(a->directory, i)->code, "332000116001"))
			assert_int_equal(directory_item(a->directory, i, &item), OK);
	assert_non_null(item);
	return item->fee;
}

static void an_item(void **state)
{
	struct version_place place = {h->f->s, items, demo};
	char path[PATH_SIZE];
	struct buf text;

	(void)state;
	assert_string_equal(fee_of_card(), "不收费");
	buf_init(&text, 1 << 20);
	assert_true(text_format(path, sizeof path, "%s/elderly-card.ini", forms));
	assert_int_equal(file_read(path, &text), OK);
	char *fee = strstr(text.data, "fee = 不收费");
	assert_non_null(fee);
	memcpy(fee, "fee = 要收费", strlen("fee = 要收费"));
	motion_in(h, "1000", PASS_ADMIN);
	assert_int_equal(version_propose(&place, "elderly-card.ini", buf_text(&text), text.len, DAY_NONE, "",
				 &messages), OK);
	buf_release(&text);
	confirm();
	assert_string_equal(fee_of_card(), "不收费");
	a->depth++; /* deeper than the workbench somebody may be in the middle of something */
	a_minute_later();
	a->depth--;
	assert_string_equal(fee_of_card(), "不收费");
	a_minute_later();
	assert_string_equal(fee_of_card(), "要收费");
}

static int start(void **state)
{
	struct start s = {.kind = STORE_LIVE, .hall = "Hall", .window = "A04", .catalog = file, .lock_seconds = 600,
		.mask_seconds = 600};
	char path[PATH_SIZE];

	(void)state;
	buf_init(&messages, 1 << 20);
	h = motion_hall_new();
	clock_hold(true);
	text_format(file, sizeof file, "%s/catalog.ini", h->f->folder);
	text_format(next, sizeof next, "%s/next.ini", h->f->folder);
	assert_int_equal(file_write(file, ORIGIN RESOURCE("one"), strlen(ORIGIN RESOURCE("one"))), OK);
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, NULL, &demo, &messages), OK);
	assert_int_equal(file_asset("forms", forms), OK);
	assert_int_equal(directory_open(forms, &items, &messages), OK);
	s.database = h->f->path;
	s.terminal_key = h->f->key;
	s.print_dir = h->f->folder;
	assert_int_equal(app_new(&s, &a, &messages), OK);
	a_minute_later();
	return 0;
}

static int stop(void **state)
{
	(void)state;
	app_free(a);
	directory_free(items);
	catalog_free(demo);
	buf_release(&messages);
	motion_hall_free(h);
	clock_hold(false);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_catalog, start, stop),
		cmocka_unit_test_setup_teardown(an_item, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
