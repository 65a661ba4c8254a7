/* SPDX-License-Identifier: MIT
 *
 * What the exchange says of hand-overs, as it should not: twice, late, of another, altered. Each changes
 * nothing and is asked again.
 */
#include "tests/unit/desk_departments.h"

#include "core/casework/desk/inwards.h"
#include "core/exchange/sign.h"

#define OP "00000000000000000000000000000007"
#define PACKAGE "item=330700102002\nnumber=B01-1\nsubject=339901198808081226\nproof=reader\nfield.cause=1\nfrom.cause=typed 1 -\n"

struct ground {
	struct counter *c;
	struct shelf *shelf;
	struct inwards *x;
	struct uid op;
};

static struct ground here(void)
{
	struct ground g = {.c = counter_new(NULL)};

	assert_int_equal(shelf_new(g.c->f->s, g.c->directory, &g.shelf), OK);
	g.x = inwards_new(&(struct inwards_parts){.store = g.c->f->s, .catalog = g.c->catalog,
		.driver = g.c->driver, .find = shelf_find, .ctx = g.shelf, .hall = "Hall", .window = "A03",
		.region = "339901"});
	assert_true(text_unhex(OP, g.op.b, sizeof g.op.b));
	return g;
}

static void leave(struct ground *g)
{
	inwards_free(g->x);
	shelf_free(g->shelf);
	counter_free(g->c);
}

/* seal NULL: the package's. */
static void list(struct ground *g, const char *seal)
{
	char row[400], own[HASH_HEX];

	package_seal(PACKAGE, own);
	assert_true(text_format(row, sizeof row,
		"op=%s|seal=%s|from_region=339921|number=B01-1|item=330700102002|handed=%lld|whole=%zu|head=%zu",
		OP, seal ? seal : own, (long long)clock_now_ms() - 1000, strlen(PACKAGE), strlen(PACKAGE)));
	inwards_poll(g->x);
	inwards_tick(g->x);
	SAY("YDTB-IN", row);
	inwards_tick(g->x);
}

static const struct inward_case *first(const struct ground *g)
{
	const struct inward_case *rows[4];

	return inwards_waiting(g->x, rows, 4) ? rows[0] : NULL;
}

static void part(struct ground *g, const char *op, const char *text, size_t at)
{
	char bytes[600], row[800];

	clock_advance(INWARD_LOOK_MS + 1);
	inwards_tick(g->x);
	if (!flying("YDTB-GET"))
		inwards_tick(g->x);
	assert_true(sign_base64(text, strlen(text), bytes, sizeof bytes));
	assert_true(text_format(row, sizeof row, "op=%s|at=%zu|bytes=%s", op, at, bytes));
	SAY("YDTB-GET", row);
}

static enum err came(const struct ground *g, bool *whole)
{
	const struct buf *bytes;
	const char *text;
	size_t have;
	enum err e;

	*whole = inwards_package(g->x, &g->op, &have, &e, &text, &bytes);
	return e;
}

static void whole(void **unused)
{
	struct ground g = here();
	bool all;

	(void)unused;
	list(&g, NULL);
	assert_non_null(first(&g));
	assert_int_equal(inwards_open(g.x, &g.op), OK);
	part(&g, OP, PACKAGE, 0);
	assert_int_equal(came(&g, &all), OK);
	assert_true(all);
	leave(&g);
}

static void altered(void **unused)
{
	struct ground g = here();
	char text[] = PACKAGE;
	bool all;

	(void)unused;
	list(&g, NULL);
	assert_int_equal(inwards_open(g.x, &g.op), OK);
	strstr(text, "cause=1")[6] = '2';
	part(&g, OP, text, 0);
	assert_int_equal(came(&g, &all), ERR_TAMPER);
	assert_false(all);
	leave(&g);
}

/* The same part again, one of another hand-over, one from the middle: the next is asked for as before. */
static void doubled(void **unused)
{
	struct ground g = here();
	char half[] = PACKAGE;
	size_t n = strlen(half) / 2;
	bool all;

	(void)unused;
	half[n] = '\0';
	list(&g, NULL);
	assert_int_equal(inwards_open(g.x, &g.op), OK);
	part(&g, OP, half, 0);
	part(&g, OP, half, 0);
	part(&g, "00000000000000000000000000000009", half, n);
	part(&g, OP, half, 3);
	assert_int_equal(came(&g, &all), OK);
	assert_false(all);
	part(&g, OP, &PACKAGE[n], n);
	assert_int_equal(came(&g, &all), OK);
	assert_true(all);
	leave(&g);
}

/* The same hand-over under another seal is not believed, and a row that is none is left out. */
static void other_seal(void **unused)
{
	static const char *const odd[] = {"op=1", "op=" OP "|seal=00", ""};
	struct ground g = here();
	char seal[HASH_HEX];

	(void)unused;
	list(&g, NULL);
	text_copy(seal, sizeof seal, first(&g)->seal);
	list(&g, "0000000000000000000000000000000000000000000000000000000000000000");
	assert_string_equal(inwards_find(g.x, &g.op)->seal, seal);
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		inwards_poll(g.x);
		inwards_tick(g.x);
		SAY("YDTB-IN", odd[i]);
		inwards_tick(g.x);
		assert_null(first(&g)); /* not listed any more */
	}
	leave(&g);
}

/* Told, and not recorded: told again, the same. */
static void told_again(void **unused)
{
	struct ground g = here();
	const struct inward_case *c;
	char row[200], seal[HASH_HEX];

	(void)unused;
	package_seal(PACKAGE, seal);
	list(&g, NULL);
	assert_int_equal(inwards_send_back(g.x, &g.op, 1), OK);
	for (int i = 0; i < 3; i++) {
		clock_advance(INWARD_LOOK_MS + 1);
		inwards_tick(g.x);
		inwards_tick(g.x);
		assert_non_null(flying("YDTB-OUT"));
		text_format(row, sizeof row, "op=%s|seal=%s|state=%s", i == 0 ? "0a" : OP, i == 1 ? "00" : seal,
			i == 2 ? "TAKEN" : "RETURNED");
		SAY("YDTB-OUT", row);
		c = inwards_find(g.x, &g.op);
		assert_false(c->told);
	}
	clock_advance(INWARD_LOOK_MS + 1);
	inwards_tick(g.x);
	inwards_tick(g.x);
	text_format(row, sizeof row, "op=%s|seal=%s|state=RETURNED", OP, seal);
	SAY("YDTB-OUT", row);
	c = inwards_find(g.x, &g.op);
	assert_true(c->told);
	leave(&g);
}

/* A clerk takes in; who only guides neither sees nor answers. */
static void who_may(void **unused)
{
	struct ground g = here();

	(void)unused;
	list(&g, NULL);
	assert_int_equal(operator_login(g.c->f->s, "2000", PASS_SUPER), OK);
	bool accepts = role_may(ROLE_SUPERVISOR, RIGHT_ACCEPT);
	assert_int_equal(inwards_send_back(g.x, &g.op, 0), accepts ? OK : ERR_DENIED);
	operator_logout(g.c->f->s);
	assert_int_equal(inwards_send_back(g.x, &g.op, 0), ERR_LOCKED);
	assert_int_equal(inwards_open(g.x, &g.op), ERR_LOCKED);
	leave(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole), cmocka_unit_test(altered), cmocka_unit_test(doubled),
		cmocka_unit_test(other_seal), cmocka_unit_test(told_again), cmocka_unit_test(who_may)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
