/* SPDX-License-Identifier: MIT
 *
 * Every state x every state x every role, and every act x every state x every role, against
 * tests/data/vectors/transitions.tsv, which was typed from domain.md. What has no row is refused: by the
 * table of states, by the fold whatever stands in the case, and by the acts.
 */
#include "tests/unit/life_case.h"

#include "core/base/tsv.h"
#include "core/casework/state.h"

enum { FROM, TO, ACT, KIND, ROLES, CLAUSE, COLUMNS, MINUTE = 60000 };

static struct tsv rows;

static const char *cell(size_t row, size_t column)
{
	return tsv_cell(&rows, row, column);
}

static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; (at = strstr(at, word)) != NULL; at += n)
		if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

/* The case can be one that is done in one sitting, one with a paper to come, both, neither. */
struct variant {
	bool instant, deferred;
};
static const struct variant variants[] = {{false, false}, {true, false}, {false, true}, {true, true}};

static bool fits(const char *kind, struct variant v)
{
	if (strcmp(kind, "any") == 0)
		return true;
	if (strcmp(kind, "instant") == 0)
		return v.instant;
	return v.deferred && (strcmp(kind, "deferred") == 0 || v.instant);
}

/* The row of a change; NULL role: of anybody. rows.rows: there is none. */
static size_t row_of(enum state from, enum state to, const char *act, const struct variant *v, const char *role)
{
	size_t i = 0;

	for (; i < rows.rows; i++)
		if (strcmp(cell(i, FROM), state_word(from)) == 0 &&
			(to == STATE_COUNT || strcmp(cell(i, TO), state_word(to)) == 0) &&
			(!act || strcmp(cell(i, ACT), act) == 0) && (!v || fits(cell(i, KIND), *v)) &&
			(!role || has_word(cell(i, ROLES), role)))
			break;
	return i;
}

static bool told(enum state from, enum state to, const char *act, const struct variant *v, const char *role)
{
	return row_of(from, to, act, v, role) < rows.rows;
}

/* ---- the vectors themselves ---- */

static void each_row_means_something(void **state)
{
	enum state s;
	(void)state;
	assert_true(rows.rows > STATE_COUNT);
	for (size_t i = 0; i < rows.rows; i++) {
		assert_true(state_parse(cell(i, FROM), &s));
		assert_true(state_parse(cell(i, TO), &s));
		assert_true(*cell(i, CLAUSE));
		bool known = strcmp(cell(i, ACT), "-") == 0;
		for (int a = 0; a < LIFE_COUNT; a++)
			known |= strcmp(cell(i, ACT), life_word((enum life)a)) == 0;
		if (!known)
			fail_msg("no act %s", cell(i, ACT));
	}
	for (int a = 0; a < LIFE_COUNT; a++) { /* no act without a row */
		size_t i = 0;
		while (i < rows.rows && strcmp(cell(i, ACT), life_word((enum life)a)) != 0)
			i++;
		if (i == rows.rows)
			fail_msg("domain.md has no %s", life_word((enum life)a));
	}
}

/* ---- states and roles ---- */

static void every_state_by_every_role(void **state)
{
	(void)state;
	for (int from = 0; from < STATE_COUNT; from++)
		for (int to = 0; to < STATE_COUNT; to++)
			for (int role = 0; from != to && role < ROLE_COUNT; role++) {
				bool may = state_allowed((enum state)from, (enum state)to, (enum role)role);
				bool want = told((enum state)from, (enum state)to, NULL, NULL,
					role_word((enum role)role));
				if (may != want)
					fail_msg("%s -> %s by %s: %s", state_word((enum state)from),
						state_word((enum state)to), role_word((enum role)role),
						may ? "open" : "refused");
			}
}

/* ---- the fold ---- */

/* Received a minute ago by 1024, examined by 3001: everything a change could ask for is there. */
static void stands_at(enum state from, struct variant v)
{
	assert_int_equal(fresh(NULL), 0);
	item->kind = v.instant ? ITEM_INSTANT : ITEM_PROMISE;
	file.state = from;
	file.opened_ms = file.received_ms = file.accepted_ms = file.decided_ms = now_ms - MINUTE;
	file.granted = true;
	text_copy(file.received_by, sizeof(file.received_by), "1024");
	text_copy(file.examined_by, sizeof(file.examined_by), "3001");
	file.marks[0].mark = v.deferred ? MARK_DEFERRED : MARK_VERIFIED;
	file.draft.answers[0].unverified = true;
}

/* By somebody who had no part in it, as the other side of the act asks for. */
static enum err change(enum state from, enum state to)
{
	bool special = from == STATE_EXAMINING && to == STATE_SPECIAL;

	if (special)
		assert_int_equal(tell("TASK", "3001", WORDS("kind=pausing", "subject=SITE",
			"expected=2026-03-20", "text=看现场")), OK);
	return move(to, "4001", WORDS("reason=依法", "opinion=可", "grant=1", "pause=SITE", "number=N1",
		"how=self", "collector=x", "expected=2026-03-20"));
}

static void every_state_to_every_state_in_the_fold(void **state)
{
	(void)state;
	for (int from = 0; from < STATE_COUNT; from++)
		for (int to = 0; to < STATE_COUNT; to++)
			for (size_t i = 0; i < COUNT_OF(variants); i++) {
				struct variant v = variants[i];
				/* granted with a paper to come is never plainly granted */
				bool want = from != to && told((enum state)from, (enum state)to, NULL, &v, NULL) &&
					    !(to == STATE_GRANTED && v.deferred);
				stands_at((enum state)from, v);
				enum err err = change((enum state)from, (enum state)to);
				if ((err == OK) != want)
					fail_msg("%s -> %s%s%s: %s", state_word((enum state)from),
						state_word((enum state)to), v.instant ? " instant" : "",
						v.deferred ? " deferred" : "", err_name(err));
				assert_int_equal(file.state, err ? from : to);
				casefile_release(&file);
			}
	item->kind = ITEM_PROMISE;
}

/* What was done at once is taken back within five minutes (ux.md S08), not later. */
static void taken_back_within_five_minutes(void **state)
{
	static const struct {
		int64_t after;
		enum err want;
	} at[] = {{0, OK}, {5 * MINUTE, OK}, {5 * MINUTE + 1, ERR_STATE}, {24 * 60 * MINUTE, ERR_STATE}};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(at); i++) {
		stands_at(STATE_DELIVERED, (struct variant){.instant = true});
		file.accepted_ms = now_ms - at[i].after;
		assert_int_equal(move(STATE_RETRACTED, "1024", WORDS("reason=点错")), at[i].want);
		casefile_release(&file);
	}
	item->kind = ITEM_PROMISE;
}

/* ---- acts ---- */

/* An act that leads nowhere else is told with the state it stands in. */
static enum state leads_to(enum life a, enum state from, struct variant v)
{
	size_t i = row_of(from, STATE_COUNT, life_word(a), &v, NULL);
	enum state to = STATE_COUNT;

	for (; i < rows.rows; i++) /* with a paper to come the deferred row counts */
		if (strcmp(cell(i, FROM), state_word(from)) == 0 && strcmp(cell(i, ACT), life_word(a)) == 0 &&
			fits(cell(i, KIND), v))
			assert_true(state_parse(cell(i, TO), &to));
	return to;
}

/* The supervisor has let unverified values stand, so that only role and state speak; nothing to come is
 * filed away. */
static enum life_bar bar_of(enum life a, enum state from, struct variant v, enum role role)
{
	stands_at(from, v);
	file.waived = a != LIFE_WAIVE;
	if (a == LIFE_PAUSE) {
		file.state = STATE_EXAMINING;
		assert_int_equal(tell("TASK", "3001", WORDS("kind=pausing", "subject=SITE",
			"expected=2026-03-20", "text=看现场")), OK);
		file.state = from;
	}
	return life_bar(&file, a, role, "9999");
}

static void every_act_from_every_state_by_every_role(void **state)
{
	(void)state;
	for (int a = 0; a < LIFE_COUNT; a++)
		for (int from = 0; from < STATE_COUNT; from++)
			for (int role = 0; role < ROLE_COUNT; role++)
				for (size_t i = 0; i < COUNT_OF(variants); i++) {
					struct variant v = variants[i];
					enum state to = leads_to((enum life)a, (enum state)from, v), got;
					bool want = to < STATE_COUNT &&
						told((enum state)from, to, life_word((enum life)a), &v,
							role_word((enum role)role));
					/* domain.md 3: no extension and no waiting of what is done at once;
					 * 2: what waits for a paper is not filed away */
					want &= !(v.instant && a == LIFE_EXTEND);
					want &= !(v.deferred && a == LIFE_ARCHIVE && from == STATE_DELIVERED);
					enum life_bar bar = bar_of((enum life)a, (enum state)from, v,
						(enum role)role);
					if ((bar == BAR_NONE) != want)
						fail_msg("%s from %s by %s%s%s: bar %d", life_word((enum life)a),
							state_word((enum state)from), role_word((enum role)role),
							v.instant ? " instant" : "",
							v.deferred ? " deferred" : "", bar);
					if (want) {
						assert_true(life_leads(&file, (enum life)a, &got));
						assert_int_equal(got, to);
					}
					casefile_release(&file);
				}
	item->kind = ITEM_PROMISE;
}

static int open_all(void **state)
{
	if (tsv_load("tests/data/vectors/transitions.tsv", COLUMNS, &rows))
		return -1;
	return open_item(state);
}

static int close_all(void **state)
{
	tsv_release(&rows);
	return close_item(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_means_something),
		cmocka_unit_test(every_state_by_every_role),
		cmocka_unit_test(every_state_to_every_state_in_the_fold),
		cmocka_unit_test(taken_back_within_five_minutes),
		cmocka_unit_test(every_act_from_every_state_by_every_role),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
