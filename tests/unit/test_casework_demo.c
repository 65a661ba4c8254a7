/* SPDX-License-Identifier: MIT
 *
 * The three items from card to receipt against the demo exchange, and again with every department
 * in turn down or silent: the receipt is always reached, what nobody could confirm is marked, and
 * it is confirmed without anybody's doing when the department is back.
 */
#include "tests/unit/desk_fixture.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "core/demo/control.h"
#include "core/demo/server.h"

enum { TURN_MS = 4, TURNS = 15000 };

static struct city *city;
static pid_t child;
static char base[SERVER_BASE_SIZE];

static const struct matter {
	const char *code, *holder, *name;
} matters[] = {
	{PERMIT, CITY_WOMAN, "李小梅"},
	{CARE, CITY_PATIENT, "吴晓峰"},
	{SENIOR, CITY_ELDER, "周德山"},
};

static _Noreturn void serve(int told)
{
	struct demo_server *server;
	int64_t now;
	ssize_t n = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!clock_parse(FIXTURE_NOW, &now))
		_exit(1);
	clock_start_at(now); /* the gateways look at the time a question was signed */
	if (demo_server_start(city, "127.0.0.1:0", false, &server))
		_exit(1);
	text_copy(base, sizeof base, demo_server_base(server));
	n = write(told, base, sizeof base);
	while (n == (ssize_t)sizeof base) {
		struct pollfd p = {.fd = demo_server_fd(server), .events = POLLIN};

		poll(&p, 1, demo_server_timeout_ms(server));
		demo_server_turn(server);
	}
	_exit(1);
}

static void set_all(struct counter *c, const char *state)
{
	for (size_t i = 0; i < c->catalog->n_resources; i++)
		if (resource_asked(&c->catalog->resources[i]))
			assert_int_equal(
				demo_control(base, c->catalog->resources[i].department, state, 0),
				OK);
}

static int start(void **state)
{
	int told[2];

	city = city_new(1);
	assert_int_equal(pipe(told), 0);
	child = fork();
	if (child == 0)
		serve(told[1]);
	close(told[1]);
	assert_int_equal(read(told[0], base, sizeof base), sizeof base);
	close(told[0]);
	struct counter *c = counter_new(base);
	set_all(c, "up");
	*state = c;
	return 0;
}

static int stop(void **state)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	counter_free(*state);
	city_free(city);
	return 0;
}

/* Something of another department than sick is still under way. */
static bool others_fly(struct counter *c, const char *sick)
{
	const struct desk_ask *asks;
	size_t n = desk_asks(c->desk, &asks);

	for (size_t i = 0; i < n; i++) {
		bool flies = asks[i].light == LIGHT_ASKING || asks[i].light == LIGHT_SLOW ||
			     asks[i].light == LIGHT_LATE;
		if (flies && !(sick && text_equal(asks[i].resource->department, sick)))
			return true;
	}
	return false;
}

static void turn(struct counter *c)
{
	assert_int_equal(driver_wait(c->driver, NULL, 0, TURN_MS), OK);
	tick(c);
}

/* Until everybody who is well has answered; the held clock does not move. */
static void settle(struct counter *c, const char *sick)
{
	int turns = 0;

	do
		turn(c);
	while (others_fly(c, sick) && ++turns < TURNS);
	assert_true(turns < TURNS);
}

/* And until the exchange has given up on the sick one: its time passes quickly. */
static void settle_late(struct counter *c)
{
	int turns = 0;

	do {
		clock_advance(500);
		assert_int_equal(driver_wait(c->driver, NULL, 0, 1), OK);
		tick(c);
	} while (driver_flight(c->driver) && ++turns < TURNS);
	assert_true(turns < TURNS);
}

/* What the citizen answers when asked; the registers' own values, so that they agree later. */
static void say(struct counter *c, size_t i, const struct matter *m)
{
	const struct person *p = &city->people[city_person(city, m->holder)];
	const struct household *h = &city->households[p->household];
	const struct firm *firm = p->employer == NOBODY ? NULL : &city->firms[p->employer];
	char since[11], why[WHY_SIZE];
	const struct {
		const char *field, *value;
	} said[] = {
		{"name", m->name},
		{"sex", p->sex == '1' ? "1" : "2"},
		{"ethnic", p->ethnic},
		{"hukou_address", city->homes[h->home].address},
		{"hukou_region", city_region(city, p)},
		{"mobile", "13900005678"},
		{"address", city->homes[p->home].address},
		{"since", since},
		{"reason", "1"},
		{"house_kind", "2"},
		{"landlord_id", CITY_TENANT},
		{"employer", firm ? firm->code : CITY_FIRM_EAST},
		{"delivery", "1"},
		{"category", "5"},
		{"from_region", "339921"},
		{"to_region", "330100"},
		{"hospital", "H3301001"},
		{"referral_no", "ZZ1"},
		{"id_type", "111"},
	};
	const char *name = desk_case(c->desk)->item->fields[i].name;

	day_format(p->home_since, since);
	for (size_t k = 0; k < COUNT_OF(said); k++) {
		if (!text_equal(said[k].field, name))
			continue;
		enum err e = desk_answer(c->desk, i, said[k].value, why);
		if (e)
			fail_msg("%s: %s %s", name, err_name(e), why);
		return;
	}
	fail_msg("nobody told what to key for %s", name);
}

static void fill(struct counter *c, const struct matter *m)
{
	const struct item *item = desk_case(c->desk)->item;

	for (size_t i = 0; i < item->n_fields; i++) {
		if (!desk_evaluation(c->desk)->needed[i])
			continue;
		if (*desk_case(c->desk)->draft.answers[i].value)
			assert_int_equal(desk_confirm(c->desk, i), OK);
		else
			say(c, i, m);
	}
	for (size_t i = 0; i < item->n_materials; i++)
		for (int k = CHOOSE_SEEN; k <= CHOOSE_PLEDGE; k++)
			if (desk_case(c->desk)->marks[i].mark == MARK_MISSING &&
				(desk_material_choices(c->desk, i) & 1u << k))
				assert_int_equal(desk_choose_material(
							 c->desk, i, (enum material_choice)k, 0),
					OK);
}

static void explain(struct counter *c)
{
	const struct evaluation *e = desk_evaluation(c->desk);

	for (size_t i = 0; i < e->n_findings; i++)
		if (e->findings[i].severity == SEVERITY_ERROR)
			print_message("  %s: %s\n",
				e->findings[i].field < 0
					? "form"
					: desk_case(c->desk)
						  ->item->fields[e->findings[i].field]
						  .name,
				e->findings[i].text);
	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++)
		if (desk_case(c->desk)->marks[i].mark == MARK_MISSING)
			print_message(
				"  missing %s\n", desk_case(c->desk)->item->materials[i].name);
}

static size_t unverified(struct counter *c)
{
	const struct casefile *f = desk_case(c->desk);
	size_t n = 0;

	for (size_t i = 0; i < f->item->n_fields; i++)
		n += f->draft.answers[i].unverified;
	return n;
}

/* From the card to the receipt. sick: a department that does not answer; NULL all are well. */
static void walk(struct counter *c, const struct matter *m, const char *sick)
{
	open_person(c, m->holder);
	settle(c, sick);
	if (sick) {
		clock_advance(ASK_LATE_MS);
		turn(c);
	}
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	enum err e = desk_pick_item(c->desk, item_at(c, m->code), "again");
	if (e)
		fail_msg("%s, %s sick: %s", m->code, sick ? sick : "nobody", err_name(e));
	settle(c, sick);
	if (sick) {
		clock_advance(ASK_LATE_MS);
		turn(c);
	}
	fill(c, m);
	settle(c, sick); /* what keyed values set going */
	fill(c, m);
	settle(c, sick);
	e = desk_submit(c->desk);
	if (e) {
		explain(c);
		fail_msg("%s, %s sick: %s", m->code, sick ? sick : "nobody", err_name(e));
	}
	replay_equals(c);
}

static void all_are_well(void **state)
{
	struct counter *c = *state;

	for (size_t i = 0; i < COUNT_OF(matters); i++) {
		walk(c, &matters[i], NULL);
		const struct casefile *f = desk_case(c->desk);
		assert_string_equal(f->applicant, matters[i].name);
		assert_int_equal(unverified(c), 0);
		assert_int_equal(f->state, i == 0 ? STATE_ACCEPTED : STATE_DELIVERED);
		assert_non_null(strstr(f->slips[0].bytes, f->query));
		assert_int_equal(desk_withdraw(c->desk, "test"), OK);
		desk_close(c->desk);
	}
}

static bool asks_department(struct counter *c, const struct item *item, const char *department)
{
	for (size_t i = 0; i < item->n_asks; i++) {
		const struct resource *r = catalog_find(c->catalog, item->asks[i].resource);
		if (r && text_equal(r->department, department))
			return true;
	}
	return false;
}

static void one_is_sick(struct counter *c, const char *department, const char *how)
{
	for (size_t i = 0; i < COUNT_OF(matters); i++) {
		const struct item *item;
		assert_int_equal(
			directory_item(c->directory, item_at(c, matters[i].code), &item), OK);
		if (!asks_department(c, item, department))
			continue;
		assert_int_equal(demo_control(base, department, how, 0), OK);
		walk(c, &matters[i], department);
		settle_late(c);
		assert_int_equal(demo_control(base, department, "up", 0), OK);
		size_t before = unverified(c);
		if (text_equal(department, "公安"))
			/* the permit: name, ethnic group, registered and present address, since */
			assert_true(before >= (i == 0 ? 5 : 1));
		clock_advance(61 * 1000);
		turn(c);
		settle(c, NULL);
		if (unverified(c))
			fail_msg("%s %s, item %s: %zu of %zu values stay unverified", department,
				how, item->code, unverified(c), before);
		replay_equals(c);
		clock_advance(-61 * 1000);
		assert_true(desk_case(c->desk)->state == STATE_ACCEPTED ||
			    desk_case(c->desk)->state == STATE_DELIVERED);
		assert_int_equal(desk_withdraw(c->desk, "test"), OK);
		desk_close(c->desk);
	}
}

static void each_department(struct counter *c, const char *how)
{
	for (size_t i = 0; i < c->catalog->n_resources; i++) {
		const char *department = c->catalog->resources[i].department;
		bool before = c->catalog->resources[i].sharing == SHARING_NONE;
		for (size_t k = 0; k < i; k++)
			before |= text_equal(c->catalog->resources[k].department, department);
		if (!before)
			one_is_sick(c, department, how);
	}
}

static void each_is_down(void **state)
{
	each_department(*state, "down");
}

static void each_is_silent(void **state)
{
	each_department(*state, "silent");
}

static void the_store_is_sound(void **state)
{
	struct counter *c = *state;

	assert_int_equal(findings(c->f->s, true), 0);
	assert_int_equal(store_rebuild(c->f->s, NULL), OK);
	assert_int_equal(findings(c->f->s, true), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_are_well),
		cmocka_unit_test(each_is_down),
		cmocka_unit_test(each_is_silent),
		cmocka_unit_test(the_store_is_sound),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
