/* SPDX-License-Identifier: MIT
 *
 * What must hold: an expression stays an expression. It is compiled as "SELECT (expression\n)";
 * a scan of our own makes sure that the bracket closes where we closed it, the authorizer lets
 * exactly one SELECT and the listed functions through, and limits and a step budget end
 * everything else. The connection has no table, no file and no extension.
 */
#include "core/form/rule.h"

#include <sqlite3.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/rule_functions.h"

enum { PARAMETER_TODAY = -2, STEP_OPCODES = 100, STEP_BUDGET = 100 };

static const char rule_head[] = "SELECT (", rule_tail[] = "\n)";
enum { RULE_HEAD = sizeof(rule_head) - 1 };

struct rule {
	sqlite3_stmt *statement;
	int parameters[RULE_PARAMETERS]; /* field or PARAMETER_TODAY */
	int n_parameters;
	int fields[RULE_PARAMETERS];     /* the same, and the columns of row_*() */
	size_t n_fields, n_named;        /* the named ones stand first */
	struct rule_names names[RULE_PARAMETERS];
	size_t n_names;
};

struct ruleset {
	sqlite3 *db;
	struct rule *rules[RULE_MAX];
	int n;
	int selects;	  /* seen by the authorizer in the statement being compiled */
	char refused[64]; /* the function it refused */
	int steps;
	day_t today;
	sqlite3_stmt *open; /* holds the text of the last result */
	const struct rule_source *source; /* of the run under way */
	struct rule_patterns patterns;
	struct rule_binding {
		struct ruleset *rules;
		const struct rule_function *function;
	} bindings[24];
};

static const struct {
	int id, value;
} limits[] = {
	{SQLITE_LIMIT_LENGTH, 64 * 1024},
	{SQLITE_LIMIT_SQL_LENGTH, RULE_TEXT},
	{SQLITE_LIMIT_EXPR_DEPTH, 40},
	{SQLITE_LIMIT_VDBE_OP, 5000},
	{SQLITE_LIMIT_COMPOUND_SELECT, 2},
	{SQLITE_LIMIT_FUNCTION_ARG, 8},
	{SQLITE_LIMIT_ATTACHED, 0},
	{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
	{SQLITE_LIMIT_VARIABLE_NUMBER, RULE_PARAMETERS},
	{SQLITE_LIMIT_TRIGGER_DEPTH, 0},
	{SQLITE_LIMIT_WORKER_THREADS, 0},
};

static const struct {
	int option, value;
} settings[] = {
	{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	{SQLITE_DBCONFIG_DEFENSIVE, 1},
	{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	{SQLITE_DBCONFIG_DQS_DML, 0},
	{SQLITE_DBCONFIG_DQS_DDL, 0},
	{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
	{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
};

static int authorize(void *ctx, int action, const char *first, const char *second,
	const char *database, const char *trigger)
{
	(void)first, (void)database, (void)trigger;
	struct ruleset *r = ctx;
	if (action == SQLITE_SELECT && r->selects++ == 0)
		return SQLITE_OK;
	if (action == SQLITE_FUNCTION && rule_function_allowed(second))
		return SQLITE_OK;
	if (action == SQLITE_FUNCTION)
		text_copy(r->refused, sizeof(r->refused), second);
	return SQLITE_DENY;
}

static int count_step(void *ctx)
{
	struct ruleset *r = ctx;
	return ++r->steps > STEP_BUDGET;
}

static void call_function(sqlite3_context *context, int n, sqlite3_value **values)
{
	const struct rule_binding *binding = sqlite3_user_data(context);
	struct rule_call call = {
		.today = binding->rules->today, .patterns = &binding->rules->patterns,
		.source = binding->rules->source};
	struct rule_result result = {.kind = RESULT_NULL};
	for (int i = 0; i < n; i++) {
		call.arguments[i] = (const char *)sqlite3_value_text(values[i]);
		if (!call.arguments[i])
			return;
	}
	binding->function->call(&call, &result);
	if (result.kind == RESULT_INTEGER)
		sqlite3_result_int64(context, result.integer);
	else if (result.kind == RESULT_TEXT)
		sqlite3_result_text(context, result.text, -1, SQLITE_TRANSIENT);
	else if (result.kind == RESULT_ERROR)
		sqlite3_result_error(context, result.text, -1);
}

static bool add_functions(struct ruleset *r)
{
	const struct rule_function *list;
	size_t n = rule_functions(&list);
	if (n > COUNT_OF(r->bindings))
		BUG("more rule functions than bindings");
	for (size_t i = 0; i < n; i++) {
		r->bindings[i] = (struct rule_binding){r, &list[i]};
		if (sqlite3_create_function_v2(r->db, list[i].name, list[i].arguments,
			    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, &r->bindings[i],
			    call_function, NULL, NULL, NULL))
			return false;
	}
	/* With one argument these two are aggregates: taken away. */
	return !sqlite3_create_function_v2(
		       r->db, "max", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL) &&
	       !sqlite3_create_function_v2(
		       r->db, "min", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
}

static bool open_sandbox(struct ruleset *r)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* core/store/db.c says why */
	if (sqlite3_open_v2(":memory:", &r->db,
		    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
			    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
		    NULL))
		return false;
	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		if (sqlite3_db_config(r->db, settings[i].option, settings[i].value, NULL))
			return false;
	}
	if (!add_functions(r) || sqlite3_set_authorizer(r->db, authorize, r))
		return false;
	sqlite3_progress_handler(r->db, STEP_OPCODES, count_step, r);
	for (size_t i = 0; i < COUNT_OF(limits); i++)
		sqlite3_limit(r->db, limits[i].id, limits[i].value);
	return true;
}

struct ruleset *ruleset_new(void)
{
	struct ruleset *r = mem_new(sizeof(*r));
	if (!open_sandbox(r))
		BUG("the rule sandbox does not open");
	return r;
}

void ruleset_free(struct ruleset *r)
{
	if (!r)
		return;
	for (int i = 0; i < r->n; i++) {
		sqlite3_finalize(r->rules[i]->statement);
		mem_free(r->rules[i]);
	}
	sqlite3_close(r->db);
	rule_patterns_release(&r->patterns);
	mem_free(r);
}

/* The first byte that cannot stand in an expression, with the reason; NULL when there is none.
 * Text in '' may hold anything. */
static const char *scan(const char *text, const char **reason)
{
	int depth = 0;
	for (const char *c = text; *c; c++) {
		*reason = NULL;
		if (*c == '\'') {
			c = strchr(c + 1, '\'');
			*reason = N_("a text in '' is not closed");
			if (!c)
				return text + strlen(text);
			*reason = NULL;
		} else if (*c == '(') {
			depth++;
		} else if (*c == ')' && --depth < 0) {
			*reason = N_("this bracket closes nothing");
		} else if (*c == ';') {
			*reason = N_("a rule is one expression, without ';'");
		} else if (*c == '"' || *c == '`' || *c == '[') {
			*reason = N_("a rule has no quoted names; texts stand in ''");
		} else if ((c[0] == '-' && c[1] == '-') || (c[0] == '/' && c[1] == '*')) {
			*reason = N_("a rule has no comments");
		}
		if (*reason)
			return c;
	}
	*reason = N_("a bracket is not closed");
	return depth > 0 ? text + strlen(text) : NULL;
}

static size_t characters(const char *text, size_t bytes)
{
	size_t n = 0;
	for (size_t i = 0; i < bytes && text[i]; i++)
		n += ((unsigned char)text[i] & 0xC0) != 0x80;
	return n;
}

static void say_at(struct buf *message, const char *expression, size_t byte, const char *what)
{
	if (byte >= strlen(expression))
		buf_addf(message, _("at the end of the expression: %s"), what);
	else
		buf_addf(message, _("at character %zu of the expression: %s"),
			characters(expression, byte) + 1, what);
}

static void say_refused(struct ruleset *r, struct buf *message)
{
	if (!r->refused[0]) {
		buf_adds(message, _("a rule has no tables and no SELECT"));
		return;
	}
	buf_addf(message, _("%s() is not a function of rules"), r->refused);
	const char *nearest = rule_function_nearest(r->refused);
	if (nearest)
		buf_addf(message, _("; did you mean %s()?"), nearest);
}

static void say_failed(struct ruleset *r, const char *expression, int rc, struct buf *message)
{
	static const char column[] = "no such column: ", function[] = "no such function: ";
	const char *what = sqlite3_errmsg(r->db);
	int offset = sqlite3_error_offset(r->db);
	size_t at = offset < RULE_HEAD ? strlen(expression) : (size_t)offset - RULE_HEAD;
	if (rc == SQLITE_AUTH || r->refused[0]) {
		say_refused(r, message);
	} else if (text_starts(what, function)) {
		text_copy(r->refused, sizeof(r->refused), what + sizeof(function) - 1);
		say_refused(r, message);
	} else if (text_starts(what, column)) {
		what += sizeof(column) - 1;
		buf_addf(message, _("%s is not known; a field is written :%s, a text '%s'"), what,
			what, what);
	} else if (text_equal(what, "row value misused")) {
		buf_adds(message, _("a rule is one expression"));
	} else {
		/* the bracket SQLite stumbles over at the end is ours */
		bool early = at >= strlen(expression) && text_starts(what, "near \")\"");
		say_at(message, expression, at, early ? _("something is missing") : what);
	}
}

static enum err bind_names(
	struct rule *rule, rule_resolver resolve, const void *ctx, struct buf *message)
{
	rule->n_parameters = sqlite3_bind_parameter_count(rule->statement);
	for (int i = 0; i < rule->n_parameters; i++) {
		const char *name = sqlite3_bind_parameter_name(rule->statement, i + 1);
		if (!name || name[0] != ':') {
			buf_addf(message, _("%s is not known; a field is written :name"),
				name ? name : "?");
			return ERR_SYNTAX;
		}
		int field = text_equal(name, ":today") ? PARAMETER_TODAY : resolve(ctx, name + 1);
		if (field == -1) {
			buf_addf(message, _("there is no field %s"), name + 1);
			return ERR_SYNTAX;
		}
		rule->parameters[i] = field;
		if (field != PARAMETER_TODAY)
			rule->fields[rule->n_fields++] = field; /* names differ, so do fields */
	}
	return OK;
}

static enum err add_read(struct rule *rule, int field, struct buf *message)
{
	for (size_t i = 0; i < rule->n_fields; i++) {
		if (rule->fields[i] == field)
			return OK;
	}
	if (rule->n_fields == RULE_PARAMETERS) {
		buf_addf(message, _("a rule reads at most %d fields"), RULE_PARAMETERS);
		return ERR_LIMIT;
	}
	rule->fields[rule->n_fields++] = field;
	return OK;
}

/* A text 'name' as the next argument; moves behind it. False when it is anything else. */
static bool take_name(const char **at, char *name, size_t size)
{
	const char *c = *at + strspn(*at, " \t\n(,");
	const char *end = *c == '\'' ? strchr(c + 1, '\'') : NULL;
	if (!end)
		return false;
	text_copyn(name, size, c + 1, (size_t)(end - c) - 1);
	*at = end + 1;
	return strchr(",)", end[1 + strspn(end + 1, " \t\n")]) != NULL; /* and nothing joined to it */
}

/* Keeps which repeat and column one name of a row_*() adds to. */
static enum err add_name(struct rule *rule, int repeat, int column, struct buf *message)
{
	if (rule->n_names == RULE_PARAMETERS) {
		buf_addf(message, _("a rule reads at most %d fields"), RULE_PARAMETERS);
		return ERR_LIMIT;
	}
	rule->names[rule->n_names++] = (struct rule_names){repeat, column};
	return OK;
}

/* One row_*() of the expression: `names` texts behind its name. */
static enum err bind_call(struct rule *rule, const char *call, size_t len, int names,
	rule_resolver resolve, const void *ctx, struct buf *message)
{
	const char *at = call + len;
	int repeat = -1;
	for (int i = 0; i < names; i++) {
		char name[64];
		if (!take_name(&at, name, sizeof(name))) {
			buf_addf(message, _("%.*s() takes names as texts: 'name'"), (int)len, call);
			return ERR_SYNTAX;
		}
		int field = resolve(ctx, name);
		if (field < 0) {
			buf_addf(message, _("there is no field %s"), name);
			return ERR_SYNTAX;
		}
		enum err err = add_read(rule, field, message);
		if (!err && (i > 0 || names == 1))
			err = add_name(rule, i ? repeat : field, i ? field : -1, message);
		if (err)
			return err;
		repeat = i ? repeat : field;
	}
	return OK;
}

/* The columns that row_*() functions name count as read. Their names are texts, so that they are
 * known before anything runs. */
static enum err bind_columns(struct rule *rule, const char *expression, rule_resolver resolve,
	const void *ctx, struct buf *message)
{
	for (const char *c = expression; (c = strstr(c, "row_"));) {
		size_t len = strspn(c, "abcdefghijklmnopqrstuvwxyz_");
		int names = c > expression && c[-1] == ':' ? 0 : rule_function_names(c, len);
		enum err err = bind_call(rule, c, len, names, resolve, ctx, message);
		if (err)
			return err;
		c += len;
	}
	return OK;
}

static enum err compile(
	struct ruleset *r, const char *expression, struct rule *rule, struct buf *message)
{
	const char *reason, *tail;
	const char *bad = scan(expression, &reason);
	if (bad) {
		say_at(message, expression, (size_t)(bad - expression), _(reason));
		return ERR_SYNTAX;
	}
	char sql[RULE_TEXT + 1];
	if (!text_format(sql, sizeof(sql), "%s%s%s", rule_head, expression, rule_tail)) {
		buf_addf(message, _("the expression is longer than %d bytes"), RULE_TEXT);
		return ERR_SYNTAX;
	}
	r->selects = 0;
	r->refused[0] = '\0';
	int rc = sqlite3_prepare_v3(
		r->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &rule->statement, &tail);
	if (rc) {
		say_failed(r, expression, rc, message);
		return ERR_SYNTAX;
	}
	if (*tail || sqlite3_column_count(rule->statement) != 1 ||
		!sqlite3_stmt_readonly(rule->statement)) {
		buf_adds(message, _("a rule is one expression"));
		return ERR_SYNTAX;
	}
	return OK;
}

enum err ruleset_add(struct ruleset *r, const char *expression, rule_resolver resolve,
	const void *ctx, int *index, struct buf *message)
{
	if (r->n == RULE_MAX) {
		buf_addf(message, _("there are more than %d rules"), RULE_MAX);
		return ERR_LIMIT;
	}
	struct rule *rule = mem_new(sizeof(*rule));
	enum err err = compile(r, expression, rule, message);
	if (!err)
		err = bind_names(rule, resolve, ctx, message);
	rule->n_named = rule->n_fields;
	if (!err)
		err = bind_columns(rule, expression, resolve, ctx, message);
	if (err) {
		sqlite3_finalize(rule->statement);
		mem_free(rule);
		return err;
	}
	*index = r->n;
	r->rules[r->n++] = rule;
	return OK;
}

int ruleset_size(const struct ruleset *r)
{
	return r->n;
}

size_t ruleset_reads(const struct ruleset *r, int index, const int **fields)
{
	*fields = r->rules[index]->fields;
	return r->rules[index]->n_fields;
}

size_t ruleset_names(const struct ruleset *r, int index, const struct rule_names **names)
{
	*names = r->rules[index]->names;
	return r->rules[index]->n_names;
}

size_t ruleset_parameters(const struct ruleset *r, int index, const int **fields)
{
	*fields = r->rules[index]->fields;
	return r->rules[index]->n_named;
}

static enum err failure(int rc)
{
	switch (rc & 0xFF) {
	case SQLITE_NOMEM:
		return ERR_NOMEM;
	case SQLITE_TOOBIG:
	case SQLITE_INTERRUPT:
		return ERR_LIMIT;
	default:
		return ERR_SYNTAX;
	}
}

/* Bound texts are not copied: they outlive the step, and the result is read before they change. */
static enum err bind_values(struct ruleset *r, struct rule *rule, const struct rule_source *source)
{
	char today[11];
	for (int i = 0; i < rule->n_parameters; i++) {
		int rc;
		if (rule->parameters[i] == PARAMETER_TODAY) {
			day_format(r->today, today);
			rc = sqlite3_bind_text(rule->statement, i + 1, today, -1, SQLITE_TRANSIENT);
		} else {
			struct rule_value v = source->read(source->ctx, rule->parameters[i]);
			rc = v.null	? sqlite3_bind_null(rule->statement, i + 1)
			     : v.number ? sqlite3_bind_int64(rule->statement, i + 1, v.integer)
					: sqlite3_bind_text(rule->statement, i + 1, v.text, -1,
						  SQLITE_STATIC);
		}
		if (rc)
			return failure(rc);
	}
	return OK;
}

/* A fraction becomes the nearest whole number: answers are never REAL. */
static void take(sqlite3_stmt *statement, struct rule_value *out)
{
	*out = (struct rule_value){.null = true, .text = ""};
	int type = sqlite3_column_type(statement, 0);
	double real = sqlite3_column_double(statement, 0);
	if (type == SQLITE_INTEGER) {
		out->integer = sqlite3_column_int64(statement, 0);
	} else if (type == SQLITE_FLOAT && real > -9e15 && real < 9e15) {
		out->integer = (int64_t)(real < 0 ? real - 0.5 : real + 0.5);
	} else if (type != SQLITE_TEXT) {
		return;
	}
	out->null = false;
	out->number = type != SQLITE_TEXT;
	if (type == SQLITE_TEXT)
		out->text = (const char *)sqlite3_column_text(statement, 0);
}

enum err ruleset_run(struct ruleset *r, int index, day_t today, const struct rule_source *source,
	struct rule_value *out)
{
	struct rule *rule = r->rules[index];
	if (r->open)
		sqlite3_reset(r->open);
	r->open = rule->statement;
	r->today = today;
	r->steps = 0;
	r->source = source;
	enum err err = bind_values(r, rule, source);
	if (err)
		return err;
	int rc = sqlite3_step(rule->statement);
	r->source = NULL;
	if (rc != SQLITE_ROW)
		return failure(rc);
	take(rule->statement, out);
	return OK;
}

bool rule_true(const struct rule_value *v)
{
	int64_t number = 0;
	if (v->null)
		return false;
	if (v->number)
		return v->integer != 0;
	return text_number(v->text, INT64_MIN, INT64_MAX, &number) && number != 0;
}
