/* SPDX-License-Identifier: MIT
 *
 * INSTALL as its reader uses it: every INI on its pages loads, is of the dialect its page is about,
 * and makes a question that can be sent.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "core/exchange/probe.h"
#include "core/exchange/wire.h"

enum { PAGES_MAX = 20, PAGE_BYTES = 16 * 1024, INSTALL_BYTES = 256 * 1024, INDENT = 7 };

struct ini_page {
	char title[40];              /* "5.2 zjgw" */
	struct buf text;
};

static struct ini_page pages[PAGES_MAX];
static size_t n_pages;

/* "5.2 zjgw: the gateway ..." */
static bool is_title(const char *line)
{
	return line[0] == '5' && line[1] == '.' && line[2] >= '1' && line[2] <= '9' && strchr(line, ':');
}

static bool is_section(const char *line)
{
	return strncmp(line, "       [", INDENT + 1) == 0;
}

static void begin_page(const char *line)
{
	struct ini_page *p = &pages[n_pages++];

	assert_true(n_pages <= PAGES_MAX);
	text_copyn(p->title, sizeof p->title, line, strcspn(line, ":"));
	buf_init(&p->text, PAGE_BYTES);
}

/* Indented lines from the first section of a page on; a line of text ends them. */
static void take_line(const char *line, bool *inside)
{
	if (is_title(line))
		begin_page(line);
	if (is_section(line))
		*inside = true;
	else if (*line && strspn(line, " ") < INDENT)
		*inside = false;
	if (*inside && n_pages)
		buf_addf(&pages[n_pages - 1].text, "%s\n", line + (*line ? INDENT : 0));
}

static int read_install(void **state)
{
	struct buf text;
	bool inside = false;

	(void)state;
	buf_init(&text, INSTALL_BYTES);
	if (file_read("INSTALL", &text) != OK)
		return -1;
	for (char *line = text.data, *end; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		take_line(line, &inside);
	}
	buf_release(&text);
	return 0;
}

static int release(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_pages; i++)
		buf_release(&pages[i].text);
	return 0;
}

static struct catalog *load(const struct ini_page *p)
{
	char path[] = "/tmp/onetrip-install-XXXXXX";
	struct catalog *c = NULL;
	struct buf messages;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	buf_init(&messages, PAGE_BYTES);
	assert_int_equal(file_write(path, buf_text(&p->text), p->text.len), OK);
	if (catalog_load(path, NULL, &c, &messages))
		fail_msg("%s:\n%s%s", p->title, buf_text(&messages), buf_text(&p->text));
	unlink(path);
	buf_release(&messages);
	return c;
}

/* What goes out has the basis, and nobody's number in its address. */
static void builds(const struct resource *r)
{
	static const struct basis who = {.operator_id = "1024", .window = "A03", .unit = "hall",
		.item_code = "330700101001", .case_number = "260316-A03-001"};
	struct credential credential = {.root = "root", .secret = "secret"};
	struct stamp at = {.now_ms = 1700000000000, .trace = "0123456789abcdef0123456789abcdef", .page = 1};
	struct wire wire;
	struct probe p;

	probe_make(r, &who, &p);
	wire_init(&wire);
	assert_int_equal(r->origin->dialect->build(&p.request, &credential, &at, &wire), OK);
	assert_true(text_starts(buf_text(&wire.url), r->origin->base));
	assert_null(strstr(buf_text(&wire.url), PROBE_CITIZEN));
	wire_release(&wire);
	probe_release(&p);
}

static void test_every_page(void **state)
{
	(void)state;
	assert_int_equal(n_pages, dialect_count());
	for (size_t i = 0; i < n_pages; i++) {
		struct catalog *c = load(&pages[i]);
		assert_int_equal(c->n_origins, 1);
		assert_int_equal(c->n_resources, 1);
		assert_non_null(strstr(pages[i].title, c->origins[0].dialect->name));
		assert_true(text_starts(c->origins[0].base, "https://"));
		builds(&c->resources[0]);
		catalog_free(c);
	}
}

/* Together they are one hall's catalog; what may be asked twice can be probed. */
static void test_all_together(void **state)
{
	struct ini_page all = {.title = "all pages"};
	size_t probed = 0;

	(void)state;
	buf_init(&all.text, INSTALL_BYTES);
	for (size_t i = 0; i < n_pages; i++)
		buf_adds(&all.text, buf_text(&pages[i].text));
	struct catalog *c = load(&all);
	assert_int_equal(c->n_resources, n_pages);
	for (size_t i = 0; i < c->n_resources; i++) {
		const struct resource *r = &c->resources[i];
		probed += probe_pick(c, r->origin->name, r->department) == r;
	}
	assert_int_equal(probed, n_pages - 1); /* the ticket works once */
	catalog_free(c);
	buf_release(&all.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_page),
		cmocka_unit_test(test_all_together),
	};

	return cmocka_run_group_tests(tests, read_install, release);
}
