/* SPDX-License-Identifier: MIT
 *
 * The fold alone: events told one by one, and those that must be refused without changing anything.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/standards/tables.h"

static struct item *item;

/* A casefile and the event that comes next. */
struct told {
	struct casefile file;
	struct event next;
	uint8_t serial;
	const char *actor; /* NULL: the clerk */
};

static const struct item *finder(void *ctx, const char *code, const uint8_t hash[HASH_SIZE])
{
	(void)ctx;
	return text_equal(code, item->code) && memcmp(hash, item->hash, HASH_SIZE) == 0 ? item
											: NULL;
}

static struct event *next(struct told *t, const char *kind)
{
	struct event *e = &t->next;

	event_release(e);
	*e = (struct event){
		.case_seq = t->file.events + 1, .at_ms = 1000 * (t->serial + 1)};
	text_copy(e->actor, sizeof e->actor, t->actor ? t->actor : "1024");
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

static enum err tell_item(struct told *t)
{
	struct event *e = next(t, "ITEM");

	memcpy(e->form_hash, item->hash, HASH_SIZE);
	record_add(&e->body, "code", item->code);
	record_addn(&e->body, "hash", item->hash, HASH_SIZE);
	return apply(t);
}

static enum err tell_evidence(
	struct told *t, const char *resource, enum outcome outcome, const char *name)
{
	struct record row = {0};
	struct evidence e = {.outcome = outcome, .rows = &row, .n_rows = name ? 1 : 0};

	text_copy(e.resource, sizeof e.resource, resource);
	record_add(&row, "name", name);
	evidence_put(&e, NULL, &next(t, "EVIDENCE")->body);
	record_release(&row);
	return apply(t);
}

static void begin(struct told *t)
{
	casefile_init(&t->file);
	assert_int_equal(tell(t, "OPEN", "number", "260316-A03-001", "window", "A03", "operator",
				 "1024", "subject", "339901198808081226", "proof", "reader", NULL),
		OK);
}

static void to_item(struct told *t)
{
	begin(t);
	assert_int_equal(tell(t, "IDENTITY", "verdict", "1", "proof", "reader", NULL), OK);
	assert_int_equal(tell_item(t), OK);
	assert_int_equal(tell(t, "DUPLICATE", "choice", "none", NULL), OK);
}

static void end(struct told *t)
{
	event_release(&t->next);
	casefile_release(&t->file);
	assert_int_equal(t->file.events, 0);
	assert_null(t->file.evidence);
}

static void a_case_is_told(void **state)
{
	struct told t = {0};

	(void)state;
	to_item(&t);
	struct casefile *c = &t.file;
	assert_string_equal(c->number, "260316-A03-001");
	assert_int_equal(c->opened_ms, 1000);
	assert_int_equal(c->identity_ms, 2000);
	assert_int_equal(c->events, 4);
	assert_int_equal(tell_evidence(&t, "POP-01", OUTCOME_FOUND, "李小梅"), OK);
	assert_string_equal(c->applicant, "李小梅");
	assert_int_equal(c->evidence[0].at_ms, 0); /* as the answer says */
	char op[UID_HEX];
	uid_hex(&c->evidence[0].op, op);
	assert_int_equal(tell(&t, "FIELD", "name", "name", "value", "李小梅", "origin", "fetched",
				 "resource", "POP-01", "evidence", op, "keys", "7", NULL),
		OK);
	const struct answer *a = &c->draft.answers[item_field(item, "name")];
	assert_int_equal(a->origin, ORIGIN_FETCHED);
	assert_memory_equal(a->evidence, c->evidence[0].event, HASH_SIZE);
	assert_int_equal(a->at_ms, 6000);
	assert_string_equal(a->actor, "1024");
	assert_int_equal(c->typed_keys, 7);
	assert_int_equal(tell(&t, "FIELD", "name", "name", "value", "李小妹", "origin", "override",
				 "registered", "李小梅", "reason", "改名", "unverified", "1", NULL),
		OK);
	assert_string_equal(a->registered, "李小梅");
	assert_true(a->unverified && !a->confirmed && !a->declared_none);
	assert_string_equal(c->applicant, "李小妹");
	assert_int_equal(
		tell(&t, "MATERIAL", "name", "photo", "mark", "DEFERRED", "way", "16", "until",
			"2026-03-20", "due", "1", "actual", "0", "hand", "1", NULL),
		OK);
	assert_int_equal(c->marks[item_material(item, "photo")].until, day_of(2026, 3, 20));
	assert_int_equal(tell(&t, "STATE", "to", "RECEIVED", "query", "AAAAA5", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "ACCEPTED", "due", "2026-03-23", "legal",
				 "2026-03-31", "provisional", "1", NULL),
		OK);
	assert_int_equal(c->due, day_of(2026, 3, 23));
	assert_int_equal(c->legal_due, day_of(2026, 3, 31));
	assert_true(c->due_provisional);
	assert_string_equal(c->query, "AAAAA5");
	assert_int_equal(c->received_ms, 9000);
	assert_int_equal(c->accepted_ms, 10000);
	assert_int_equal(c->closed_ms, 0);
	assert_int_equal(tell(&t, "STATE", "to", "RETRACTED", "reason", "x", NULL), OK);
	assert_int_equal(c->closed_ms, 11000);
	end(&t);
}

static void wrong_chains(void **state)
{
	struct told t = {0};

	(void)state;
	casefile_init(&t.file);
	assert_int_equal(tell(&t, "NOTE", "text", "x", NULL), ERR_CONFLICT); /* before OPEN */
	assert_int_equal(t.file.events, 0);
	begin(&t);
	assert_int_equal(tell(&t, "OPEN", "number", "2", "subject", "x", "proof", "reader", NULL),
		ERR_STATE);
	next(&t, "NOTE")->case_seq = 3;
	assert_int_equal(apply(&t), ERR_CONFLICT);
	next(&t, "NOTE")->prev_event[0] ^= 1;
	assert_int_equal(apply(&t), ERR_CONFLICT);
	next(&t, "NOTE")->casefile.b[0] ^= 1;
	assert_int_equal(apply(&t), ERR_CONFLICT);
	assert_int_equal(tell(&t, "GHOST", NULL), ERR_UNSUPPORTED);
	assert_int_equal(t.file.events, 1);
	assert_int_equal(tell(&t, "NOTE", "text", "x", NULL), OK);
	end(&t);
}

static void wrong_bodies(void **state)
{
	struct told t = {0};

	(void)state;
	begin(&t);
	assert_int_equal(tell(&t, "FIELD", "name", "name", "value", "x", "origin", "typed", NULL),
		ERR_INPUT); /* no item yet */
	assert_int_equal(tell(&t, "IDENTITY", "verdict", "3", "proof", "reader", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "IDENTITY", "verdict", "1", "proof", "guess", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "DUPLICATE", "choice", "none", NULL), ERR_STATE);
	assert_int_equal(tell(&t, "ITEM", "code", "000", NULL), ERR_INPUT);
	struct event *e = next(&t, "ITEM");
	memset(e->form_hash, 9, HASH_SIZE);
	record_add(&e->body, "code", item->code);
	record_addn(&e->body, "hash", e->form_hash, HASH_SIZE);
	assert_int_equal(apply(&t), ERR_NOTFOUND); /* a form nobody has */
	assert_null(t.file.item);
	assert_int_equal(tell_item(&t), OK);
	assert_int_equal(tell(&t, "FIELD", "name", "nobody", "value", "x", "origin", "typed", NULL),
		ERR_INPUT);
	assert_int_equal(tell(&t, "FIELD", "name", "name", "value", "x", "origin", "heard", NULL),
		ERR_INPUT);
	assert_int_equal(tell(&t, "FIELD", "name", "name", "origin", "typed", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "FIELD", "name", "name", "value", "x", "origin", "fetched",
				 "evidence", "00000000000000000000000000000001", NULL),
		ERR_INPUT); /* evidence this case does not have */
	assert_int_equal(tell(&t, "MATERIAL", "name", "photo", "mark", "LOST", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "MATERIAL", "name", "photo", "mark", "DEFERRED", "until",
				 "2026-02-30", NULL),
		ERR_INPUT);
	assert_int_equal(tell(&t, "EVIDENCE", "resource", "POP-01", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "SLIP", "document", "receipt", "bytes", "x", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "PRINT", "hash", "x", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "STATE", "to", "NOWHERE", NULL), ERR_INPUT);
	assert_int_equal(tell(&t, "STATE", "to", "RECEIVED", "query", "BADBAD", NULL), ERR_INPUT);
	assert_string_equal(t.file.draft.answers[item_field(item, "name")].value, "");
	assert_int_equal(t.file.events, 2);
	end(&t);
}

static void guards(void **state)
{
	struct told t = {0};

	(void)state;
	begin(&t);
	assert_int_equal(
		tell(&t, "STATE", "to", "RECEIVED", NULL), ERR_STATE); /* nobody confirmed */
	assert_int_equal(tell(&t, "IDENTITY", "verdict", "1", "proof", "seen", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "RECEIVED", NULL), ERR_STATE); /* no item */
	assert_int_equal(tell_item(&t), OK);
	assert_int_equal(
		tell(&t, "STATE", "to", "RECEIVED", NULL), ERR_STATE); /* duplicates unasked */
	assert_int_equal(tell(&t, "DUPLICATE", "choice", "none", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "ACCEPTED", NULL), ERR_STATE);
	assert_int_equal(
		tell(&t, "FIELD", "name", "marriage", "value", "10", "origin", "typed", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "RECEIVED", NULL), OK);
	assert_int_equal(tell(&t, "IDENTITY", "verdict", "1", "proof", "seen", NULL), ERR_STATE);
	assert_int_equal(tell_item(&t), ERR_STATE);
	assert_int_equal(tell(&t, "STATE", "to", "ACCEPTED", NULL), OK);
	/* a promised matter is not decided at the counter */
	assert_int_equal(tell(&t, "STATE", "to", "GRANTED", NULL), ERR_STATE);
	/* afterwards: verified yes, changed no */
	assert_int_equal(
		tell(&t, "FIELD", "name", "marriage", "value", "20", "origin", "typed", NULL),
		ERR_STATE);
	assert_int_equal(tell(&t, "FIELD", "name", "marriage", "value", "10", "origin", "fetched",
				 "resource", "MZ-01", NULL),
		OK);
	assert_int_equal(
		tell(&t, "MATERIAL", "name", "photo", "mark", "VERIFIED", NULL), ERR_STATE);
	assert_int_equal(tell_evidence(&t, "MZ-01", OUTCOME_NOTHING, NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "EXAMINING", NULL), OK);
	/* who received does not examine, who examined does not decide */
	assert_int_equal(tell(&t, "STATE", "to", "DECIDING", NULL), ERR_DENIED);
	t.actor = "3001";
	assert_int_equal(tell(&t, "STATE", "to", "DECIDING", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "GRANTED", NULL), ERR_DENIED);
	t.actor = "4001";
	assert_int_equal(tell(&t, "STATE", "to", "GRANTED", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "DELIVERED", NULL), ERR_STATE); /* READY first */
	assert_int_equal(tell(&t, "STATE", "to", "READY", NULL), OK);
	assert_int_equal(tell(&t, "STATE", "to", "DELIVERED", NULL), OK);
	end(&t);
}

static void abandoned_is_the_end(void **state)
{
	struct told t = {0};

	(void)state;
	begin(&t);
	assert_int_equal(tell(&t, "STATE", "to", "ABANDONED", NULL), OK);
	assert_int_equal(tell(&t, "NOTE", "text", "x", NULL), ERR_STATE);
	assert_int_equal(tell_evidence(&t, "POP-01", OUTCOME_FOUND, "x"), ERR_STATE);
	end(&t);
}

static void another_item_starts_anew(void **state)
{
	struct told t = {0};

	(void)state;
	to_item(&t);
	assert_int_equal(tell_evidence(&t, "MZ-01", OUTCOME_FOUND, NULL), OK);
	assert_int_equal(
		tell(&t, "FIELD", "name", "marriage", "value", "10", "origin", "typed", NULL), OK);
	assert_int_equal(tell_item(&t), OK);
	assert_string_equal(t.file.draft.answers[item_field(item, "marriage")].value, "");
	assert_false(t.file.duplicate_answered);
	assert_int_equal(t.file.n_evidence, 1);
	end(&t);
}

static void only_answers_count(void **state)
{
	struct told t = {0};

	(void)state;
	begin(&t);
	assert_null(casefile_latest(&t.file, "MZ-01", ""));
	assert_int_equal(tell_evidence(&t, "MZ-01", OUTCOME_AGAIN, NULL), OK);
	assert_null(casefile_latest(&t.file, "MZ-01", ""));
	assert_int_equal(tell_evidence(&t, "MZ-01", OUTCOME_FOUND, "a"), OK);
	assert_int_equal(tell_evidence(&t, "MZ-01", OUTCOME_NOTHING, NULL), OK);
	assert_int_equal(tell_evidence(&t, "MZ-01", OUTCOME_BROKEN, NULL), OK);
	assert_int_equal(casefile_latest(&t.file, "MZ-01", "")->outcome, OUTCOME_NOTHING);
	for (int i = 4; i < CASE_EVIDENCE; i++)
		assert_int_equal(tell_evidence(&t, "MZ-01", OUTCOME_AGAIN, NULL), OK);
	assert_int_equal(tell_evidence(&t, "MZ-01", OUTCOME_FOUND, "b"), ERR_LIMIT);
	end(&t);
}

static void slips_are_kept(void **state)
{
	struct told t = {0};
	uint8_t hash[HASH_SIZE] = {1, 2, 3};

	(void)state;
	to_item(&t);
	struct event *e = next(&t, "SLIP");
	record_add(&e->body, "document", "receipt");
	record_add(&e->body, "bytes", "two\nlines\n");
	record_addn(&e->body, "hash", hash, HASH_SIZE);
	record_add(&e->body, "columns", "48");
	record_add(&e->body, "copies", "2");
	assert_int_equal(apply(&t), OK);
	assert_string_equal(t.file.slips[0].bytes, "two\nlines\n");
	assert_int_equal(t.file.slips[0].copies, 2);
	e = next(&t, "PRINT");
	record_addn(&e->body, "hash", hash, HASH_SIZE);
	assert_int_equal(apply(&t), OK);
	assert_int_equal(t.file.slips[0].printed, 1);
	hash[0] = 9;
	e = next(&t, "PRINT");
	record_addn(&e->body, "hash", hash, HASH_SIZE);
	assert_int_equal(apply(&t), ERR_INPUT);
	end(&t);
}

static int load(void **state)
{
	char path[PATH_SIZE];
	struct buf messages;

	(void)state;
	buf_init(&messages, 1 << 16);
	assert_int_equal(file_asset("forms/residence-permit.ini", path), OK);
	assert_int_equal(item_load(path, &item, &messages), OK);
	buf_release(&messages);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	item_free(item);
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_case_is_told),
		cmocka_unit_test(wrong_chains),
		cmocka_unit_test(wrong_bodies),
		cmocka_unit_test(guards),
		cmocka_unit_test(abandoned_is_the_end),
		cmocka_unit_test(another_item_starts_anew),
		cmocka_unit_test(only_answers_count),
		cmocka_unit_test(slips_are_kept),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
