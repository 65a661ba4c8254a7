/* SPDX-License-Identifier: MIT
 *
 * Received here, decided in another region: handed over once, held until its word comes, and its word
 * taken once, in order, and only for the case it is about.
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/desk/crossings.h"
#include "core/exchange/sign.h"

#define REISSUE "330700102002"
#define TENANT "339902197505302441"
#define WEST "YDTB-339902"

struct ground {
	struct counter *c;
	struct shelf *shelf;
	struct crossings *x;
	struct uid id;
};

static void append_raw(struct ground *g, const char *kind, const struct record *body)
{
	uint8_t head[HASH_SIZE];
	struct entry e = {.casefile = g->id, .kind = kind, .body = body};

	assert_int_equal(journal_head(g->c->f->s, &g->id, head), OK);
	assert_int_equal(journal_append(g->c->f->s, &e, 1, head, NULL), OK);
}

static void state_to(struct ground *g, const char *to)
{
	struct record body = {0};

	record_add(&body, "to", to);
	record_add(&body, "due", text_equal(to, "ACCEPTED") ? "2026-04-07" : NULL);
	append_raw(g, "STATE", &body);
	record_release(&body);
}

/* An accepted case whose household is registered in the west. */
static void accepted(struct ground *g)
{
	struct answer home = {.value = mem_text("339902"), .origin = ORIGIN_TYPED};
	struct record body = {0};
	struct uid none = {{0}};
	size_t at;

	open_person(g->c, TENANT);
	assert_int_equal(desk_confirm_identity(g->c->desk), OK);
	assert_int_equal(desk_pick_item(g->c->desk, item_at(g->c, REISSUE), NULL), OK);
	g->id = desk_case(g->c->desk)->id;
	at = field(g->c, "hukou_region");
	field_put(desk_case(g->c->desk)->item, at, &home, &none, &body);
	assert_int_equal(desk_unsaved(g->c->desk), 0);
	desk_close(g->c->desk);
	append_raw(g, "FIELD", &body);
	record_release(&body);
	mem_free_text(home.value);
	state_to(g, "RECEIVED");
	state_to(g, "ACCEPTED");
}

static struct casefile load(const struct ground *g)
{
	struct casefile c;

	assert_int_equal(casefile_load(g->c->f->s, &g->id, shelf_find, g->shelf, &c), OK);
	return c;
}

static void hand_over(struct ground *g)
{
	assert_int_equal(desk_open_case(g->c->desk, &g->id), OK);
	assert_int_equal(desk_live(g->c->desk, LIFE_TRANSFER, &(struct life_args){0}), OK);
}

/* Lets time pass until the next question is out. */
static void ask_now(struct ground *g)
{
	enum crossing_state state;
	struct uid id;

	clock_advance(CROSSING_LATER_MS + 1000);
	crossings_tick(g->x, &id, &state);
	crossings_tick(g->x, &id, &state);
}

/* op NULL: of this case. */
static void say(struct ground *g, const char *op, const char *seal, const char *rest)
{
	char hex[UID_HEX], own[HASH_HEX], row[2000];
	struct casefile c = load(g);

	uid_hex(&c.crossing.op, hex);
	package_seal(c.crossing.package, own);
	assert_true(text_format(row, sizeof row, "op=%s|seal=%s|region=339902|%s", op ? op : hex,
		seal ? seal : own, rest));
	casefile_release(&c);
	say_to(flying(WEST), (const char *const[]){row, NULL});
}

static void say_at(struct ground *g, const char *state, const char *rest)
{
	char text[1600];

	assert_true(text_format(text, sizeof text, "state=%s|at=%lld|%s", state, (long long)clock_now_ms(), rest));
	say(g, NULL, NULL, text);
}

static void decided(char out[1000], const char *document, const char *of)
{
	char hash[HASH_HEX];

	package_seal(of, hash);
	assert_true(text_format(out, 1000, "grant=1|opinion=Complete|number=ID-7|document=%s|document_hash=%s",
		document, hash));
}

static struct ground here(void)
{
	struct ground g = {.c = counter_new(NULL)};

	desk_free(g.c->desk);
	struct desk_parts parts = {.store = g.c->f->s, .directory = g.c->directory, .catalog = g.c->catalog,
		.driver = g.c->driver, .hall = "演示市政务服务中心", .window = "A03", .training = true,
		.region = "339901", .print_dir = g.c->print_dir, .slip_columns = 48};
	assert_int_equal(desk_new(&parts, &g.c->desk), OK);
	assert_int_equal(shelf_new(g.c->f->s, g.c->directory, &g.shelf), OK);
	g.x = crossings_new(&(struct crossings_parts){.store = g.c->f->s, .catalog = g.c->catalog,
		.driver = g.c->driver, .find = shelf_find, .ctx = g.shelf, .hall = "演示市政务服务中心",
		.window = "A03", .region = "339901"});
	accepted(&g);
	return g;
}

static void leave(struct ground *g)
{
	crossings_free(g->x);
	shelf_free(g->shelf);
	counter_free(g->c);
}

static void expect(const struct ground *g, enum state state, enum crossing_state crossing)
{
	struct casefile c = load(g);

	assert_int_equal(c.state, state);
	assert_int_equal(c.crossing.state, crossing);
	casefile_release(&c);
}

static void every_step(void **unused)
{
	/* from, to: the way out, taken in, sent back and sent again, decided once */
	static const bool open[CROSSING_STATES][CROSSING_STATES] = {
		[CROSSING_NONE] = {[CROSSING_HANDED] = true},
		[CROSSING_HANDED] = {[CROSSING_TAKEN] = true, [CROSSING_RETURNED] = true,
			[CROSSING_DECIDED] = true, [CROSSING_WITHDRAWN] = true},
		[CROSSING_TAKEN] = {[CROSSING_RETURNED] = true, [CROSSING_DECIDED] = true,
			[CROSSING_WITHDRAWN] = true},
		[CROSSING_RETURNED] = {[CROSSING_HANDED] = true},
	};

	(void)unused;
	for (int from = 0; from < CROSSING_STATES; from++)
		for (int to = 0; to < CROSSING_STATES; to++)
			assert_int_equal(crossing_may((enum crossing_state)from, (enum crossing_state)to), open[from][to]);
}

static void there_and_back(void **unused)
{
	struct ground g = here();
	char whole[1000];

	(void)unused;
	hand_over(&g);
	expect(&g, STATE_EXAMINING, CROSSING_HANDED);
	ask_now(&g);
	say_at(&g, "TAKEN", "");
	expect(&g, STATE_EXAMINING, CROSSING_TAKEN);
	ask_now(&g);
	decided(whole, "Granted", "Granted");
	say_at(&g, "DECIDED", whole);
	expect(&g, STATE_READY, CROSSING_DECIDED);
	struct casefile c = load(&g);
	assert_string_equal(c.examined_by, "339902");
	assert_string_equal(c.decided_by, "339902");
	assert_string_equal(c.words.number, "ID-7");
	const struct slip_kept *paper = casefile_slip(&c, "decision");
	assert_non_null(paper);
	assert_int_equal(paper->len, strlen("Granted"));
	casefile_release(&c);
	assert_int_equal(crossings_away(g.x), 1); /* as of the last look */
	ask_now(&g);
	assert_null(flying(WEST));
	assert_int_equal(crossings_away(g.x), 0);
	leave(&g);
}

static void nobody_here_decides(void **unused)
{
	struct ground g = here();

	(void)unused;
	hand_over(&g);
	struct casefile c = load(&g);
	for (int a = 0; a < LIFE_COUNT; a++) {
		enum life_bar bar = life_bar(&c, (enum life)a, ROLE_DECIDER, "4001");
		assert_true(bar == BAR_STATE || bar == BAR_ELSEWHERE);
	}
	assert_int_equal(life_bar(&c, LIFE_PROPOSE, ROLE_EXAMINER, "3001"), BAR_ELSEWHERE);
	casefile_release(&c);
	struct record body = {0};
	record_add(&body, "to", "DECIDING");
	record_add(&body, "opinion", "fine");
	uint8_t head[HASH_SIZE];
	struct entry e = {.casefile = g.id, .kind = "STATE", .body = &body};
	assert_int_equal(journal_head(g.c->f->s, &g.id, head), OK);
	assert_int_not_equal(journal_append(g.c->f->s, &e, 1, head, NULL), OK);
	record_release(&body);
	leave(&g);
}

static void sent_back_and_again(void **unused)
{
	struct ground g = here();

	(void)unused;
	hand_over(&g);
	struct casefile first = load(&g);
	struct uid op = first.crossing.op;
	casefile_release(&first);
	ask_now(&g);
	say_at(&g, "RETURNED", "reason=Not of this district");
	expect(&g, STATE_ACCEPTED, CROSSING_RETURNED);
	struct casefile c = load(&g);
	assert_string_equal(c.crossing.reason, "Not of this district");
	assert_string_equal(c.queue.holder, c.handed_by);
	casefile_release(&c);
	desk_close(g.c->desk);
	hand_over(&g);
	expect(&g, STATE_EXAMINING, CROSSING_HANDED);
	c = load(&g);
	assert_false(uid_equal(&op, &c.crossing.op));
	casefile_release(&c);
	leave(&g);
}

/* Each is asked again, and changes nothing. */
static void not_taken(void **unused)
{
	static const char *const odd[] = {"state=TAKEN|at=1", "state=DECIDED|at=1|grant=1", "state=RETURNED|at=1",
		"state=GONE|at=1", "state=TAKEN|at=soon", "state=NONE|at=1"};
	struct ground g = here();
	char whole[1000], text[1400];

	(void)unused;
	hand_over(&g);
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		ask_now(&g);
		say(&g, NULL, NULL, i == 0 ? "state=TAKEN|at=9999999999999" : odd[i]);
		expect(&g, STATE_EXAMINING, CROSSING_HANDED);
	}
	ask_now(&g); /* another case's, another package's */
	assert_true(text_format(text, sizeof text, "state=TAKEN|at=%lld", (long long)clock_now_ms()));
	say(&g, "00000000000000000000000000000001", NULL, text);
	ask_now(&g);
	say(&g, NULL, "00", text);
	expect(&g, STATE_EXAMINING, CROSSING_HANDED);
	ask_now(&g); /* a document that is not what was sealed */
	decided(whole, "Granted", "Refused");
	say_at(&g, "DECIDED", whole);
	expect(&g, STATE_EXAMINING, CROSSING_HANDED);
	leave(&g);
}

static void doubled_and_late(void **unused)
{
	struct ground g = here();

	(void)unused;
	hand_over(&g);
	ask_now(&g);
	say_at(&g, "TAKEN", "");
	struct casefile c = load(&g);
	uint32_t events = c.events;
	casefile_release(&c);
	ask_now(&g);
	say_at(&g, "TAKEN", "");
	ask_now(&g);
	say_at(&g, "HANDED", "");
	c = load(&g);
	assert_int_equal(c.events, events);
	assert_int_equal(c.crossing.state, CROSSING_TAKEN);
	casefile_release(&c);
	leave(&g);
}

/* Killed between the question and its answer: the next process asks with the same op. */
static void another_process(void **unused)
{
	struct ground g = here();

	(void)unused;
	hand_over(&g);
	ask_now(&g);
	crossings_forget(g.x);
	assert_null(flying(WEST));
	ask_now(&g);
	say_at(&g, "TAKEN", "");
	expect(&g, STATE_EXAMINING, CROSSING_TAKEN);
	leave(&g);
}

/* The region is silent: the case waits, nothing is lost, the work goes on. */
static void region_down(void **unused)
{
	struct ground g = here();

	(void)unused;
	hand_over(&g);
	for (int i = 0; i < 3; i++) {
		ask_now(&g);
		assert_non_null(flying(WEST));
		ask_cancel(g.c->driver, flying(WEST));
		expect(&g, STATE_EXAMINING, CROSSING_HANDED);
	}
	leave(&g);
}

static void of_this_region(void **unused)
{
	struct ground g = here();
	struct casefile c = load(&g);
	char region[8];

	(void)unused;
	assert_true(crossing_region(&c, "339901", region));
	assert_string_equal(region, "339902");
	assert_false(crossing_region(&c, "339902", region));
	assert_false(crossing_region(&c, "", region));
	casefile_release(&c);
	leave(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_step), cmocka_unit_test(there_and_back),
		cmocka_unit_test(nobody_here_decides), cmocka_unit_test(sent_back_and_again),
		cmocka_unit_test(not_taken), cmocka_unit_test(doubled_and_late),
		cmocka_unit_test(another_process), cmocka_unit_test(region_down),
		cmocka_unit_test(of_this_region)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
