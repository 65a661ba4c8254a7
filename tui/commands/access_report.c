/* SPDX-License-Identifier: MIT
 *
 * What must hold: a number is never an argument, for every user of the machine may read those; it is
 * entered that the report was read before a line of it is printed.
 */
#include "tui/commands/access_report.h"

#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/papers/access.h"
#include "core/exchange/catalog.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/tables.h"
#include "core/store/scope.h"
#include "tui/commands/lines.h"
#include "tui/commands/station.h"
#include "tui/commands/tables.h"

#define DEMO_HALL "演示市政务服务中心"

enum { STEP_EVENTS = 1000 };

/* A person's or a firm's, in the form it has in the journal. */
static enum err read_number(char out[SUBJECT_SIZE])
{
	struct buf line;
	struct identity id;
	struct credit_code code;
	enum err e = OK;

	buf_init(&line, LINE_BYTES);
	if (!line_read(stdin, &line) || line.err)
		e = ERR_INPUT;
	identity_check(buf_text(&line), line.len, clock_today(), &id);
	credit_code_check(buf_text(&line), line.len, &code);
	if (!e && id.verdict.grade != GRADE_BAD)
		e = text_copy(out, SUBJECT_SIZE, id.normal) ? OK : ERR_INPUT;
	else if (!e && code.verdict.grade != GRADE_BAD)
		e = text_copy(out, SUBJECT_SIZE, code.normal) ? OK : ERR_INPUT;
	else
		e = ERR_INPUT;
	buf_release(&line);
	mem_wipe(&id, sizeof id);
	return e;
}

static enum err search(struct station *s, const char *number, struct access_search **out)
{
	char subject[SUBJECT_SIZE] = "";
	struct view_case v = {0};
	bool done = false;
	enum err e = number ? view_by_number(s->store, number, &v) : read_number(subject);

	struct scope_place at = {v.department, v.item};
	if (!e && number && !operator_may(s->store, RIGHT_WATCH, &at))
		e = ERR_DENIED;
	if (e)
		return e;
	*out = access_search_new(s->store, number ? NULL : subject, &v.id);
	access_search_within(*out, RIGHT_WATCH);
	while (!e && !done)
		e = access_search_step(*out, STEP_EVENTS, &done);
	mem_wipe(subject, sizeof subject);
	return e;
}

static enum err print(struct station *s, const struct access_search *found)
{
	const char *window = s->demo ? "A03" : station_place(s).station;
	struct slip_place place = {.hall = s->demo ? DEMO_HALL : conf_text(s->conf, "hall", "name"),
		.clerk = s->as, .phone = "12345", .training = s->demo != NULL};
	struct operator_info *people = NULL;
	struct catalog *catalog = NULL;
	struct buf text;
	size_t n = 0;
	enum err e = station_catalog(s, &catalog);

	place.catalog = catalog;
	buf_init(&text, SLIP_BYTES * 4);
	if (!e)
		e = operator_list(s->store, &people, &n);
	if (!e)
		e = access_render(found, &place, people, n, SLIP_PAGE, &text);
	if (!e)
		e = access_record(found, window);
	if (!e)
		fputs(buf_text(&text), stdout);
	buf_release(&text);
	mem_free(people);
	catalog_free(catalog);
	return e;
}

enum err access_report(struct station *s, const char *number)
{
	const struct scope_place anywhere = {NULL, NULL};
	struct access_search *found = NULL;
	enum err e = scope_refresh(s->store);

	if (!e && !operator_may(s->store, RIGHT_WATCH, &anywhere))
		e = ERR_DENIED;
	if (!e)
		e = command_tables(s->demo != NULL);
	if (!e)
		e = search(s, number, &found);
	if (!e)
		e = print(s, found);
	access_search_free(found);
	tables_close();
	return e;
}
