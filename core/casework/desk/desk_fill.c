/* SPDX-License-Identifier: MIT
 *
 * What follows from what is known: rows that departments give, then the values of fields. What must
 * hold: it is written in portions that a transaction can bear, and comes to an end.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"

struct prefill desk_prefill(const struct desk *d, const struct evidence *incoming)
{
	return (struct prefill){.file = &d->file,
		.incoming = incoming,
		.today = casefile_day(&d->file, clock_today()),
		.silent = asks_silent,
		.ctx = d};
}

/* As many as the form has room for: empty rows that stand ready, and new ones. */
static int room_for(const struct desk *d, size_t repeat, int rows)
{
	int held = d->file.held[repeat], there = draft_rows(&d->file.draft, repeat);
	int most = held + d->file.item->repeats[repeat].max - there;

	for (int row = held; row < there && row_empty(&d->file, repeat, row); row++)
		most++;
	return rows < most ? rows : most;
}

/* Rows first: where they move the values are found only afterwards. */
static size_t fill_rows(struct desk *d, const struct prefill *p, struct batch *b)
{
	const struct item *item = d->file.item;
	size_t n = 0;

	for (size_t i = 0; casefile_open(&d->file) && i < item->n_repeats; i++) {
		int said = prefill_rows(p, i), rows = room_for(d, i, said);
		if (said < 0 || rows == d->file.held[i])
			continue;
		struct record *body = &batch_add(b, "ROW")->body;
		record_add(body, "repeat", item->repeats[i].name);
		record_add(body, "act", "held");
		record_addi(body, "rows", rows);
		record_add(body, "resource", item->repeats[i].rows.resource);
		steps_forget_rows(d, i);
		n++;
	}
	return n;
}

struct filling {
	const struct item *item;
	struct batch *batch;
};

static void add_field(void *ctx, const struct proposal *change)
{
	struct filling *f = ctx;

	field_put(f->item, change->field, &change->answer, &change->evidence,
		&batch_add(f->batch, "FIELD")->body);
}

size_t desk_fill(struct desk *d, const struct evidence *incoming, struct batch *b)
{
	struct prefill p = desk_prefill(d, incoming);
	struct filling f = {d->file.item, b};

	if (!d->file.item)
		return 0;
	size_t n = fill_rows(d, &p, b);
	return n ? n : prefill_each(&p, FILL_MOST, add_field, &f);
}

void desk_follow(struct desk *d)
{
	if (d->following || !d->open || !d->judged || !casefile_open(&d->file))
		return;
	d->following = true;
	for (int round = 0; round < FOLLOW_ROUNDS; round++) {
		struct batch b = {0};
		if (desk_fill(d, NULL, &b) == 0)
			break;
		if (d->queued + b.n > DESK_QUEUE) { /* when the gate is free again */
			batch_release(&b);
			break;
		}
		enum err e = desk_write(d, &b, LATER);
		if (e) {
			desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
			break;
		}
	}
	d->following = false;
}
