/* SPDX-License-Identifier: MIT
 *
 * The fold of what the whole form language brings: whose case it is, who is at the counter, rows,
 * reasons, another version of the item, what is left out. Events told one by one; those that must
 * be refused change nothing; those written before these words existed still load.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/standards/tables.h"

#define WOMAN "339901198808081226"
#define AGENT "339901197001011222"
#define FIRM "91339901MA9D000137"

static struct item *item, *newer;

struct told {
	struct casefile file;
	struct event next;
	uint8_t serial;
};

static const struct item *finder(void *ctx, const char *code, const uint8_t hash[HASH_SIZE])
{
	(void)ctx, (void)code;
	if (memcmp(hash, item->hash, HASH_SIZE) == 0)
		return item;
	return memcmp(hash, newer->hash, HASH_SIZE) == 0 ? newer : NULL;
}

static struct event *next(struct told *t, const char *kind)
{
	struct event *e = &t->next;

	event_release(e);
	*e = (struct event){
		.case_seq = t->file.events + 1, .at_ms = 1000 * (t->serial + 1), .actor = "1024"};
	memset(e->casefile.b, 5, sizeof e->casefile.b);
	memcpy(e->prev_event, t->file.head, HASH_SIZE);
	memset(e->hash, ++t->serial, HASH_SIZE);
	memset(e->op_id.b, t->serial, sizeof e->op_id.b);
	text_copy(e->kind, sizeof e->kind, kind);
	return e;
}

static enum err apply(struct told *t)
{
	return casefile_apply(&t->file, &t->next, finder, NULL);
}

/* kind, then pairs; NULL ends. */
static enum err tell(struct told *t, const char *kind, ...)
{
	struct event *e = next(t, kind);
	const char *name;
	va_list args;

	va_start(args, kind);
	while ((name = va_arg(args, const char *)) != NULL)
		record_add(&e->body, name, va_arg(args, const char *));
	va_end(args);
	return apply(t);
}

static enum err tell_item(struct told *t, const struct item *which, const char *keep)
{
	struct event *e = next(t, "ITEM");

	memcpy(e->form_hash, which->hash, HASH_SIZE);
	record_add(&e->body, "code", which->code);
	record_addn(&e->body, "hash", which->hash, HASH_SIZE);
	record_add(&e->body, "keep", keep);
	return apply(t);
}

static enum err tell_evidence(struct told *t, const char *resource, const char *holder,
	const char *attribute, const char *value)
{
	struct record row = {0};
	struct evidence e = {.outcome = OUTCOME_FOUND, .rows = &row, .n_rows = 1};

	text_copy(e.resource, sizeof e.resource, resource);
	text_copy(e.holder, sizeof e.holder, holder);
	record_add(&row, attribute, value);
	evidence_put(&e, NULL, &next(t, "EVIDENCE")->body);
	record_release(&row);
	return apply(t);
}

static enum err open_as(struct told *t, const char *subject, const char *object)
{
	return tell(t, "OPEN", "number", "260316-A03-001", "window", "A03", "operator", "1024",
		"subject", subject, "proof", "reader", object ? "object" : NULL, object, NULL);
}

static void begin(struct told *t)
{
	casefile_init(&t->file);
	assert_int_equal(open_as(t, WOMAN, NULL), OK);
}

static void to_item(struct told *t)
{
	begin(t);
	assert_int_equal(tell(t, "IDENTITY", "verdict", "1", "proof", "reader", NULL), OK);
	assert_int_equal(tell_item(t, item, NULL), OK);
	assert_int_equal(tell(t, "DUPLICATE", "choice", "none", NULL), OK);
}

static enum err field(struct told *t, const char *name, const char *value)
{
	return tell(t, "FIELD", "name", name, "value", value, "origin", "typed", NULL);
}

static const struct answer *answer(const struct told *t, const char *name)
{
	return &t->file.draft.answers[item_field(t->file.item, name)];
}

static void end(struct told *t)
{
	event_release(&t->next);
	casefile_release(&t->file);
}

static void whose_case_it_is(void **state)
{
	struct told t = {0};

	(void)state;
	casefile_init(&t.file);
	assert_int_equal(open_as(&t, "", NULL), ERR_INPUT);	      /* nobody, and it does not say so */
	assert_int_equal(open_as(&t, WOMAN, "anonymous"), ERR_INPUT); /* somebody, and it says nobody */
	assert_int_equal(open_as(&t, WOMAN, "ghost"), ERR_INPUT);
	assert_int_equal(t.file.events, 0);
	assert_int_equal(open_as(&t, FIRM, "legal"), OK);
	assert_true(t.file.legal && !t.file.anonymous && !t.file.identity_confirmed);
	assert_int_equal(tell_evidence(&t, "SJ-01", "", "name", "演示壹号"), OK);
	assert_string_equal(t.file.applicant, "演示壹号");
	assert_int_equal(tell_evidence(&t, "CRD-01", "", "name", "演示一号"), OK);
	assert_string_equal(t.file.applicant, "演示一号");
	assert_int_equal(tell_evidence(&t, "SJ-01", "", "name", "演示壹号"), OK);
	assert_string_equal(t.file.applicant, "演示一号");
	assert_int_equal(tell_evidence(&t, "POP-01", AGENT, "name", "沈桂兰"), OK);
	assert_string_equal(t.file.applicant, "演示一号");
	end(&t);
	assert_int_equal(open_as(&t, "", "anonymous"), OK);
	assert_true(t.file.anonymous && t.file.identity_confirmed);
	assert_int_equal(
		tell(&t, "IDENTITY", "verdict", "1", "proof", "reader", "number", WOMAN, NULL), OK);
	assert_string_equal(t.file.subject, WOMAN);
	assert_false(t.file.anonymous);
	end(&t);
}

static void who_is_at_the_counter(void **state)
{
	struct told t = {0};

	(void)state;
	begin(&t);
	/* as it was told before agents had numbers */
	assert_int_equal(tell(&t, "IDENTITY", "verdict", "2", "proof", "agent", NULL), OK);
	assert_true(t.file.identity_confirmed);
	assert_int_equal(t.file.proof, PROOF_AGENT);
	assert_string_equal(t.file.agent, "");
	assert_int_equal(
		tell(&t, "IDENTITY", "verdict", "2", "proof", "seen", "number", AGENT, NULL), OK);
	assert_string_equal(t.file.agent, AGENT);
	assert_int_equal(t.file.agent_proof, PROOF_SEEN);
	assert_string_equal(t.file.subject, WOMAN);
	assert_int_equal(tell_evidence(&t, "POP-01", AGENT, "name", "沈桂兰"), OK);
	assert_string_equal(t.file.agent_name, "沈桂兰");
	assert_string_equal(t.file.applicant, "");
	assert_int_equal(tell(&t, "IDENTITY", "verdict", "2", "proof", "seen", "number",
				 "123456789012345678901234567890123456789", NULL), ERR_INPUT);
	/* a number does not make another applicant of a case that has one */
	assert_int_equal(
		tell(&t, "IDENTITY", "verdict", "1", "proof", "reader", "number", AGENT, NULL), OK);
	assert_string_equal(t.file.subject, WOMAN);
	assert_string_equal(t.file.agent, "");
	end(&t);
}

/* Without `holder` it is about the applicant, whichever way he is named. */
static void whom_evidence_is_about(void **state)
{
	struct told t = {0};

	(void)state;
	to_item(&t);
	assert_int_equal(tell_evidence(&t, "POP-01", "", "name", "李小梅"), OK);
	assert_int_equal(tell_evidence(&t, "POP-01", AGENT, "name", "沈桂兰"), OK);
	assert_int_equal(casefile_latest(&t.file, "POP-01", "")->n_rows, 1);
	assert_ptr_equal(casefile_latest(&t.file, "POP-01", ""), &t.file.evidence[0]);
	assert_ptr_equal(casefile_latest(&t.file, "POP-01", NULL), &t.file.evidence[0]);
	assert_ptr_equal(casefile_latest(&t.file, "POP-01", WOMAN), &t.file.evidence[0]);
	assert_ptr_equal(casefile_latest(&t.file, "POP-01", AGENT), &t.file.evidence[1]);
	assert_null(casefile_latest(&t.file, "POP-01", FIRM));
	assert_null(casefile_holder(&t.file, item_party(item, "mother")));
	assert_int_equal(field(&t, "mother_id", WOMAN), OK);
	assert_string_equal(casefile_holder(&t.file, item_party(item, "mother")), "");
	assert_int_equal(field(&t, "mother_id", AGENT), OK);
	const struct share *name = &item->fields[item_field(item, "mother_name")].shares[0];
	assert_ptr_equal(casefile_share(&t.file, name), &t.file.evidence[1]);
	assert_int_equal(tell(&t, "EVIDENCE", "resource", "POP-01", "outcome", "FOUND", "holder",
				 "123456789012345678901234567890123456789", NULL), ERR_INPUT);
	end(&t);
}

static void rows_are_told(void **state)
{
	struct told t = {0};

	(void)state;
	begin(&t);
	assert_int_equal(tell(&t, "ROW", "repeat", "owner", "act", "add", "at", "1", NULL),
		ERR_INPUT); /* no item yet */
	end(&t);
	to_item(&t);
	size_t vehicle = (size_t)item_repeat(item, "vehicle");
	assert_int_equal(tell(&t, "ROW", "repeat", "ghost", "act", "add", "at", "0", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "turn", "at", "0", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "add", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "add", "at", "9", NULL), ERR_NOTFOUND);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "held", "rows", "-2", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "remove", "at", "0", NULL),
		ERR_LIMIT); /* one stays */
	assert_int_equal(field(&t, "plate.1", "浙K00001"), OK);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "add", "at", "1", NULL), OK);
	assert_int_equal(draft_rows(&t.file.draft, vehicle), 2);
	assert_int_equal(answer(&t, "vehicle")->origin, ORIGIN_TYPED);
	assert_string_equal(answer(&t, "vehicle")->actor, "1024");
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "held", "rows", "2", "resource",
				 "POP-06", NULL), OK);
	assert_int_equal(t.file.held[vehicle], 2);
	assert_int_equal(draft_rows(&t.file.draft, vehicle), 4);
	assert_string_equal(answer(&t, "plate.3")->value, "浙K00001"); /* behind them */
	assert_string_equal(answer(&t, "vehicle")->resource, "POP-06");
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "add", "at", "4", NULL), ERR_LIMIT);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "remove", "at", "1", NULL),
		ERR_DENIED); /* the department's */
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "add", "at", "0", NULL), ERR_DENIED);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "remove", "at", "3", NULL), OK);
	assert_int_equal(tell(&t, "ROW", "repeat", "vehicle", "act", "held", "rows", "0", "resource",
				 "POP-06", NULL), OK);
	assert_int_equal(draft_rows(&t.file.draft, vehicle), 1);
	assert_string_equal(answer(&t, "plate.1")->value, "浙K00001");
	end(&t);
}

static void reasons_are_told(void **state)
{
	struct told t = {0};
	size_t capital = (size_t)item_field(item, "capital");

	(void)state;
	to_item(&t);
	assert_int_equal(field(&t, "capital", "500000"), OK);
	assert_int_equal(tell(&t, "EXCUSE", "field", "ghost", "check", "0", "reason", "x", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "EXCUSE", "field", "capital", "check", "7", "reason", "x", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "EXCUSE", "field", "capital", "check", "0", "value", "500000",
				 "reason", "分期", NULL), OK);
	assert_string_equal(draft_excused(&t.file.draft, capital, 0), "分期");
	assert_int_equal(field(&t, "capital", "600000"), OK);
	assert_null(draft_excused(&t.file.draft, capital, 0));
	/* of a value that rules work out: it is not there while folding */
	assert_int_equal(tell(&t, "EXCUSE", "field", "capital", "check", "0", "value", "700000",
				 "reason", "推算", NULL), OK);
	assert_null(draft_excused(&t.file.draft, capital, 0));
	assert_int_equal(field(&t, "capital", "700000"), OK);
	assert_string_equal(draft_excused(&t.file.draft, capital, 0), "推算");
	assert_int_equal(tell(&t, "EXCUSE", "field", "capital", "check", "0", "value", "700000",
				 "reason", "", NULL), OK);
	assert_null(draft_excused(&t.file.draft, capital, 0));
	assert_int_equal(tell(&t, "STATE", "to", "RECEIVED", NULL), OK);
	assert_int_equal(tell(&t, "EXCUSE", "field", "capital", "check", "0", "reason", "x", NULL), ERR_STATE);
	assert_int_equal(tell(&t, "ROW", "repeat", "owner", "act", "add", "at", "1", NULL), ERR_STATE);
	end(&t);
}

static void another_version(void **state)
{
	struct told t = {0};

	(void)state;
	begin(&t);
	assert_int_equal(tell(&t, "IDENTITY", "verdict", "1", "proof", "reader", NULL), OK);
	assert_int_equal(tell_item(&t, newer, "1"), ERR_STATE); /* of nothing */
	assert_int_equal(tell_item(&t, item, NULL), OK);
	assert_int_equal(tell(&t, "DUPLICATE", "choice", "none", NULL), OK);
	assert_int_equal(field(&t, "note", "旧的"), OK);
	assert_int_equal(field(&t, "title_no", "浙A1"), OK);
	assert_int_equal(tell(&t, "ROW", "repeat", "owner", "act", "add", "at", "1", NULL), OK);
	assert_int_equal(field(&t, "owner_post.2", "监事"), OK);
	assert_int_equal(tell_item(&t, newer, "1"), OK);
	assert_ptr_equal(t.file.item, newer);
	assert_true(t.file.duplicate_answered);
	assert_int_equal(item_field(newer, "note"), -1);
	assert_string_equal(answer(&t, "title_no")->value, "浙A1");
	assert_string_equal(answer(&t, "owner_post.2")->value, "监事");
	assert_int_equal(field(&t, "title_no", "浙A2"), OK);
	assert_int_equal(tell_item(&t, item, "1"), OK); /* back */
	assert_string_equal(answer(&t, "note")->value, "旧的");
	assert_string_equal(answer(&t, "title_no")->value, "浙A2");
	assert_null(t.file.former);
	assert_int_equal(tell_item(&t, newer, NULL), OK); /* picked anew: nothing stays */
	assert_string_equal(answer(&t, "title_no")->value, "");
	assert_false(t.file.duplicate_answered);
	end(&t);
}

static void what_is_handed_in(void **state)
{
	struct told t = {0};

	(void)state;
	to_item(&t);
	assert_int_equal(field(&t, "note", "不交"), OK);
	assert_int_equal(field(&t, "title_no", "浙A1"), OK);
	assert_int_equal(tell(&t, "STATE", "to", "RECEIVED", "situation", "ghost", NULL), ERR_INPUT);
	assert_string_equal(answer(&t, "note")->value, "不交");
	assert_int_equal(tell(&t, "STATE", "to", "RECEIVED", "situation", "fast", "hidden",
				 "note ghost agent_id", NULL), OK);
	assert_int_equal(t.file.situation, 0);
	assert_string_equal(answer(&t, "note")->value, "");
	assert_string_equal(answer(&t, "title_no")->value, "浙A1");
	/* this situation is done at once, though the item is not */
	assert_int_equal(tell(&t, "STATE", "to", "ACCEPTED", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "GRANTED", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "DELIVERED", NULL), OK);
	assert_int_equal(t.file.situation, 0);
	end(&t);
	to_item(&t);
	assert_int_equal(tell(&t, "STATE", "to", "RECEIVED", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "ACCEPTED", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "GRANTED", NULL), ERR_STATE);
	end(&t);
}

/* The item, and the same without its note. */
static int load(void **state)
{
	static const char note[] = "[field note]\n";
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf messages, text;

	(void)state;
	buf_init(&messages, 1 << 16);
	buf_init(&text, INI_BYTES);
	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_int_equal(file_asset("demo/regions.tsv", path), OK);
	assert_int_equal(tables_add_demo(path), OK);
	assert_int_equal(file_asset("forms", forms), OK);
	text_format(path, sizeof path, "%s/../tests/data/desk/together.ini", forms);
	assert_int_equal(item_load(path, &item, &messages), OK);
	assert_int_equal(file_read(path, &text), OK);
	char *listed = strstr(text.data, "capital note "), *at = strstr(text.data, note);
	memcpy(listed, "capital      ", 13);
	memcpy(at, "[field nota]\n", sizeof note - 1);
	if (item_parse("together", text.data, text.len, &newer, &messages))
		fail_msg("%s", buf_text(&messages));
	buf_release(&text);
	buf_release(&messages);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	item_free(item);
	item_free(newer);
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whose_case_it_is),
		cmocka_unit_test(who_is_at_the_counter),
		cmocka_unit_test(whom_evidence_is_about),
		cmocka_unit_test(rows_are_told),
		cmocka_unit_test(reasons_are_told),
		cmocka_unit_test(another_version),
		cmocka_unit_test(what_is_handed_in),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
