/* SPDX-License-Identifier: MIT
 *
 * What an X-Road provider tells of itself becomes drafts of a catalog: the documents of the
 * metadata protocol as exchange.md section 4 gives them, and the demo's own over a connection.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/demo/gateway.h"
#include "core/demo/server.h"
#include "core/exchange/answer.h"
#include "core/exchange/driver.h"
#include "core/exchange/xroad_survey.h"
#include "tui/commands/catalog.h"

static const struct gateway origin = {.name = "xroad", .base = "http://127.0.0.1:1",
	.dialect = &dialect_xroad, .client = DEMO_XROAD_CLIENT, .key = "", .secret_file = "",
	.ca_file = "", .pin = "", .client_cert = "", .client_key = "", .renew_key = "",
	.renew_sec = "", .rid = "", .prefix = "", .secret = ""};

static struct buf text_buf(const char *text)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_adds(&b, text);
	return b;
}

static void test_list(void **state)
{
	static const char list[] =
		"{\"service\":[{\"member_class\":\"GOV\",\"member_code\":\"1\",\"subsystem_code\":\"p\","
		"\"xroad_instance\":\"CS\",\"object_type\":\"SERVICE\",\"service_code\":\"person\","
		"\"service_type\":\"OPENAPI\",\"endpoint_list\":[{\"method\":\"GET\",\"path\":\"/all\"},"
		"{\"method\":\"POST\",\"path\":\"/\"},{\"method\":\"DELETE\",\"path\":\"/all\"},"
		"{\"method\":\"GET\",\"path\":\"/one/{id}\"}]},"
		"{\"service_code\":\"plain\",\"service_type\":\"REST\",\"endpoint_list\":[]}]}";
	static const char *const bad[] = {"", "[]", "{}", "{\"member\":[]}", "{\"service\":{}}", "<x/>"};
	struct pool pool = {0};
	struct xroad_service *s = NULL;
	struct buf b = text_buf(list);
	size_t n = 0;

	(void)state;
	assert_int_equal(xroad_services(&b, &pool, &s, &n), OK);
	buf_release(&b);
	assert_int_equal(n, 3);
	assert_string_equal(s[0].code, "person");
	assert_string_equal(s[0].method, "GET");
	assert_string_equal(s[0].path, "/all");
	assert_true(s[0].described);
	assert_string_equal(s[1].method, "POST");
	assert_string_equal(s[1].path, "");
	assert_string_equal(s[2].code, "plain");
	assert_string_equal(s[2].method, "POST");
	assert_false(s[2].described);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		b = text_buf(bad[i]);
		assert_int_equal(xroad_services(&b, &pool, &s, &n), ERR_SYNTAX);
		buf_release(&b);
	}
	pool_release(&pool);
}

static void draft_of(struct pool *p, const struct xroad_service *s, const char *description,
	struct resource *out)
{
	struct buf b = text_buf(description ? description : "");

	xroad_draft(p, &origin, "CS/GOV/1/p", s, description ? &b : NULL, out);
	buf_release(&b);
}

static void test_description(void **state)
{
	static const char description[] =
		"{\"openapi\":\"3.0.0\",\"paths\":{\"/\":{\"post\":{\"summary\":\"人口信息\",\"requestBody\":"
		"{\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Ask\"}}}},"
		"\"responses\":{\"200\":{\"content\":{\"application/json\":{\"schema\":"
		"{\"$ref\":\"#/components/schemas/Answer\"}}}}}}}},\"components\":{\"schemas\":{"
		"\"Ask\":{\"properties\":{\"certNo\":{\"type\":\"string\"},\"x y\":{}}},"
		"\"Answer\":{\"properties\":{\"code\":{\"type\":\"string\"},\"rows\":{\"type\":\"array\","
		"\"items\":{\"$ref\":\"#/components/schemas/Row\"}}}},"
		"\"Row\":{\"properties\":{\"xm\":{},\"certNo\":{},\"a.b\":{}}},"
		"\"Loop\":{\"$ref\":\"#/components/schemas/Loop\"}}}}";
	static const struct xroad_service s = {"person", "POST", "", true};
	static const struct xroad_service get = {"person-of-the-city", "GET", "/v1/all", true};
	struct pool pool = {0};
	struct resource r;

	(void)state;
	draft_of(&pool, &s, description, &r);
	assert_string_equal(r.id, "PERSON");
	assert_string_equal(r.name, "人口信息");
	assert_string_equal(r.service, "CS/GOV/1/p/person");
	assert_string_equal(r.rows, "$.rows");
	assert_int_equal(r.n_attributes, 2);
	assert_string_equal(r.attributes[0].name, "xm");
	assert_string_equal(r.attributes[1].name, "certno");
	assert_string_equal(r.attributes[1].path, "$.certNo");
	assert_int_equal(r.n_arguments, 1);
	assert_string_equal(r.arguments[0].name, "certNo");
	assert_string_equal(r.arguments[0].value, ":certno");
	draft_of(&pool, &get, "not a description", &r); /* what the list said */
	assert_string_equal(r.id, "THE-CITY-V1-ALL");
	assert_string_equal(r.method, "GET");
	assert_string_equal(r.path, "/v1/all");
	assert_int_equal(r.n_attributes, 0);
	draft_of(&pool, &s, "{\"paths\":{\"/\":{\"post\":{\"responses\":{\"200\":{\"content\":"
		"{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Loop\"}}}}}}}},"
		"\"components\":{\"schemas\":{\"Loop\":{\"$ref\":\"#/components/schemas/Loop\"}}}}", &r);
	assert_int_equal(r.n_attributes, 0);
	draft_of(&pool, &s, NULL, &r);
	assert_string_equal(r.name, "person");
	pool_release(&pool);
}

/* The same in YAML, under the type a provider likes: what comes out is what JSON would say. */
static void test_yaml(void **state)
{
	static const char yaml[] =
		"openapi: 3.0.0 # as most write it\n"
		"paths:\n"
		"  /:\n"
		"    post:\n"
		"      summary: 人口信息\n"
		"      description: |\n"
		"        two lines:\n"
		"        of words\n"
		"      responses:\n"
		"        '200':\n"
		"          content:\n"
		"            application/json:\n"
		"              schema: {$ref: '#/components/schemas/Answer'}\n"
		"components:\n"
		"  schemas:\n"
		"    Answer:\n"
		"      required: [rows]\n"
		"      properties:\n"
		"        rows:\n"
		"          type: array\n"
		"          items:\n"
		"            properties:\n"
		"              xm: {type: string}\n"
		"              certNo:\n"
		"                type: string\n";
	static const struct xroad_service s = {"person", "POST", "", true};
	struct pool pool = {0};
	struct net_answer got = {.status = 200, .content_type = "text/plain", .body = text_buf(yaml),
		.headers = text_buf("")};
	struct ask_request request = {.resource = xroad_question(&pool, &origin, "CS/GOV/1/p", "person")};
	struct reply reply = {0};
	struct resource r;

	(void)state;
	(void)answer_read(&request, &got, &reply);
	assert_int_equal(reply.outcome, OUTCOME_FOUND);
	xroad_draft(&pool, &origin, "CS/GOV/1/p", &s, &reply.body, &r);
	assert_string_equal(r.name, "人口信息");
	assert_string_equal(r.rows, "$.rows");
	assert_int_equal(r.n_attributes, 2);
	assert_string_equal(r.attributes[1].path, "$.certNo");
	reply_release(&reply);
	/* of data nobody takes it */
	struct resource data = *request.resource;
	data.yaml = false;
	request.resource = &data;
	(void)answer_read(&request, &got, &reply);
	assert_int_equal(reply.outcome, OUTCOME_BROKEN);
	reply_release(&reply);
	buf_release(&got.body);
	buf_release(&got.headers);
	pool_release(&pool);
}

/* ---- over a connection ---- */

static pid_t child;
static char base[SERVER_BASE_SIZE];

static void serve(int told)
{
	struct city *city = city_new(1);
	struct demo_server *server;
	ssize_t n;

	if (demo_server_start(city, "127.0.0.1:0", false, &server) != OK)
		_exit(1);
	text_copy(base, sizeof(base), demo_server_base(server));
	n = write(told, base, sizeof(base));
	while (n == (ssize_t)sizeof(base)) {
		struct pollfd p = {.fd = demo_server_fd(server), .events = POLLIN};

		poll(&p, 1, demo_server_timeout_ms(server));
		demo_server_turn(server);
	}
	_exit(1);
}

static int start(void **state)
{
	int told[2];

	(void)state;
	if (pipe(told))
		return -1;
	child = fork();
	if (child == 0)
		serve(told[1]);
	close(told[1]);
	return child > 0 && read(told[0], base, sizeof(base)) == (ssize_t)sizeof(base) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return 0;
}

struct heard {
	struct buf body;
	enum outcome outcome;
	bool done;
};

static void heard_done(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct heard *h = ctx;

	(void)ask;
	h->done = true;
	h->outcome = reply->outcome;
	buf_add(&h->body, buf_text(&reply->body), reply->body.len);
}

static void ask(struct driver *d, const struct resource *r, struct heard *h)
{
	struct ask_request request = {.resource = r, .basis = {.operator_id = "s", .window = "s",
		.unit = "s", .item_code = "catalog", .case_number = "catalog", .ground = "catalog"}};
	char why[ASK_TEXT];
	struct ask *a;

	*h = (struct heard){.done = false};
	buf_init(&h->body, SURVEY_CAP);
	assert_int_equal(ask_send(d, &request, heard_done, h, &a, why), OK);
	while (!h->done)
		assert_int_equal(driver_wait(d, NULL, 0, 1000), OK);
	if (h->outcome != OUTCOME_FOUND)
		fail_msg("%s: %s", r->name, outcome_word(h->outcome));
}

/* The draft of a service, completed with what only people can say, loads and can be asked. */
static void load_draft(struct gateway *here, const struct resource *draft)
{
	char path[] = "/tmp/onetrip-survey-XXXXXX";
	struct resource r = *draft;
	struct catalog *c = NULL;
	struct buf text, messages;
	int fd = mkstemp(path);

	buf_init(&text, 1 << 20);
	buf_init(&messages, 1 << 16);
	catalog_write_origin(here, &text);
	catalog_write_resource(&r, &text);
	close(fd);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	assert_int_equal(catalog_load(path, NULL, &c, &messages), ERR_SYNTAX);
	assert_non_null(strstr(buf_text(&messages), "needs its ground"));
	r.ground = "law";
	r.department = "公安";
	buf_clear(&text);
	catalog_write_origin(here, &text);
	catalog_write_resource(&r, &text);
	buf_clear(&messages);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	if (catalog_load(path, NULL, &c, &messages) != OK)
		fail_msg("%s%s", buf_text(&messages), buf_text(&text));
	assert_true(resource_has(catalog_find(c, "POP-01"), "xm"));
	catalog_free(c);
	unlink(path);
	buf_release(&text);
	buf_release(&messages);
}

static void test_demo(void **state)
{
	static const char provider[] = "CS/GOV/339900/hall";
	struct gateway here = origin;
	struct pool pool = {0};
	struct xroad_service *offered = NULL;
	struct resource draft;
	struct driver *d;
	struct heard h;
	size_t n = 0, fields = 0;

	(void)state;
	here.base = base;
	assert_int_equal(driver_new(&d), OK);
	ask(d, xroad_question(&pool, &here, provider, NULL), &h);
	assert_int_equal(xroad_services(&h.body, &pool, &offered, &n), OK);
	buf_release(&h.body);
	assert_true(n >= 30);
	for (size_t i = 0; i < n; i++) {
		ask(d, xroad_question(&pool, &here, provider, offered[i].code), &h);
		xroad_draft(&pool, &here, provider, &offered[i], &h.body, &draft);
		buf_release(&h.body);
		fields += draft.n_attributes > 0;
		if (strcmp(offered[i].code, "POP-01") == 0)
			load_draft(&here, &draft);
	}
	assert_true(fields * 2 > n); /* most have somebody among the demo's people */
	driver_free(d);
	pool_release(&pool);
}

/* The same as a command: its status, and what it printed. */
static int survey(const char *catalog, const char *from, const char *provider, struct buf *out)
{
	char words[5][100] = {"catalog", "--catalog", "", "survey", ""}, last[100] = "";
	char *argv[] = {words[0], words[1], words[2], words[3], words[4], last, NULL};
	FILE *f = tmpfile();
	int saved, status;
	char chunk[4096];
	size_t n;

	assert_non_null(f);
	text_copy(words[2], sizeof(words[2]), catalog);
	text_copy(words[4], sizeof(words[4]), from);
	text_copy(last, sizeof(last), provider ? provider : "");
	fflush(stdout);
	saved = dup(STDOUT_FILENO);
	assert_int_equal(dup2(fileno(f), STDOUT_FILENO), STDOUT_FILENO);
	status = command_catalog(provider ? 6 : 5, argv);
	fflush(stdout);
	assert_int_equal(dup2(saved, STDOUT_FILENO), STDOUT_FILENO);
	close(saved);
	rewind(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(out, chunk, n);
	fclose(f);
	return status;
}

static void test_command(void **state)
{
	char path[] = "/tmp/onetrip-survey-XXXXXX", text[300];
	int fd = mkstemp(path);
	struct buf out;

	(void)state;
	close(fd);
	buf_init(&out, 1 << 22);
	text_format(text, sizeof(text), "[origin xroad]\ndialect = xroad\nbase = \"%s\"\n"
		"client = \"" DEMO_XROAD_CLIENT "\"\n[origin other]\ndialect = openapi\n"
		"base = \"http://127.0.0.1:1\"\n", base);
	assert_int_equal(file_write(path, text, strlen(text)), OK);
	assert_int_equal(survey(path, "xroad", "CS/GOV/339900/hall", &out), 0);
	assert_non_null(strstr(buf_text(&out), "[resource pop-01]\n"));
	assert_non_null(strstr(buf_text(&out), "item.xm = \"$.xm\"\n"));
	assert_int_equal(survey(path, "xroad", "CS/GOV/339900/nobody", &out), 1);
	assert_int_equal(survey(path, "other", "CS/GOV/339900/hall", &out), 1); /* no X-Road */
	assert_int_equal(survey(path, "xroad", NULL, &out), 2);
	buf_release(&out);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_description),
		cmocka_unit_test(test_yaml),
		cmocka_unit_test_setup_teardown(test_demo, start, stop),
		cmocka_unit_test_setup_teardown(test_command, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
