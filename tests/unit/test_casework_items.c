/* SPDX-License-Identifier: MIT
 *
 * Reads tests/forms/NAME.desk: an item file, the demo city and the desk together, answers in;
 * events, materials and documents out. Lines (# comments):
 *   item NAME                     forms/NAME.ini, for all cases that follow
 *   case TITLE
 *   who NUMBER | who nobody       whose case it is; his card was read
 *   here NUMBER                   somebody else's card was read at the counter
 *   say [PARTY/]RESOURCE | attribute=value | ...   what a department says instead of the city's
 *   silent RESOURCE...            these have not answered when the clerk goes on
 * then, at the form, once everybody has answered:
 *   type FIELD TEXT | none FIELD | clear FIELD | confirm FIELD (- all that wait for it)
 *   add REPEAT | drop REPEAT N    rows, N from 1
 *   excuse FIELD N TEXT           the reason for passing the field's check N
 *   paper MATERIAL seen|capture|defer|pledge
 *   offers FIELD VALUE...         what F4 offers, in its order, - nothing
 *   value FIELD ORIGIN TEXT | empty FIELD | needs FIELD... (to be keyed or confirmed, - none)
 *   picks WORD                    the item cannot be picked: the error without ERR_, small
 *   refused WORD                  the submit is: the same
 *   submit | withdraw
 * and of the casefile afterwards:
 *   states WORD...                passed through, in their order
 *   events KIND N                 exactly so many      asked N     questions that left, in all
 *   material NAME MARK [WAY]      documents NAME...    frozen, in their order
 *   document NAME TEXT            the text stands on it            without NAME TEXT
 *   due YYYY-MM-DD|-              applicant NAME       agent NAME
 * After each case the journal folds to what the desk shows; after all it verifies.
 */
#include <dirent.h>

#include "tests/unit/desk_matters.h"
#include "tests/unit/form_city.h"

enum { FILES_MOST = 100, WORDS_MOST = 40, LINE_MOST = 900, ROWS_MOST = 200, SAID_MOST = 60 };

struct script {
	const char *file;
	int line, cases;
	struct counter *c;
	char title[120], item[64], who[SUBJECT_SIZE], here[SUBJECT_SIZE];
	bool open, picked;
	char silent[16][16];
	size_t n_silent;
	char said_by[SAID_MOST][80]; /* with the party before it */
	char said[SAID_MOST][LINE_MOST];
	size_t n_said;
};

static struct form_city city;

#define WRONG(s, ...)                                                                              \
	do {                                                                                       \
		print_error("%s.desk:%d: case %s: ", (s)->file, (s)->line, (s)->title);            \
		print_error(__VA_ARGS__);                                                          \
		fail_msg(" ");                                                                     \
	} while (0)

/* ---- departments ---- */

static bool is_silent(const struct script *s, const char *resource)
{
	for (size_t i = 0; i < s->n_silent; i++)
		if (text_equal(s->silent[i], resource))
			return true;
	return false;
}

/* "owner.2/POP-01" of a question about who is owner.2 now. */
static bool speaks_of(const struct script *s, const char *tag, const struct ask *a)
{
	const char *slash = strchr(tag, '/');
	char party[80];

	if (!text_equal(slash ? slash + 1 : tag, a->resource->id))
		return false;
	const struct casefile *f = desk_case(s->c->desk);
	if (!slash)
		return text_equal(a->holder_id, f->subject);
	text_copyn(party, sizeof party, tag, (size_t)(slash - tag));
	int at = f->item ? item_party(f->item, party) : -1;
	return at >= 0 &&
	       text_equal(f->draft.answers[f->item->parties[at].id].value, a->holder_id);
}

static void trim(char *text)
{
	size_t n = strlen(text);

	while (n > 0 && text[n - 1] == ' ')
		text[--n] = '\0';
}

/* "attribute=value | attribute=value" */
static void read_row(struct script *s, const char *text, struct record *out)
{
	while (*text) {
		char name[64], value[LINE_MOST];
		text += strspn(text, " |");
		const char *equals = strchr(text, '=');
		if (!*text)
			break;
		if (!equals)
			WRONG(s, "attribute=value expected");
		size_t end = strcspn(equals + 1, "|");
		text_copyn(name, sizeof name, text, (size_t)(equals - text));
		text_copyn(value, sizeof value, equals + 1, end);
		trim(value);
		record_add(out, name, value);
		text = equals + 1 + end;
	}
	assert_int_equal(out->err, OK);
}

static void reply_to(struct script *s, struct ask *a)
{
	struct reply r = {.code = "0"};
	bool told = false;

	r.rows = mem_array(ROWS_MOST, sizeof *r.rows);
	for (size_t i = 0; i < s->n_said; i++) {
		if (!speaks_of(s, s->said_by[i], a))
			continue;
		told = true;
		if (*s->said[i])
			read_row(s, s->said[i], &r.rows[r.n_rows++]);
	}
	if (!told)
		r.n_rows = form_city_ask(
			&city, a->resource->id, a->holder_id, a->address, r.rows, ROWS_MOST);
	r.outcome = r.n_rows ? OUTCOME_FOUND : OUTCOME_NOTHING;
	buf_init(&r.body, 64);
	buf_adds(&r.body, "{}");
	finish(a, &r);
}

/* Until nothing is under way but what is silent. */
static void settle(struct script *s)
{
	for (bool more = true; more;) {
		more = false;
		tick(s->c);
		for (size_t i = 0; i < FLIGHT; i++) {
			struct ask *a = &departments.asks[i];
			if (!a->used || is_silent(s, a->resource->id))
				continue;
			reply_to(s, a);
			more = true;
		}
	}
}

/* ---- to the form ---- */

static size_t item_of(struct script *s)
{
	for (size_t i = 0; i < directory_size(s->c->directory); i++) {
		const struct item *item;
		assert_int_equal(directory_item(s->c->directory, i, &item), OK);
		if (text_equal(item->file, s->item))
			return i;
	}
	WRONG(s, "no item %s", s->item);
	return 0;
}

static void come(struct script *s)
{
	char why[WHY_SIZE] = "";
	enum err e = OK;

	if (s->open)
		return;
	s->open = true;
	if (text_equal(s->who, "nobody")) {
		e = desk_open_anonymous(s->c->desk, item_of(s));
		s->picked = !e;
	} else {
		e = desk_open_person(s->c->desk, s->who, PROOF_READER, why);
		if (!e)
			settle(s);
		if (!e && *s->here)
			e = desk_confirm_agent(s->c->desk, s->here, PROOF_READER, why);
		else if (!e)
			e = desk_confirm_identity(s->c->desk);
	}
	if (e)
		WRONG(s, "%s %s", err_name(e), why);
}

static enum err pick(struct script *s)
{
	come(s);
	enum err e = s->picked ? OK : desk_pick_item(s->c->desk, item_of(s), "again");
	if (!e)
		settle(s);
	s->picked = !e;
	return e;
}

/* ---- at the form ---- */

static size_t field_of(struct script *s, const char *name)
{
	int at = item_field(desk_case(s->c->desk)->item, name);

	if (at < 0)
		WRONG(s, "no field %s", name);
	return (size_t)at;
}

static size_t repeat_of(struct script *s, const char *name)
{
	int at = item_repeat(desk_case(s->c->desk)->item, name);

	if (at < 0)
		WRONG(s, "no repeat %s", name);
	return (size_t)at;
}

static size_t material_of(struct script *s, const char *name)
{
	int at = item_material(desk_case(s->c->desk)->item, name);

	if (at < 0)
		WRONG(s, "no material %s", name);
	return (size_t)at;
}

static const struct answer *answer_of(struct script *s, const char *name)
{
	return &desk_case(s->c->desk)->draft.answers[field_of(s, name)];
}

static enum err confirm(struct script *s, const char *name)
{
	const struct casefile *f = desk_case(s->c->desk);
	enum err e = OK;

	if (!text_equal(name, "-"))
		return desk_confirm(s->c->desk, field_of(s, name));
	for (size_t i = 0; !e && i < f->item->n_fields; i++)
		if (desk_evaluation(s->c->desk)->needed[i] && *f->draft.answers[i].value)
			e = desk_confirm(s->c->desk, i);
	return e;
}

static enum err paper(struct script *s, const char *name, const char *how)
{
	static const char *const words[] = {"", "seen", "capture", "defer", "pledge"};
	size_t choice = 1;

	while (choice < COUNT_OF(words) && !text_equal(words[choice], how))
		choice++;
	if (choice == COUNT_OF(words))
		WRONG(s, "no way %s", how);
	return desk_choose_material(
		s->c->desk, material_of(s, name), (enum material_choice)choice, 0);
}

/* ERR_INCOMPLETE: incomplete */
static bool called(enum err e, const char *word)
{
	const char *name = err_name(e);
	size_t i = 0;

	name += text_starts(name, "ERR_") ? 4 : 0;
	for (; name[i] && word[i]; i++)
		if (name[i] != word[i] && name[i] - 'A' + 'a' != word[i])
			return false;
	return name[i] == word[i];
}

static void tell_findings(struct script *s)
{
	const struct evaluation *e = desk_evaluation(s->c->desk);
	const struct casefile *f = desk_case(s->c->desk);

	for (size_t i = 0; e && i < e->n_findings; i++)
		if (e->findings[i].severity != SEVERITY_INFO && !e->findings[i].excuse)
			print_error("  %s: %s\n",
				e->findings[i].field < 0 ? "form"
					: f->item->fields[e->findings[i].field].name,
				e->findings[i].text);
	for (size_t i = 0; f->item && i < f->item->n_materials; i++)
		if (f->marks[i].mark == MARK_MISSING)
			print_error("  missing paper %s\n", f->item->materials[i].name);
}

static bool act(struct script *s, const char *word, char *rest, char **words)
{
	struct desk *d = s->c->desk;
	const char *text = words[0] ? rest + strlen(words[0]) : rest;
	char why[WHY_SIZE] = "";
	enum err e;
	int row;

	text += strspn(text, " ");
	if (text_equal(word, "type"))
		e = desk_answer(d, field_of(s, words[0]), text, why);
	else if (text_equal(word, "none"))
		e = desk_declare_none(d, field_of(s, words[0]));
	else if (text_equal(word, "clear"))
		e = desk_clear(d, field_of(s, words[0]));
	else if (text_equal(word, "confirm"))
		e = confirm(s, words[0]);
	else if (text_equal(word, "add"))
		e = desk_row_add(d, repeat_of(s, words[0]), &row);
	else if (text_equal(word, "drop"))
		e = desk_row_remove(d, repeat_of(s, words[0]), words[1][0] - '1');
	else if (text_equal(word, "excuse"))
		e = desk_excuse(d, field_of(s, words[0]), words[1][0] - '1', text + 2);
	else if (text_equal(word, "paper"))
		e = paper(s, words[0], words[1]);
	else if (text_equal(word, "submit"))
		e = desk_submit(d);
	else if (text_equal(word, "withdraw"))
		e = desk_withdraw(d, "改主意");
	else
		return false;
	if (e && text_equal(word, "submit"))
		tell_findings(s);
	if (e)
		WRONG(s, "%s %s: %s %s", word, rest, err_name(e), why);
	settle(s);
	return true;
}

/* ---- what must have come of it ---- */

static bool among(const char *name, char **words)
{
	for (size_t i = 0; words[i]; i++)
		if (text_equal(words[i], name))
			return true;
	return false;
}

static void want_value(struct script *s, char **words, const char *text)
{
	const struct answer *a = answer_of(s, words[0]);

	text += strlen(words[1]);
	text += strspn(text, " ");
	if (!text_equal(a->value, text) || !text_equal(origin_word(a->origin), words[1]))
		WRONG(s, "%s is \"%s\" (%s)", words[0], a->value, origin_word(a->origin));
}

static void want_needs(struct script *s, char **words)
{
	const struct casefile *f = desk_case(s->c->desk);

	for (size_t i = 0; i < f->item->n_fields; i++) {
		bool needs = desk_evaluation(s->c->desk)->needed[i];
		if (needs != among(f->item->fields[i].name, words))
			WRONG(s, "%s is %s", f->item->fields[i].name, needs ? "needed" : "not needed");
	}
}

static void want_offers(struct script *s, char **words)
{
	struct desk_offer offers[WORDS_MOST];
	size_t n = desk_offers(s->c->desk, field_of(s, words[0]), offers, WORDS_MOST);

	for (size_t i = 0; i < n; i++)
		if (!words[i + 1] || !text_equal(words[i + 1], offers[i].value))
			WRONG(s, "offers %s", offers[i].value);
	if (words[n + 1] && !text_equal(words[1], "-"))
		WRONG(s, "does not offer %s", words[n + 1]);
}

struct trail {
	char states[400];
	const char *kind;
	size_t n;
};

static enum err follow(const struct event *e, void *ctx)
{
	struct trail *t = ctx;
	size_t len = strlen(t->states);

	if (text_equal(e->kind, "STATE"))
		text_format(t->states + len, sizeof t->states - len, " %s",
			record_get(&e->body, "to"));
	t->n += text_equal(e->kind, t->kind);
	return OK;
}

static struct trail trail_of(struct script *s, const char *kind)
{
	struct trail t = {.states = "DRAFT", .kind = kind};

	assert_int_equal(journal_case(s->c->f->s, &desk_case(s->c->desk)->id, follow, &t), OK);
	return t;
}

static void want_material(struct script *s, char **words)
{
	static const char *const ways[] = {"shared", "licence", "earlier", "pledge", "defer",
		"original", "window", "generated"};
	const struct material_mark *m =
		&desk_case(s->c->desk)->marks[material_of(s, words[0])];
	const char *way = "-";

	for (size_t i = 0; i < COUNT_OF(ways); i++)
		if (m->way == 1u << i)
			way = ways[i];
	if (!text_equal(mark_word(m->mark), words[1]) || (words[2] && !text_equal(way, words[2])))
		WRONG(s, "%s is %s %s", words[0], mark_word(m->mark), way);
}

static void want_documents(struct script *s, const char *rest)
{
	const struct casefile *f = desk_case(s->c->desk);
	char list[LINE_MOST] = "";

	for (size_t i = 0; i < f->n_slips; i++) {
		size_t len = strlen(list);
		text_format(list + len, sizeof list - len, "%s%s", i ? " " : "",
			f->slips[i].document);
	}
	if (!text_equal(list, rest))
		WRONG(s, "documents %s", list);
}

static void want_text(struct script *s, const char *document, const char *text, bool there)
{
	const struct slip_kept *kept = casefile_slip(desk_case(s->c->desk), document);

	if (!kept)
		WRONG(s, "no %s", document);
	if ((strstr(kept->bytes, text) != NULL) != there)
		WRONG(s, "%s is %s the %s:\n%s", text, there ? "not on" : "on", document, kept->bytes);
}

static void want_number(struct script *s, const char *what, size_t is, const char *wanted)
{
	int64_t n;

	if (!text_number(wanted, 0, 100000, &n) || (size_t)n != is)
		WRONG(s, "%s: %zu", what, is);
}

static void want_due(struct script *s, const char *wanted)
{
	day_t due = desk_case(s->c->desk)->due;
	char day[11] = "-";

	if (due != DAY_NONE)
		day_format(due, day);
	if (!text_equal(day, wanted))
		WRONG(s, "due %s", day);
}

static void want(struct script *s, const char *word, const char *rest, char **words)
{
	const struct casefile *f = desk_case(s->c->desk);
	const char *text = words[0] ? rest + strlen(words[0]) : rest;

	text += strspn(text, " ");
	if (text_equal(word, "value"))
		want_value(s, words, text);
	else if (text_equal(word, "empty")) {
		if (*answer_of(s, rest)->value)
			WRONG(s, "%s is \"%s\"", rest, answer_of(s, rest)->value);
	} else if (text_equal(word, "needs"))
		want_needs(s, words);
	else if (text_equal(word, "offers"))
		want_offers(s, words);
	else if (text_equal(word, "refused")) {
		enum err e = desk_submit(s->c->desk);
		if (!called(e, rest))
			WRONG(s, "submit: %s", err_name(e));
	} else if (text_equal(word, "states")) {
		if (!text_equal(trail_of(s, "").states, rest))
			WRONG(s, "states %s", trail_of(s, "").states);
	} else if (text_equal(word, "events"))
		want_number(s, words[0], trail_of(s, words[0]).n, words[1]);
	else if (text_equal(word, "asked"))
		want_number(s, word, trail_of(s, "ASK").n, rest);
	else if (text_equal(word, "material"))
		want_material(s, words);
	else if (text_equal(word, "documents"))
		want_documents(s, rest);
	else if (text_equal(word, "document") || text_equal(word, "without"))
		want_text(s, words[0], text, text_equal(word, "document"));
	else if (text_equal(word, "due"))
		want_due(s, rest);
	else if (text_equal(word, "applicant") || text_equal(word, "agent")) {
		const char *is = text_equal(word, "agent") ? f->agent_name : f->applicant;
		if (!text_equal(is, rest))
			WRONG(s, "%s: %s", word, is);
	} else
		WRONG(s, "unknown line %s", word);
}

/* ---- the lines ---- */

static void close_case(struct script *s)
{
	if (s->open && desk_case(s->c->desk))
		replay_equals(s->c);
	desk_close(s->c->desk);
	told(s->c, "");
	s->open = s->picked = false;
	s->n_silent = s->n_said = 0;
	*s->who = *s->here = '\0';
}

static void remember(struct script *s, char *rest)
{
	size_t n = strcspn(rest, " ");

	assert_true(s->n_said < SAID_MOST);
	text_copyn(s->said_by[s->n_said], sizeof s->said_by[0], rest, n);
	text_copy(s->said[s->n_said++], LINE_MOST, rest + n + strspn(rest + n, " "));
}

static bool before(struct script *s, const char *word, char *rest, char **words)
{
	if (text_equal(word, "item")) {
		close_case(s);
		text_copy(s->item, sizeof s->item, rest);
	} else if (text_equal(word, "case")) {
		close_case(s);
		text_copy(s->title, sizeof s->title, rest);
		s->cases++;
	} else if (text_equal(word, "who"))
		text_copy(s->who, sizeof s->who, rest);
	else if (text_equal(word, "here"))
		text_copy(s->here, sizeof s->here, rest);
	else if (text_equal(word, "say"))
		remember(s, rest);
	else if (text_equal(word, "silent"))
		for (size_t i = 0; words[i]; i++)
			text_copy(s->silent[s->n_silent++], 16, words[i]);
	else if (text_equal(word, "picks")) {
		enum err e = pick(s);
		if (!called(e, rest))
			WRONG(s, "pick: %s", err_name(e));
	} else
		return false;
	return true;
}

static void run_line(struct script *s, char *line)
{
	char copy[LINE_MOST], word[20], *words[WORDS_MOST + 1] = {NULL}, *rest;
	size_t n = 0, len = strcspn(line, " ");

	text_copyn(word, sizeof word, line, len);
	rest = line + len + strspn(line + len, " ");
	assert_true(text_copy(copy, sizeof copy, rest));
	for (char *w = copy; *w && n < WORDS_MOST; n++) {
		words[n] = w;
		w += strcspn(w, " ");
		while (*w == ' ')
			*w++ = '\0';
	}
	if (before(s, word, rest, words))
		return;
	enum err e = s->picked ? OK : pick(s);
	if (e)
		WRONG(s, "pick: %s", err_name(e));
	if (!act(s, word, rest, words))
		want(s, word, rest, words);
}

struct file {
	char name[64];
	struct counter **c;
};

static void run_file(void **state)
{
	const struct file *file = *state;
	struct script s = {.file = file->name, .c = *file->c};
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf text;

	assert_int_equal(file_asset("forms", forms), OK);
	text_format(path, sizeof path, "%s/../tests/forms/%s.desk", forms, file->name);
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
	assert_true(s.cases > 0);
	buf_release(&text);
}

/* ---- the files ---- */

static struct file files[FILES_MOST];
static struct counter *counter;

/* Every item of forms/ is played. */
static size_t list(struct CMUnitTest *tests)
{
	char forms[PATH_SIZE];
	size_t n = 0;
	DIR *folder = file_asset("forms", forms) == OK ? opendir(forms) : NULL;

	for (struct dirent *f; folder && (f = readdir(folder)) && n < FILES_MOST;) {
		const char *end = strstr(f->d_name, ".ini");
		if (!end || end[4])
			continue;
		text_copyn(files[n].name, sizeof files[n].name, f->d_name, (size_t)(end - f->d_name));
		files[n].c = &counter;
		tests[n] = (struct CMUnitTest){
			.name = files[n].name, .test_func = run_file, .initial_state = &files[n]};
		n++;
	}
	if (folder)
		closedir(folder);
	return n;
}

static int open_all(void **state)
{
	(void)state;
	if (i18n_start("zh"))
		return -1;
	counter = counter_new(NULL);
	form_city_open(&city);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	form_city_close(&city);
	uint64_t wrong = findings(counter->f->s, true);
	counter_free(counter);
	return wrong ? -1 : 0;
}

int main(void)
{
	static struct CMUnitTest tests[FILES_MOST];
	size_t n = list(tests);

	return n ? _cmocka_run_group_tests("items", tests, n, open_all, close_all) : 1;
}
