/* SPDX-License-Identifier: MIT */
#include "core/casework/evidence.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/prefill_inside.h"

enum { HASH_DIGITS = 16, SEAL_CHARS = 12 };

enum err evidence_load(
	struct store *s, const struct uid *id, item_finder find, void *ctx, struct casefile *out)
{
	struct evaluation eval;
	enum err e = casefile_load(s, id, find, ctx, out);

	if (e || !out->item)
		return e;
	e = draft_evaluate(&out->draft, casefile_day(out, clock_today()), &eval);
	if (e)
		casefile_release(out);
	else
		evaluation_release(&eval);
	return e;
}

static bool rests(const struct answer *a)
{
	static const uint8_t none[HASH_SIZE];

	if (a->origin != ORIGIN_FETCHED && a->origin != ORIGIN_LICENCE)
		return false; /* what is earlier rests on the citizen's confirmation */
	return *a->resource || memcmp(a->evidence, none, HASH_SIZE) != 0;
}

enum bond value_bond(const struct casefile *c, size_t field, day_t today)
{
	const struct prefill p = {.file = c, .today = today};
	const struct answer *a = &c->draft.answers[field];

	if (c->item->fields[field].type == FIELD_ROWS || !*a->value || !rests(a))
		return BOND_NONE;
	const struct evidence *e = fill_evidence(&p, a);
	if (!e)
		return BOND_MISSING;
	/* What was not kept (an answer too large) is still bound by the journal's own chain. */
	return e->body == BOND_CHANGED || !prefill_rests(&p, field) ? BOND_CHANGED : BOND_OK;
}

size_t evidence_values(const struct casefile *c, const struct evidence *e)
{
	size_t n = 0;

	for (size_t i = 0; c->item && i < c->item->n_fields; i++)
		n += c->item->fields[i].type != FIELD_ROWS && *c->draft.answers[i].value &&
		     memcmp(c->draft.answers[i].evidence, e->event, HASH_SIZE) == 0;
	return n;
}

static void sum_values(const struct casefile *c, day_t today, struct evidence_sum *out)
{
	for (size_t i = 0; c->item && i < c->item->n_fields; i++) {
		enum bond b = value_bond(c, i, today);
		out->values += b != BOND_NONE;
		out->bound += b == BOND_OK;
		if (b > BOND_OK && out->field < 0)
			out->field = (int)i;
	}
}

void evidence_sum(const struct casefile *c, day_t today, struct evidence_sum *out)
{
	*out = (struct evidence_sum){.field = -1};
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct evidence *e = &c->evidence[i];
		out->answers += e->body != BOND_NONE;
		out->intact += e->body == BOND_OK;
		out->changed += e->body == BOND_CHANGED;
		out->missing += e->body == BOND_MISSING;
		out->dropped += (size_t)e->dropped;
	}
	sum_values(c, today, out);
}

void evidence_say(const struct evidence_sum *s, struct buf *out)
{
	buf_addf(out, _("answers %zu, intact %zu"), s->answers, s->intact);
	if (s->changed)
		buf_addf(out, _(", changed %zu"), s->changed);
	if (s->missing)
		buf_addf(out, _(", not kept %zu"), s->missing);
	buf_addf(out, _("; values bound %zu/%zu; attributes dropped %zu"), s->bound, s->values,
		s->dropped);
}

/* ---- the table ---- */

static const struct {
	const char *head;
	size_t cells;
} columns[] = {
	{N_("Resource"), 9},
	{N_("Time"), 17},
	{N_("Request"), 33},
	{N_("Request hash"), HASH_DIGITS + 1},
	{N_("Answer hash"), HASH_DIGITS + 1},
	{N_("Gateway's seal"), SEAL_CHARS + 3},
	{N_("Values"), 7},
	{N_("Dropped"), 8},
	{N_("Verdict"), 0},
};

enum { RESOURCE, TIME, REQUEST, REQUEST_HASH, ANSWER_HASH, SEAL, VALUES, DROPPED, VERDICT };

static void cell(struct buf *out, int column, const char *text)
{
	if (columns[column].cells)
		text_pad(out, text, columns[column].cells, false);
	else
		buf_addf(out, "%s\n", text);
}

static void hash_cell(struct buf *out, int column, const uint8_t hash[HASH_SIZE])
{
	char hex[HASH_DIGITS + 1];

	text_hex(hash, HASH_DIGITS / 2, hex);
	cell(out, column, hex);
}

static void number_cell(struct buf *out, int column, size_t n)
{
	char text[24];

	text_format(text, sizeof text, "%zu", n);
	cell(out, column, text);
}

static void row(const struct casefile *c, const struct evidence *e, struct buf *out)
{
	char stamp[20], seal[SEAL_CHARS + 3] = "-";

	clock_format(e->at_ms, stamp);
	stamp[16] = '\0';
	if (strlen(e->receipt) > SEAL_CHARS)
		text_format(seal, sizeof seal, "%.*s..", SEAL_CHARS, e->receipt);
	else if (*e->receipt)
		text_copy(seal, sizeof seal, e->receipt);
	cell(out, RESOURCE, e->resource);
	cell(out, TIME, stamp);
	cell(out, REQUEST, *e->trace ? e->trace : "-");
	hash_cell(out, REQUEST_HASH, e->request_hash);
	hash_cell(out, ANSWER_HASH, e->body_hash);
	cell(out, SEAL, seal);
	number_cell(out, VALUES, evidence_values(c, e));
	number_cell(out, DROPPED, (size_t)e->dropped);
	cell(out, VERDICT, e->body == BOND_NONE ? outcome_word(e->outcome) : bond_word(e->body));
}

void evidence_table(const struct casefile *c, struct buf *out)
{
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		cell(out, (int)i, _(columns[i].head));
	for (size_t i = 0; i < c->n_evidence; i++)
		row(c, &c->evidence[i], out);
}
