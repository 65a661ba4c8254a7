/* SPDX-License-Identifier: MIT
 *
 * Reads tests/forms/NAME.case: what departments answer and clerks type, and what must come of it.
 * Lines (# comments):
 *   item NAME          forms/NAME.ini, for all cases that follow
 *   today YYYY-MM-DD
 *   case TITLE
 *   row RESOURCE | attribute=value | ...      a row of an answer; fills what shares it
 *   row PARTY/RESOURCE | ...                  the same, asked about a party (owner.2 in row 2)
 *   row RESOURCE                              it answered that it has none
 *   demo NUMBER        this person or firm of the demo city is the applicant: the city answers all
 *                      that the item may ask, seed 1
 *   rows REPEAT N                             the clerk made N rows
 *   type FIELD TEXT                           keyed by the clerk; share.2 is row 2 of share
 *   excuse FIELD N TEXT                       the reason for passing the field's check N
 *   refuse FIELD TEXT                         keyed, but refused with a sentence
 *   none FIELD                                "has none"
 * and, of the evaluation after all of these:
 *   value FIELD ORIGIN TEXT | empty FIELD
 *   visible FIELD... | hidden FIELD...
 *   missing FIELD...   exactly these, - none
 *   materials NAME...  exactly these are required, - none
 *   shown N            visible fields          typed N    of them keyed by the clerk
 *   errors N           missing ones included
 *   finding FIELD SEVERITY PART OF THE SENTENCE   (FIELD - : the form)
 *   clear FIELD...     no finding but a missing answer
 *   eligible yes|no|unknown                       condition NAME yes|no|unknown
 *   situation NAME|-                              trusted yes|no|unknown
 *   parts NAME...      exactly these are wanted, - none       done NAME...   of them settled already
 *   unexcused N        warnings that still need a reason
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/draft.h"
#include "core/standards/tables.h"
#include "tests/unit/form_city.h"

enum {
	ITEMS_MOST = 500,
	CASES_LEAST = 3,
	ROWS_MOST = 400,
	ASKS_MOST = 200,
	WORDS_MOST = 40,
	LINE_MOST = 900,
	ASK_SIZE = 240
};

struct script {
	const char *file;
	int line, cases;
	char title[120];
	day_t today;
	struct item *item;
	struct draft draft;
	bool open, judged;
	struct evaluation e;
	struct record rows[ROWS_MOST];
	char resources[ROWS_MOST][80]; /* with the party before it */
	size_t n_rows;
	bool demo;
	char asked[ASKS_MOST][ASK_SIZE]; /* whom, and about whom or what */
	size_t n_asked;
};

static struct form_city city;

#define WRONG(s, ...)                                                                              \
	do {                                                                                       \
		print_error("%s:%d: case %s: ", (s)->file, (s)->line, (s)->title);                 \
		print_error(__VA_ARGS__);                                                          \
		fail_msg(" ");                                                                     \
	} while (0)

static void root(const char *name, char path[PATH_SIZE])
{
	char forms[PATH_SIZE];
	assert_int_equal(file_asset("forms", forms), OK);
	assert_true(text_format(path, PATH_SIZE, "%s/../%s", forms, name));
}

static size_t field_of(struct script *s, const char *name)
{
	int field = item_field(s->item, name);
	if (field < 0)
		WRONG(s, "no field %s", name);
	return (size_t)field;
}

/* ---- inputs ---- */

static void put(struct script *s, size_t field, const char *value, enum origin origin)
{
	char copy[LINE_MOST];
	text_copy(copy, sizeof(copy), value);
	draft_set(&s->draft, field, &(struct answer){.value = copy, .origin = origin});
}

/* The rows said about one party by one resource, together. */
static size_t rows_of(
	const struct script *s, const struct share *share, struct record *out, bool *answered)
{
	char tag[80];
	size_t n = 0;
	*answered = false;
	text_format(tag, sizeof(tag), "%s%s%s",
		share->party < 0 ? "" : s->item->parties[share->party].name,
		share->party < 0 ? "" : "/", share->resource);
	for (size_t i = 0; i < s->n_rows; i++) {
		if (!text_equal(s->resources[i], tag))
			continue;
		*answered = true;
		if (s->rows[i].n > 0)
			out[n++] = s->rows[i]; /* borrowed */
	}
	return n;
}

/* Fills every field that shares a row, by precedence, as a desk does. */
static void fetch_once(struct script *s)
{
	for (size_t i = 0; i < s->item->n_fields; i++) {
		const struct field *f = &s->item->fields[i];
		struct record rows[ROWS_MOST];
		struct buf value;
		char count[16];
		buf_init(&value, LINE_MOST);
		for (size_t k = 0; k < f->n_shares && !value.len; k++) {
			bool answered;
			size_t n = rows_of(s, &f->shares[k], rows, &answered);
			const char *said =
				answered ? field_shared(&s->draft, i, k, rows, n, count) : NULL;
			if (said && !field_take(f, said, s->today, &value))
				buf_adds(&value, said); /* an odd value of a department */
		}
		if (value.len && f->reuse && s->draft.answers[i].origin != ORIGIN_TYPED)
			put(s, i, buf_text(&value), ORIGIN_FETCHED);
		buf_release(&value);
	}
}

/* A value may choose the row of one that stands before it. */
static void fetch(struct script *s)
{
	fetch_once(s);
	fetch_once(s);
}

static void add_row(struct script *s, char *rest)
{
	size_t len = strcspn(rest, " ");
	assert_true(s->n_rows < ROWS_MOST);
	text_copyn(s->resources[s->n_rows], sizeof(s->resources[0]), rest, len);
	struct record *row = &s->rows[s->n_rows++];
	for (char *part = strchr(rest, '|'); part; part = strchr(part, '|')) {
		char name[64], value[LINE_MOST];
		part += 1 + strspn(part + 1, " ");
		const char *equals = strchr(part, '=');
		if (!equals)
			WRONG(s, "attribute=value expected");
		text_copyn(name, sizeof(name), part, (size_t)(equals - part));
		size_t end = strcspn(equals + 1, "|");
		while (end > 0 && equals[end] == ' ')
			end--;
		text_copyn(value, sizeof(value), equals + 1, end);
		record_add(row, name, value);
	}
	assert_int_equal(row->err, OK);
	fetch(s);
}

/* ---- the demo city answers ---- */

static bool asked_before(struct script *s, const char *what)
{
	for (size_t i = 0; i < s->n_asked; i++) {
		if (text_equal(s->asked[i], what))
			return true;
	}
	assert_true(s->n_asked < ASKS_MOST);
	text_copy(s->asked[s->n_asked++], ASK_SIZE, what);
	return false;
}

static bool ask_wanted(struct script *s, const struct item_ask *ask)
{
	struct rule_value v = {.null = true, .text = ""};
	if (ask->condition < 0)
		return true;
	assert_int_equal(
		draft_rule(&s->draft, &s->e, ask->condition, ask->party, s->today, &v), OK);
	return rule_true(&v);
}

/* False when it is not to be asked, or has been. */
static bool ask_one(struct script *s, const struct item_ask *ask, size_t holder)
{
	const struct item_party *party = ask->party < 0 ? NULL : &s->item->parties[ask->party];
	const char *number = s->draft.answers[party ? (size_t)party->id : holder].value;
	const char *address = *ask->when ? s->draft.answers[field_of(s, ask->when)].value : "";
	char tag[80], what[ASK_SIZE];
	text_format(tag, sizeof(tag), "%s%s%s", party ? party->name : "", party ? "/" : "",
		ask->resource);
	text_format(what, sizeof(what), "%s %s %s", tag, number, address);
	if ((*ask->when && !*address) || (party && !*number) || !ask_wanted(s, ask) ||
		asked_before(s, what))
		return false;
	size_t n = form_city_ask(&city, ask->resource, number, address, &s->rows[s->n_rows],
		ROWS_MOST - s->n_rows);
	for (size_t i = 0; i < n || i == 0; i++) {
		assert_true(s->n_rows < ROWS_MOST);
		text_copy(s->resources[s->n_rows++], sizeof(s->resources[0]), tag);
	}
	return true;
}

static size_t holder_of(const struct item *item)
{
	size_t i = 0;
	while (!item->fields[i].holder)
		i++;
	return i;
}

/* What a rule has proposed may be what a share compares with: fetch again, as a desk does. */
static void settle(struct script *s)
{
	for (int again = 0; again < 3; again++) {
		if (again > 0)
			evaluation_release(&s->e);
		assert_int_equal(draft_evaluate(&s->draft, s->today, &s->e), OK);
		fetch(s);
	}
}

/* Asks until nothing new can be asked, as a desk does. */
static void ask_city(struct script *s)
{
	for (bool more = true; more;) {
		more = false;
		settle(s);
		for (size_t i = 0; i < s->item->n_asks; i++)
			more |= ask_one(s, &s->item->asks[i], holder_of(s->item));
		evaluation_release(&s->e);
		fetch(s);
	}
}

static void stand(struct script *s, const char *number)
{
	form_city_open(&city);
	put(s, holder_of(s->item), number, ORIGIN_LICENCE);
	s->demo = true;
}

static enum err key(struct script *s, const char *name, const char *text, char why[WHY_SIZE])
{
	struct buf value;
	size_t field = field_of(s, name);
	buf_init(&value, LINE_MOST);
	enum err err = field_fold(&s->item->fields[field], text, s->today, &value, why);
	if (!err)
		put(s, field, buf_text(&value), ORIGIN_TYPED);
	fetch(s); /* what is compared with it */
	buf_release(&value);
	return err;
}

/* ---- expectations ---- */

static bool among(const char *name, char **words)
{
	for (size_t i = 0; words[i]; i++) {
		if (text_equal(words[i], name))
			return true;
	}
	return false;
}

static void want_value(struct script *s, char **words, const char *rest)
{
	const struct answer *a = &s->draft.answers[field_of(s, words[0])];
	if (!text_equal(a->value, rest) || !text_equal(origin_word(a->origin), words[1]))
		WRONG(s, "%s is \"%s\" (%s)", words[0], a->value, origin_word(a->origin));
}

static void want_missing(struct script *s, char **words)
{
	for (size_t i = 0; i < s->item->n_fields; i++) {
		const struct answer *a = &s->draft.answers[i];
		bool missing = s->e.required[i] && !*a->value && !a->declared_none;
		if (missing != among(s->item->fields[i].name, words))
			WRONG(s, "%s is %s", s->item->fields[i].name, missing ? "missing" : "not missing");
	}
}

static void want_materials(struct script *s, char **words)
{
	size_t n = 0;
	for (size_t i = 0; i < s->item->n_materials; i++) {
		const char *name = s->item->materials[i].name;
		n += s->e.material_required[i];
		if (s->e.material_required[i] != among(name, words))
			WRONG(s, "%s is %s", name, s->e.material_required[i] ? "required" : "not required");
	}
	if (n == 0 && !among("-", words))
		WRONG(s, "no material is required");
}

static void want_visible(struct script *s, char **words, bool wanted)
{
	for (size_t i = 0; words[i]; i++) {
		if (s->e.visible[field_of(s, words[i])] != wanted)
			WRONG(s, "%s is %s", words[i], wanted ? "hidden" : "visible");
	}
}

static void want_finding(struct script *s, char **words, const char *rest)
{
	static const char *const severities[] = {"error", "warn", "info"};
	int field = text_equal(words[0], "-") ? -1 : (int)field_of(s, words[0]);
	for (size_t i = 0; i < s->e.n_findings; i++) {
		const struct finding *f = &s->e.findings[i];
		if (f->field == field && text_equal(severities[f->severity], words[1]) &&
			strstr(f->text, rest))
			return;
	}
	WRONG(s, "no finding %s %s %s", words[0], words[1], rest);
}

static void want_clear(struct script *s, char **words)
{
	for (size_t i = 0; i < s->e.n_findings; i++) {
		const struct finding *f = &s->e.findings[i];
		const char *name = f->field < 0 ? "-" : s->item->fields[f->field].name;
		if (f->field >= 0 && *s->draft.answers[f->field].value && among(name, words))
			WRONG(s, "%s: %s", name, f->text);
	}
}

static void want_number(struct script *s, const char *what, const char *wanted)
{
	size_t typed = 0;
	int64_t number;
	for (size_t i = 0; i < s->item->n_fields; i++)
		typed += s->e.visible[i] && s->draft.answers[i].origin == ORIGIN_TYPED;
	size_t has = text_equal(what, "shown") ? s->e.shown
		: text_equal(what, "typed")    ? typed
		: text_equal(what, "unexcused") ? s->e.unexcused
					       : s->e.errors;
	if (!text_number(wanted, 0, 1000, &number) || (size_t)number != has)
		WRONG(s, "%s: %zu", what, has);
}

static void want_truth(struct script *s, const char *what, int truth, const char *wanted)
{
	const char *is = truth < 0 ? "unknown" : truth ? "yes" : "no";
	if (!text_equal(is, wanted))
		WRONG(s, "%s: %s", what, is);
}

static void want_condition(struct script *s, char **words)
{
	for (size_t i = 0; i < s->item->n_prechecks; i++) {
		if (text_equal(s->item->prechecks[i].name, words[0])) {
			want_truth(s, words[0], s->e.conditions[i], words[1]);
			return;
		}
	}
	WRONG(s, "no condition %s", words[0]);
}

static void want_situation(struct script *s, const char *wanted)
{
	const char *is = s->e.situation < 0 ? "-" : s->item->situations[s->e.situation].name;
	if (!text_equal(is, wanted))
		WRONG(s, "situation: %s", is);
}

static void want_parts(struct script *s, const bool *has, char **words)
{
	for (size_t i = 0; i < s->item->n_parts; i++) {
		if (has[i] != among(s->item->parts[i].name, words))
			WRONG(s, "part %s: %s", s->item->parts[i].name, has[i] ? "yes" : "no");
	}
}

/* ---- the lines ---- */

static void close_case(struct script *s)
{
	if (s->judged)
		evaluation_release(&s->e);
	if (s->open)
		draft_release(&s->draft);
	for (size_t i = 0; i < s->n_rows; i++)
		record_release(&s->rows[i]);
	memset(s->rows, 0, sizeof(s->rows));
	s->n_rows = 0;
	s->open = s->judged = s->demo = false;
	s->n_asked = 0;
}

static void open_item(struct script *s, const char *name)
{
	char path[PATH_SIZE], file[80];
	struct buf messages;
	close_case(s);
	item_free(s->item);
	buf_init(&messages, 64 * 1024);
	text_format(file, sizeof(file), "forms/%s.ini", name);
	root(file, path);
	if (item_load(path, &s->item, &messages))
		fail_msg("%s", buf_text(&messages));
	buf_release(&messages);
}

static void open_case(struct script *s, const char *title)
{
	close_case(s);
	text_copy(s->title, sizeof(s->title), title);
	draft_init(&s->draft, s->item);
	s->open = true;
	s->cases++;
}

static size_t repeat_of(struct script *s, const char *name)
{
	int repeat = item_repeat(s->item, name);
	if (repeat < 0)
		WRONG(s, "no repeat %s", name);
	return (size_t)repeat;
}

/* A reason is given for a value, and that may have to be worked out first. */
static void excuse(struct script *s, char **words, const char *reason)
{
	struct evaluation e;
	assert_int_equal(draft_evaluate(&s->draft, s->today, &e), OK);
	evaluation_release(&e);
	draft_excuse(&s->draft, field_of(s, words[0]), words[1][0] - '1', reason);
}

static bool input(struct script *s, const char *word, char *rest, char **words)
{
	char why[WHY_SIZE] = "";
	const char *text = words[0] ? rest + strlen(words[0]) : rest;
	text += strspn(text, " ");
	if (text_equal(word, "item"))
		open_item(s, rest);
	else if (text_equal(word, "today"))
		assert_true(day_parse(rest, &s->today));
	else if (text_equal(word, "case"))
		open_case(s, rest);
	else if (text_equal(word, "row"))
		add_row(s, rest);
	else if (text_equal(word, "rows"))
		put(s, s->item->repeats[repeat_of(s, words[0])].count, text, ORIGIN_TYPED);
	else if (text_equal(word, "excuse"))
		excuse(s, words, strstr(text, " ") + 1);
	else if (text_equal(word, "demo"))
		stand(s, rest);
	else if (text_equal(word, "none"))
		draft_set(&s->draft, field_of(s, rest), &(struct answer){.declared_none = true,
								.origin = ORIGIN_TYPED});
	else if (text_equal(word, "type")) {
		if (key(s, words[0], text, why))
			WRONG(s, "%s", why);
	} else if (text_equal(word, "refuse")) {
		if (!key(s, words[0], text, why) || !*why)
			WRONG(s, "%s was taken", text);
	} else
		return false;
	return true;
}

static void judge(struct script *s, const char *word, const char *rest, char **words)
{
	const char *after = rest;
	if (!s->judged && s->demo)
		ask_city(s);
	if (!s->judged)
		settle(s);
	s->judged = true;
	for (int skip = 0; skip < 2; skip++) {
		after += strcspn(after, " ");
		after += strspn(after, " ");
	}
	if (text_equal(word, "value"))
		want_value(s, words, after);
	else if (text_equal(word, "empty"))
		assert_string_equal(s->draft.answers[field_of(s, words[0])].value, "");
	else if (text_equal(word, "visible") || text_equal(word, "hidden"))
		want_visible(s, words, text_equal(word, "visible"));
	else if (text_equal(word, "missing"))
		want_missing(s, words);
	else if (text_equal(word, "materials"))
		want_materials(s, words);
	else if (text_equal(word, "shown") || text_equal(word, "typed") || text_equal(word, "errors") ||
		text_equal(word, "unexcused"))
		want_number(s, word, rest);
	else if (text_equal(word, "finding"))
		want_finding(s, words, after);
	else if (text_equal(word, "clear"))
		want_clear(s, words);
	else if (text_equal(word, "eligible"))
		want_truth(s, word, s->e.eligible, rest);
	else if (text_equal(word, "trusted"))
		want_truth(s, word, s->e.trusted, rest);
	else if (text_equal(word, "condition"))
		want_condition(s, words);
	else if (text_equal(word, "situation"))
		want_situation(s, rest);
	else if (text_equal(word, "parts"))
		want_parts(s, s->e.part_wanted, words);
	else if (text_equal(word, "done"))
		want_parts(s, s->e.part_done, words);
	else
		WRONG(s, "unknown line %s", word);
}

static void run_line(struct script *s, char *line)
{
	char copy[LINE_MOST], word[20], *words[WORDS_MOST + 1] = {NULL}, *rest;
	size_t n = 0, len = strcspn(line, " ");
	text_copyn(word, sizeof(word), line, len);
	rest = line + len + strspn(line + len, " ");
	assert_true(text_copy(copy, sizeof(copy), rest));
	for (char *w = copy; *w && n < WORDS_MOST; n++) {
		words[n] = w;
		w += strcspn(w, " ");
		while (*w == ' ')
			*w++ = '\0';
	}
	if (!input(s, word, rest, words))
		judge(s, word, rest, words);
}

static void run_file(const char *name, int least)
{
	char path[PATH_SIZE], file[80];
	struct script s = {.file = name};
	struct buf text;
	text_format(file, sizeof(file), "tests/forms/%s.case", name);
	root(file, path);
	buf_init(&text, 256 * 1024);
	assert_int_equal(file_read(path, &text), OK);
	for (char *line = text.data; *line;) {
		size_t len = strcspn(line, "\n");
		char *next = line + len + (line[len] == '\n');
		line[len] = '\0';
		s.line++;
		if (*line && *line != '#')
			run_line(&s, line);
		line = next;
	}
	close_case(&s);
	item_free(s.item);
	buf_release(&text);
	assert_true(s.cases >= least);
}

static void golden(void **state)
{
	run_file(*state, CASES_LEAST);
}

/* Every item of forms/ has its cases. */
static size_t list_items(struct CMUnitTest tests[ITEMS_MOST])
{
	char forms[PATH_SIZE];
	size_t n = 0;
	DIR *folder = file_asset("forms", forms) == OK ? opendir(forms) : NULL;
	for (struct dirent *file; folder && (file = readdir(folder)) && n < ITEMS_MOST;) {
		char *name = mem_text(file->d_name), *end = strstr(name, ".ini");
		if (!end || end[4]) {
			mem_free_text(name);
			continue;
		}
		*end = '\0';
		tests[n++] = (struct CMUnitTest){
			.name = name, .test_func = golden, .initial_state = name};
	}
	if (folder)
		closedir(folder);
	return n;
}

static int open_tables(void **state)
{
	char path[PATH_SIZE];
	(void)state;
	if (i18n_start("zh") || file_asset("codes", path) || tables_open(path))
		return -1;
	return file_asset("demo/regions.tsv", path) || tables_add_demo(path);
}

static int close_tables(void **state)
{
	(void)state;
	form_city_close(&city);
	tables_close();
	return 0;
}

int main(void)
{
	static struct CMUnitTest tests[ITEMS_MOST];
	size_t n = list_items(tests);
	int failed = n ? _cmocka_run_group_tests("golden", tests, n, open_tables, close_tables) : 1;
	for (size_t i = 0; i < n; i++)
		mem_free_text(tests[i].initial_state);
	return failed;
}
