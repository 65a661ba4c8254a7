/* SPDX-License-Identifier: MIT
 *
 * Who read my data: every act that touched a person, in their own matters and in others', and none
 * that touched somebody else; the document of it; that reading it is entered.
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/papers/access.h"
#include "core/store/scope.h"
#include "tests/unit/command_run.h"
#include "tui/commands/audit.h"
#include "tui/commands/evidence.h"

static struct access_search *find(struct counter *c, const char *subject, const struct uid *id)
{
	struct access_search *f = access_search_new(c->f->s, subject, id);
	bool done = false;

	for (int i = 0; !done && i < 1000; i++)
		assert_int_equal(access_search_step(f, 7, &done), OK);
	assert_true(done);
	return f;
}

static size_t count(const struct access_search *f, enum access_kind kind)
{
	const struct access *a = access_found(f);
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		n += a->rows[i].kind == kind;
	return n;
}

static const struct access_row *row(const struct access_search *f, enum access_kind kind, const char *resource)
{
	const struct access *a = access_found(f);

	for (size_t i = 0; i < a->n; i++)
		if (a->rows[i].kind == kind && (!resource || text_equal(a->rows[i].resource, resource)))
			return &a->rows[i];
	fail_msg("no row of %s", resource ? resource : "that kind");
	return NULL;
}

/* An elder's card is made, looked at in clear; then somebody else comes. */
static struct uid two_people(struct counter *c)
{
	begin(c, ELDER, "周德山", SENIOR);
	senior_lands();
	struct uid id = desk_case(c->desk)->id;
	assert_int_equal(desk_reveal(c->desk, "form"), OK);
	assert_int_equal(desk_looked(c->desk, "case"), OK);
	desk_close(c->desk);
	begin(c, WOMAN, "陈晓雯", PERMIT);
	permit_lands(c);
	desk_close(c->desk);
	return id;
}

static void test_own(void **state)
{
	struct counter *c = *state;

	two_people(c);
	struct access_search *f = find(c, ELDER, NULL);
	assert_int_equal(count(f, ACCESS_OPENED), 1);
	assert_int_equal(count(f, ACCESS_ASKED), 5); /* four of the identity check, one of the item */
	assert_int_equal(count(f, ACCESS_REVEALED), 1);
	assert_int_equal(count(f, ACCESS_VIEWED), 1);
	assert_int_equal(count(f, ACCESS_REPORT), 0);
	const struct access_row *r = row(f, ACCESS_ASKED, "MZ-02");
	assert_string_equal(r->actor, "1024");
	assert_string_equal(r->purpose, "老年人优待证");
	assert_true(*r->ground);
	assert_false(r->other);
	assert_string_equal(row(f, ACCESS_ASKED, "POP-01")->purpose, ""); /* the identity check */
	assert_string_equal(row(f, ACCESS_VIEWED, NULL)->window, "A03");
	access_search_free(f);
}

/* In a landlord's or a mother's place people are asked about in somebody else's matter. */
static void test_in_anothers_matter(void **state)
{
	struct counter *c = *state;
	struct record body = {0};

	two_people(c);
	struct access_search *none = find(c, "339902197505302441", NULL);
	assert_int_equal(access_found(none)->n, 0);
	access_search_free(none);
	struct view_case *list = NULL;
	size_t n = 0;
	assert_int_equal(view_find(c->f->s, TOKEN_ID, WOMAN, &list, &n), OK);
	assert_int_equal(n, 1);
	record_add(&body, "resource", "BDC-01");
	record_add(&body, "item", PERMIT);
	record_add(&body, "basis", "租赁登记");
	record_add(&body, "trace", "T");
	record_add(&body, "holder", "339902197505302441");
	struct entry entry = {.casefile = list[0].id, .kind = "ASK", .body = &body};
	assert_int_equal(journal_append_wait(c->f->s, &entry, 1, NULL, NULL, 2000), OK);
	record_release(&body);
	struct access_search *f = find(c, "339902197505302441", NULL);
	assert_int_equal(access_found(f)->n, 1);
	assert_true(access_found(f)->rows[0].other);
	assert_string_equal(access_found(f)->rows[0].ground, "租赁登记");
	access_search_free(f);
	mem_free(list);
}

static void test_document(void **state)
{
	struct counter *c = *state;
	struct slip_place place = {.hall = "演示市政务服务中心", .clerk = "1024", .phone = "12345",
		.catalog = c->catalog};
	struct operator_info *people = NULL;
	size_t n = 0;
	struct buf text;

	two_people(c);
	struct access_search *f = find(c, ELDER, NULL);
	assert_int_equal(operator_list(c->f->s, &people, &n), OK);
	buf_init(&text, SLIP_BYTES);
	assert_int_equal(access_render(f, &place, people, n, 80, &text), OK);
	assert_null(strstr(buf_text(&text), ELDER)); /* the paper leaves the hall */
	assert_non_null(strstr(buf_text(&text), "3399**********0010"));
	assert_non_null(strstr(buf_text(&text), "老年人优待证"));
	assert_non_null(strstr(buf_text(&text), "1024 Clerk"));
	assert_null(strstr(buf_text(&text), "居住证"));
	for (char *line = text.data ? (char *)text.data : NULL, *end; line && *line; line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		assert_true(text_cells(line) <= 80);
	}
	buf_clear(&text);
	assert_int_equal(access_render(f, &place, people, n, 20, &text), ERR_INPUT);
	mem_free(people);
	buf_release(&text);
	access_search_free(f);
}

/* Whoever reads it stands in the next one. */
static void test_is_entered(void **state)
{
	struct counter *c = *state;

	struct uid id = two_people(c);
	struct access_search *f = find(c, ELDER, NULL);
	assert_int_equal(access_record(f, "A03"), OK);
	access_search_free(f);
	f = find(c, ELDER, NULL);
	assert_int_equal(count(f, ACCESS_REPORT), 1);
	access_search_free(f);
	f = find(c, WOMAN, NULL);
	assert_int_equal(count(f, ACCESS_REPORT), 0);
	access_search_free(f);
	f = find(c, NULL, &id); /* of the case: what was done with it, whoever it was about */
	assert_int_equal(count(f, ACCESS_ASKED), 5);
	assert_int_equal(count(f, ACCESS_VIEWED), 1);
	assert_int_equal(count(f, ACCESS_REPORT), 0);
	assert_int_equal(access_record(f, "A03"), OK);
	access_search_free(f);
	f = find(c, NULL, &id);
	assert_int_equal(count(f, ACCESS_REPORT), 1);
	access_search_free(f);
	sound(state);
}

/* The file where the commands of a demo look for it. */
static void put_away(struct counter *c)
{
	char to[120];

	desk_free(c->desk);
	c->desk = NULL;
	store_close(c->f->s);
	c->f->s = NULL;
	text_format(to, sizeof to, "%s/demo.db", c->f->folder);
	assert_int_equal(rename(c->f->path, to), 0);
}

/* The same by the command, as 2003. */
static void command_is_bound(struct counter *c, const char *number)
{
	char words[300];
	struct run r;

	put_away(c);
	run_init(&r, command_audit, "audit");
	r.passwords = PASS_STAFF "\n";
	r.input = ELDER "\n";
	text_format(words, sizeof words, "subject --demo %s --as 2003 -", c->f->folder);
	assert_int_equal(run(&r, words), 0);
	must_say(&r, "matter of another department");
	assert_false(said(&r, "低保和残疾"));
	assert_false(said(&r, number));
	text_format(words, sizeof words, "subject --demo %s --as 2003 %s", c->f->folder, number);
	assert_int_equal(run(&r, words), 1);
	text_format(words, sizeof words, "show --demo %s --as 2003 --case %s", c->f->folder, number);
	assert_int_equal(run(&r, words), 0);
	must_say(&r, "FIELD");
	assert_false(said(&r, "name="));
	buf_release(&r.out);
	run_init(&r, command_evidence, "evidence");
	r.passwords = PASS_STAFF "\n";
	text_format(words, sizeof words, "--demo %s --as 2003 %s", c->f->folder, number);
	assert_int_equal(run(&r, words), 1);
	assert_false(said(&r, "POP-01"));
	text_format(words, sizeof words, "--demo %s --as 2000 %s", c->f->folder, number);
	r.passwords = PASS_SUPER "\n";
	assert_int_equal(run(&r, words), 0);
	must_say(&r, "POP-01");
	buf_release(&r.out);
}

static void test_command(void **state)
{
	struct counter *c = *state;
	char words[300];
	struct run r;

	two_people(c);
	put_away(c);
	text_format(words, sizeof words, "subject --demo %s --as 2000 -", c->f->folder);
	run_init(&r, command_audit, "audit");
	r.passwords = PASS_SUPER "\n";
	r.input = ELDER "\n";
	assert_int_equal(run(&r, words), 0);
	must_say(&r, "3399**********0010");
	must_say(&r, "低保和残疾");
	assert_false(said(&r, ELDER));
	r.input = "1234\n";
	assert_int_equal(run(&r, words), 1);
	text_format(words, sizeof words, "subject --demo %s --as 1024 -", c->f->folder);
	r.passwords = PASS_CLERK "\n";
	r.input = ELDER "\n";
	assert_int_equal(run(&r, words), 1); /* a clerk: on the screen, with the person's case open */
	assert_false(said(&r, "低保和残疾"));
	r.passwords = NULL;
	assert_int_equal(run(&r, "--help"), 0);
	assert_int_equal(run(&r, "subject one two"), 2);
	buf_release(&r.out);
}

/* A supervisor of one department: that others looked, not at what nor why; of their cases nothing. */
static void test_scope(void **state)
{
	struct counter *c = *state;
	struct uid id = two_people(c);
	struct scope_place police = {"公安", NULL}, civil = {"民政", NULL};

	hire(c, "2003", ROLE_SUPERVISOR, "公安");
	again_as(c, "2003", PASS_STAFF);
	assert_true(operator_may(c->f->s, RIGHT_WATCH, &police));
	assert_false(operator_may(c->f->s, RIGHT_WATCH, &civil));
	struct access_search *f = access_search_new(c->f->s, ELDER, NULL);
	access_search_within(f, RIGHT_WATCH);
	for (bool done = false; !done;)
		assert_int_equal(access_search_step(f, 1000, &done), OK);
	assert_int_equal(count(f, ACCESS_VIEWED), 1);
	assert_true(row(f, ACCESS_VIEWED, NULL)->closed);
	assert_string_equal(row(f, ACCESS_VIEWED, NULL)->number, "");
	assert_string_equal(row(f, ACCESS_ASKED, NULL)->resource, "");
	assert_string_equal(row(f, ACCESS_ASKED, NULL)->ground, "");
	access_search_free(f);
	f = find(c, ELDER, NULL); /* the person's own report is whole */
	assert_false(row(f, ACCESS_VIEWED, NULL)->closed);
	access_search_free(f);
	struct view_case v;
	assert_int_equal(view_get(c->f->s, &id, &v), OK);
	command_is_bound(c, v.number);
}

int main(void)
{
#define AT_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)
	const struct CMUnitTest tests[] = {
		AT_COUNTER(test_own),
		AT_COUNTER(test_in_anothers_matter),
		AT_COUNTER(test_document),
		AT_COUNTER(test_is_entered),
		AT_COUNTER(test_command),
		AT_COUNTER(test_scope),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
