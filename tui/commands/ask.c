/* SPDX-License-Identifier: MIT
 *
 * Whose data is asked for comes on standard input, never in argv. With --case the ask is an
 * event of that case before a byte leaves; with --test only this machine may be asked.
 */
#include "tui/commands/ask.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/grant.h"
#include "core/exchange/driver.h"
#include "core/exchange/json.h"
#include "core/store/scope.h"
#include "core/store/view.h"
#include "tui/commands/lines.h"
#include "tui/commands/station.h"
#include "tui/commands/views.h"

enum { GATE_MS = 2000, OUTPUT_BYTES = 4 << 20, MESSAGE_BYTES = 16 * 1024 };

struct question {
	struct station station;
	const char *resource, *item, *number, *catalog_path, *base, *subject, *name;
	bool test, help;
	struct view_case casefile; /* of --case */
	char catalog_file[PATH_SIZE];
	struct buf line;      /* the holder's number */
	struct record values; /* further lines: name=value */
	struct catalog *catalog;
	struct driver *driver;
	struct grants *grants;
	struct views *views;
	char why[ASK_TEXT];
};

struct result {
	const struct ask_request *request;
	struct buf json;
	enum outcome outcome;
	bool done;
};

static const char *usage(void)
{
	return _(
		"Usage: onetrip ask RESOURCE --item CODE (--case N | --test) --subject -\n"
		"         [--name -] [--catalog FILE] [--base URL] [--config FILE] [--as ID]\n"
		"         [--password-fd N]\n"
		"Puts one question to a department and prints its answer as one JSON object. The\n"
		"subject's number is the first line of standard input (with --name - the name is\n"
		"the second); further lines NAME=VALUE are what else the resource asks by.\n"
		"--case records the ask in that case first and needs a log-in (--as). --test asks\n"
		"only this machine; --base replaces the address of its exchange. Exit status: 0\n"
		"found or nothing there, 1 anything else, 2 usage.\n");
}

/* ---- what is asked ---- */

static bool take(struct question *q, int option)
{
	int64_t fd;

	switch (option) {
	case 'c':
		q->station.config = optarg;
		return true;
	case 'a':
		q->station.as = optarg;
		return true;
	case 'p':
		if (!text_number(optarg, 0, 1024, &fd))
			return false;
		q->station.secrets.fd = (int)fd;
		return true;
	case 'i':
		q->item = optarg;
		return true;
	case 'n':
		q->number = optarg;
		return true;
	case 'C':
		q->catalog_path = optarg;
		return true;
	case 'b':
		q->base = optarg;
		return true;
	case 's':
		q->subject = optarg;
		return true;
	case 'N':
		q->name = optarg;
		return true;
	case 't':
		return q->test = true;
	case 'h':
		return q->help = true;
	default:
		return false;
	}
}

static bool options(struct question *q, int argc, char **argv)
{
	static const struct option all[] = {{"config", required_argument, NULL, 'c'},
		{"as", required_argument, NULL, 'a'}, {"password-fd", required_argument, NULL, 'p'},
		{"item", required_argument, NULL, 'i'}, {"case", required_argument, NULL, 'n'},
		{"catalog", required_argument, NULL, 'C'}, {"base", required_argument, NULL, 'b'},
		{"subject", required_argument, NULL, 's'}, {"name", required_argument, NULL, 'N'},
		{"test", no_argument, NULL, 't'}, {"help", no_argument, NULL, 'h'}, {0}};
	int option;

	q->station.config = conf_where();
	q->station.secrets.fd = -1;
	optind = 1;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", all, NULL)) != -1) {
		if (!take(q, option))
			return false;
	}
	if (q->help)
		return true;
	if (optind != argc - 1 || !q->item || q->test == (q->number != NULL))
		return false;
	q->resource = argv[optind];
	return text_equal(q->subject, "-") && (!q->name || text_equal(q->name, "-"));
}

static enum err read_pair(struct question *q, char *line)
{
	char *equals = strchr(line, '=');

	if (!equals || equals == line)
		return ERR_INPUT;
	*equals = '\0';
	record_add(&q->values, line, equals + 1);
	return q->values.err;
}

/* The number, the name if it was announced, then name=value lines. */
static enum err read_input(struct question *q)
{
	struct buf line;
	enum err err = line_read(stdin, &q->line) && q->line.len > 0 ? q->line.err : ERR_INPUT;

	buf_init(&line, LINE_BYTES);
	if (!err && q->name) {
		if (line_read(stdin, &line) && line.len > 0)
			record_add(&q->values, "holder_name", line.data);
		err = record_get(&q->values, "holder_name") ? OK : ERR_INPUT;
	}
	while (!err && (buf_clear(&line), line_read(stdin, &line))) {
		if (line.len > 0)
			err = line.err ? line.err : read_pair(q, line.data);
	}
	buf_release(&line);
	if (err == ERR_INPUT)
		text_copy(q->why, sizeof(q->why),
			N_("Standard input is the subject's number, then NAME=VALUE lines"));
	return err;
}

static enum err open_catalog(struct question *q)
{
	struct buf messages;
	enum err err = OK;

	if (!q->catalog_path && q->test) {
		err = file_asset("catalog/demo.ini", q->catalog_file);
		q->catalog_path = q->catalog_file;
	} else if (!q->catalog_path) {
		q->catalog_path = conf_text(q->station.conf, "exchange", "catalog");
	}
	if (err)
		return err;
	buf_init(&messages, MESSAGE_BYTES);
	err = catalog_load(q->catalog_path, q->base, &q->catalog, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return err;
}

/* The case the ask is for; only an operator who may open a person's data gets there. */
static enum err open_case(struct question *q)
{
	struct station *s = &q->station;
	enum err err = station_open(s);

	if (!err)
		err = station_login(s);
	if (!err && !role_may(operator_current(s->store)->role, RIGHT_PERSON))
		err = ERR_DENIED;
	if (!err)
		err = views_start(s->store, &q->views);
	if (!err)
		err = view_by_number(s->store, q->number, &q->casefile);
	struct scope_place at = {q->casefile.department, q->casefile.item};
	return !err && !operator_may(s->store, RIGHT_PERSON, &at) ? ERR_DENIED : err;
}

static struct ask_request request_of(const struct question *q)
{
	const struct resource *r = catalog_find(q->catalog, q->resource);
	struct ask_request request = {
		.resource = r,
		.basis = {.item_code = q->item,
			.holder_id = buf_text(&q->line),
			.holder_name = record_get(&q->values, "holder_name")},
		.values = &q->values,
	};
	struct basis *b = &request.basis;

	b->ground = r && r->ground[0] ? r->ground : _("the applicant's own application");
	if (q->test) {
		b->operator_id = b->window = b->unit = b->case_number = "test";
		return request;
	}
	b->operator_id = q->station.as;
	b->window = conf_text(q->station.conf, "station", "window");
	b->unit = conf_text(q->station.conf, "hall", "code");
	if (!b->unit[0])
		b->unit = conf_text(q->station.conf, "hall", "name");
	b->case_number = q->casefile.number;
	return request;
}

static enum err record_ask(struct question *q, const struct ask_request *r, const struct ask *ask)
{
	struct record body = {0};
	struct entry entry = {.casefile = q->casefile.id, .kind = "ASK", .body = &body};
	enum err err;

	record_add(&body, "resource", r->resource->id);
	record_add(&body, "item", r->basis.item_code);
	record_add(&body, "basis", r->basis.ground);
	record_add(&body, "trace", ask_trace(ask));
	err = body.err;
	if (!err)
		err = journal_append_wait(q->station.store, &entry, 1, NULL, NULL, GATE_MS);
	record_release(&body);
	return err;
}

/* ---- the answer ---- */

static void put(struct buf *out, const char *name, const char *value)
{
	if (out->len > 0 && out->data[out->len - 1] != '{')
		buf_addc(out, ',');
	json_quote(out, name);
	buf_addc(out, ':');
	json_quote(out, value ? value : "");
}

static void put_rows(struct buf *out, const struct reply *reply)
{
	buf_adds(out, ",\"rows\":[");
	for (size_t i = 0; i < reply->n_rows; i++) {
		const struct record *row = &reply->rows[i];

		buf_adds(out, i > 0 ? ",{" : "{");
		for (size_t k = 0; k < row->n; k++)
			put(out, row->pairs[k].name, row->pairs[k].value);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void put_basis(struct buf *out, const struct basis *b)
{
	buf_adds(out, ",\"basis\":{");
	put(out, "operator", b->operator_id);
	put(out, "window", b->window);
	put(out, "unit", b->unit);
	put(out, "item", b->item_code);
	put(out, "case", b->case_number);
	put(out, "ground", b->ground);
	buf_addc(out, '}');
}

static void answered(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct result *result = ctx;
	struct buf *out = &result->json;
	char at[20];

	(void)ask;
	clock_format(reply->done_ms, at);
	buf_addc(out, '{');
	put(out, "verdict", outcome_word(reply->outcome));
	put(out, "code", reply->code);
	put(out, "text", reply->text[0] ? _(reply->text) : "");
	put(out, "says", _(outcome_text(reply->outcome)));
	put(out, "todo", *outcome_todo(reply->outcome) ? _(outcome_todo(reply->outcome)) : "");
	put_rows(out, reply);
	put(out, "origin", result->request->resource->origin->name);
	put(out, "at", at);
	put_basis(out, &result->request->basis);
	put(out, "trace", reply->trace);
	buf_adds(out, "}\n");
	result->outcome = reply->outcome;
	result->done = true;
}

static enum err put_question(struct question *q, struct result *result)
{
	struct ask_request request = request_of(q);
	struct ask *ask;
	enum err err = driver_new(&q->driver);

	result->request = &request;
	if (!err && !q->test) {
		driver_share(q->driver, q->station.store);
		driver_live(q->driver);
		q->grants = grants_new(q->station.store, q->catalog);
		driver_guard(q->driver, grants_guard, q->grants);
	}
	if (!err)
		err = ask_send(q->driver, &request, answered, result, &ask, q->why);
	if (!err && !q->test)
		err = record_ask(q, &request, ask);
	while (!err && !result->done)
		err = driver_wait(q->driver, NULL, 0, ASK_END_MS);
	if (!err) {
		fputs(buf_text(&result->json), stdout);
		err = lines_finish("ask") ? result->json.err : ERR_IO;
	}
	result->request = NULL;
	return err;
}

static int finish(struct question *q, enum err err, enum outcome outcome)
{
	bool good = outcome == OUTCOME_FOUND || outcome == OUTCOME_NOTHING;
	int status;

	driver_free(q->driver);
	grants_free(q->grants);
	catalog_free(q->catalog);
	views_end(q->views);
	buf_release(&q->line);
	record_release(&q->values);
	if (q->why[0]) {
		fprintf(stderr, "onetrip: ask: %s: %s\n", q->resource, _(q->why));
		station_close(&q->station);
		return FINDINGS;
	}
	status = station_end(&q->station, "ask", err);
	return status == GOOD && !good ? FINDINGS : status;
}

int command_ask(int argc, char **argv)
{
	struct question q = {0};
	struct result result = {0};
	enum err err;

	if (!options(&q, argc, argv)) {
		fputs(usage(), stderr);
		return USAGE;
	}
	if (q.help) {
		fputs(usage(), stdout);
		return GOOD;
	}
	buf_init(&q.line, LINE_BYTES);
	buf_init(&result.json, OUTPUT_BYTES);
	err = read_input(&q);
	if (!err && !q.test)
		err = open_case(&q);
	if (!err)
		err = open_catalog(&q);
	if (!err)
		err = put_question(&q, &result);
	buf_release(&result.json);
	return finish(&q, err, result.outcome);
}
