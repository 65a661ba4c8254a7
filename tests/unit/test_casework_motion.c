/* SPDX-License-Identifier: MIT
 *
 * The catalog by two people (W1): proposed by the data steward, seen and confirmed by a supervisor; who
 * may not, who is late and who is the same person are refused; nothing counts before.
 */
#include "core/casework/oversight/edition.h"

#include "core/base/clock.h"
#include "core/casework/motion.h"
#include "tests/unit/motion_hall.h"

#define ORIGIN "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:1\"\n"
#define RESOURCE(id)                                                                               \
	"[resource " id "]\nname = 甲\ndepartment = 公安\norigin = here\nsharing = unconditional\n" \
	"path = /" id "\nitem.a = \"$.a\"\n"

static struct motion_hall *h;
static struct edition_place place;
static char file[100], next[100];
static struct buf messages;

static enum err propose(const char *text)
{
	buf_clear(&messages);
	assert_int_equal(file_write(next, text, strlen(text)), OK);
	return edition_propose(h->f->s, &place, next, false, &messages);
}

static bool counts(const char *id)
{
	struct catalog *c = NULL;
	uint8_t hash[HASH_SIZE];

	buf_clear(&messages);
	assert_int_equal(edition_load(h->f->s, &place, &c, hash, &messages), OK);
	bool has = catalog_find(c, id) != NULL;
	catalog_free(c);
	return has;
}

static void waiting(uint8_t hash[HASH_SIZE])
{
	struct edition_proposal p;

	assert_int_equal(edition_waiting(h->f->s, &place, &p), OK);
	memcpy(hash, p.motion.hash, HASH_SIZE);
	catalog_free(p.catalog);
}

static enum err confirm(const uint8_t hash[HASH_SIZE])
{
	return edition_decide(h->f->s, &place, hash, true);
}

static void it_takes_two(void **state)
{
	uint8_t hash[HASH_SIZE];
	struct edition_proposal p;

	(void)state;
	motion_in(h, "2000", PASS_SUPER);
	assert_int_equal(propose(ORIGIN RESOURCE("two")), ERR_DENIED);
	motion_in(h, "3001", PASS_STEWARD);
	assert_int_equal(propose("[resource x]\n"), ERR_SYNTAX);
	assert_true(messages.len > 0);
	assert_int_equal(propose(ORIGIN RESOURCE("one")), ERR_EXISTS); /* counts already */
	assert_int_equal(propose(ORIGIN RESOURCE("two")), OK);
	assert_int_equal(propose(ORIGIN RESOURCE("two")), ERR_EXISTS); /* waits already */
	waiting(hash);
	assert_int_equal(confirm(hash), ERR_DENIED);
	assert_true(counts("ONE"));
	assert_int_equal(file_write(next, "", 0), OK); /* what was proposed is kept, whatever becomes of the file */
	motion_in(h, "1024", PASS_CLERK);
	assert_int_equal(confirm(hash), ERR_DENIED);
	motion_in(h, "2000", PASS_SUPER);
	assert_int_equal(confirm(hash), OK);
	assert_int_equal(confirm(hash), ERR_STATE);
	assert_int_equal(edition_waiting(h->f->s, &place, &p), ERR_NOTFOUND);
	assert_true(counts("TWO"));
	assert_false(counts("ONE"));
	store_lock(h->f->s); /* nobody needs a key to know what counts */
	assert_true(counts("TWO"));
}

/* Of two proposals the later one waits; what was declined or withdrawn does not. */
static void stale_ones_are_refused(void **state)
{
	uint8_t first[HASH_SIZE], second[HASH_SIZE];

	(void)state;
	motion_in(h, "3001", PASS_STEWARD);
	assert_int_equal(propose(ORIGIN RESOURCE("two")), OK);
	waiting(first);
	assert_int_equal(propose(ORIGIN RESOURCE("three")), OK);
	waiting(second);
	motion_in(h, "2000", PASS_SUPER);
	assert_int_equal(confirm(first), ERR_STATE);
	assert_int_equal(edition_decide(h->f->s, &place, second, false), OK);
	assert_int_equal(confirm(second), ERR_STATE);
	motion_in(h, "3001", PASS_STEWARD);
	assert_int_equal(propose(ORIGIN RESOURCE("three")), OK); /* anew, a proposal of its own */
	waiting(first);
	assert_memory_not_equal(first, second, HASH_SIZE);
	assert_int_equal(edition_decide(h->f->s, &place, first, false), OK); /* withdrawn */
	motion_in(h, "2000", PASS_SUPER);
	assert_int_equal(confirm(first), ERR_STATE);
	assert_true(counts("ONE"));
}

/* The file it was compared with is another one by now. */
static void what_counts_may_not_change_under_it(void **state)
{
	uint8_t hash[HASH_SIZE];

	(void)state;
	motion_in(h, "3001", PASS_STEWARD);
	assert_int_equal(propose(ORIGIN RESOURCE("two")), OK);
	waiting(hash);
	assert_int_equal(file_write(file, ORIGIN RESOURCE("four"), strlen(ORIGIN RESOURCE("four"))), OK);
	motion_in(h, "2000", PASS_SUPER);
	assert_int_equal(confirm(hash), ERR_CONFLICT);
	assert_true(counts("FOUR"));
}

/* Two windows of one hall each have a chain of their own: which came first is told by the file. */
static void windows_with_chains_of_their_own(void **state)
{
	struct store_place other = h->f->place;
	struct store *before = h->f->s;
	uint8_t hash[HASH_SIZE];

	(void)state;
	for (int i = 0; i < 3; i++)
		motion_in(h, "1024", PASS_CLERK); /* this chain grows longer */
	motion_in(h, "3001", PASS_STEWARD);
	assert_int_equal(propose(ORIGIN RESOURCE("two")), OK);
	operator_logout(before);
	other.station = "A04";
	assert_int_equal(store_open(&other, &h->f->s), OK);
	motion_in(h, "2000", PASS_SUPER);
	waiting(hash);
	assert_int_equal(confirm(hash), OK);
	assert_true(counts("TWO"));
	store_close(h->f->s);
	h->f->s = before;
	assert_true(counts("TWO"));
}

static void training_stays_here(void **state)
{
	static const char far[] = "[origin far]\ndialect = openapi\nbase = \"https://far.example\"\n"
		"[resource one]\nname = 甲\ndepartment = 公安\norigin = far\nsharing = unconditional\n"
		"path = /one\nitem.a = \"$.a\"\n";

	(void)state;
	motion_in(h, "3001", PASS_STEWARD);
	assert_int_equal(file_write(next, far, strlen(far)), OK);
	assert_int_equal(edition_propose(h->f->s, &place, next, true, &messages), ERR_DEMO);
	assert_int_equal(edition_propose(h->f->s, &place, next, false, &messages), OK);
}

static int start(void **state)
{
	(void)state;
	h = motion_hall_new();
	text_format(file, sizeof file, "%s/catalog.ini", h->f->folder);
	text_format(next, sizeof next, "%s/next.ini", h->f->folder);
	place = (struct edition_place){.path = file};
	buf_init(&messages, 1 << 16);
	assert_int_equal(file_write(file, ORIGIN RESOURCE("one"), strlen(ORIGIN RESOURCE("one"))), OK);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	buf_release(&messages);
	motion_hall_free(h);
	return 0;
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HALL(it_takes_two),
		IN_HALL(stale_ones_are_refused),
		IN_HALL(what_counts_may_not_change_under_it),
		IN_HALL(windows_with_chains_of_their_own),
		IN_HALL(training_stays_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
