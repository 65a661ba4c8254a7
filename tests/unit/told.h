/* SPDX-License-Identifier: MIT
 *
 * Cases told as a few lines each, put into the journal of a demo hall at the times they name.
 */
#ifndef ONETRIP_TOLD_H
#define ONETRIP_TOLD_H

#include "tests/unit/demo_hall.h"

/* What happens: case, item of an OPEN, when, who, kind, then pairs. */
struct told {
	char which;
	const char *at, *actor, *kind, *pairs[8];
};

static inline struct uid uid_of(char which)
{
	return (struct uid){{(uint8_t)which, 1}};
}

static inline const struct item *item_named(struct hall *h, const char *file)
{
	const struct item *item;

	for (size_t i = 0; i < directory_size(h->directory); i++) {
		assert_int_equal(directory_item(h->directory, i, &item), OK);
		if (text_equal(item->file, file))
			return item;
	}
	fail_msg("no item %s", file);
	abort();
}

static inline void told_put(struct hall *h, const struct told *t, const char *kind, const uint8_t *form,
	const char *const *pairs)
{
	struct record body = {0};
	struct entry entry = {.casefile = uid_of(t->which), .kind = kind, .body = &body,
		.form_hash = form};

	for (; pairs && pairs[0]; pairs += 2)
		record_add(&body, pairs[0], pairs[1]);
	assert_int_equal(past_append(h->store, t->actor, &entry, 1), OK);
	record_release(&body);
}

static inline void open_case(struct hall *h, const struct told *t)
{
	const struct item *item = item_named(h, t->pairs[0]);
	char number[CASE_NUMBER];
	struct record body = {0};
	struct entry entry = {.casefile = uid_of(t->which), .kind = "ITEM", .body = &body,
		.form_hash = item->hash};

	text_format(number, sizeof number, "260302-A03-%03d", t->which);
	told_put(h, t, "OPEN", NULL, (const char *const[]){"number", number, "window", "A03", "operator",
		t->actor, "subject", t->pairs[1], "proof", "reader", NULL});
	told_put(h, t, "IDENTITY", NULL, (const char *const[]){"verdict", "1", "proof", "reader", NULL});
	record_add(&body, "code", item->code);
	record_addn(&body, "hash", item->hash, HASH_SIZE);
	assert_int_equal(past_append(h->store, t->actor, &entry, 1), OK);
	record_release(&body);
	told_put(h, t, "DUPLICATE", NULL, (const char *const[]){"choice", "none", NULL});
}

static inline void tell(struct hall *h, const struct told *t)
{
	int64_t at;

	assert_true(clock_parse(t->at, &at));
	clock_start_at(at);
	if (text_equal(t->kind, "OPEN")) {
		open_case(h, t);
	} else if (text_equal(t->kind, "NOTICE") || text_equal(t->kind, "EXTEND")) {
		told_put(h, t, t->kind, NULL, t->pairs);
	} else {
		const char *pairs[11] = {"to", t->kind};
		for (size_t i = 0; i < 8; i++)
			pairs[i + 2] = t->pairs[i];
		told_put(h, t, "STATE", NULL, pairs);
	}
}

#endif
