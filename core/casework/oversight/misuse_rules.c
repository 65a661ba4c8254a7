/* SPDX-License-Identifier: MIT
 *
 * Rules over counts. What makes one finding: a rule, an operator (or a person of whom several
 * operators are seen) and a day.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/misuse_inside.h"
#include "core/standards/name.h"

/* Not to be turned back into the number by who does not know it: only to tell two findings apart. */
static uint32_t fold(const char *number)
{
	uint32_t h = 2166136261u;

	for (; *number; number++)
		h = (h ^ (unsigned char)*number) * 16777619u;
	return h;
}

static void mask(const char *number, char out[32])
{
	struct buf b;

	buf_init(&b, MISUSE_NUMBER * 4);
	mask_id(number, &b);
	text_copy(out, 32, buf_text(&b));
	buf_release(&b);
}

static void make_key(struct suspicion *f, const char *number)
{
	char day[11];

	day_format(f->day, day);
	if (*number)
		text_format(f->key, sizeof f->key, "%s %s %s %08x", misuse_word(f->rule), day,
			f->operator_id, fold(number));
	else
		text_format(f->key, sizeof f->key, "%s %s %s", misuse_word(f->rule), day, f->operator_id);
}

/* Below the count of its rule it is none. */
static void add(struct misuse *m, enum misuse_rule rule, const struct census_row *row, const char *who,
	const char *number)
{
	struct suspicion *f = &m->list[m->n];

	if (row->count < misuse_from(rule) || m->n == MISUSE_FINDINGS)
		return;
	*f = (struct suspicion){.rule = rule, .day = row->key.day, .count = row->count,
		.last_ms = row->last_ms};
	text_copy(f->operator_id, sizeof f->operator_id, who);
	make_key(f, number);
	if (*number)
		mask(number, f->about);
	m->n++;
}

static bool declared(const struct misuse *m, int what, const char *who, const char *number)
{
	struct census_key k = census_key(what, 0, who, number, "");

	return census_find(&m->people, &k) != NULL;
}

static bool of_colleague(const struct misuse *m, const char *who, const char *number)
{
	for (size_t i = 0; i < m->people.n; i++) {
		const struct census_key *k = &m->people.rows[i].key;
		if (k->kind == DECLARED_OWN && text_equal(k->what, number) && !text_equal(k->who, who))
			return true;
	}
	return false;
}

/* Whose number it was that an operator asked about. */
static void relate(struct misuse *m, const struct census_row *row)
{
	const char *who = row->key.who, *number = row->key.what;

	if (!declared(m, DECLARED_ANY, "", number))
		return;
	if (declared(m, DECLARED_OWN, who, number))
		add(m, MISUSE_OWN, row, who, number);
	else if (declared(m, DECLARED_RELATIVE, who, number))
		add(m, MISUSE_FAMILY, row, who, number);
	else if (of_colleague(m, who, number))
		add(m, MISUSE_COLLEAGUE, row, who, number);
}

static void judge(struct misuse *m, const struct census_row *row)
{
	const struct census_key *k = &row->key;

	switch (k->kind) {
	case COUNT_LOOKED: relate(m, row); break;
	case COUNT_ASKERS: add(m, MISUSE_SOUGHT, row, "", k->what); break;
	case COUNT_NIGHT: add(m, MISUSE_NIGHT, row, k->who, ""); break;
	case COUNT_REVEALED: add(m, MISUSE_REVEALS, row, k->who, ""); break;
	case COUNT_AGENT: add(m, MISUSE_AGENT, row, "", k->what); break;
	default: break;
	}
}

/* A day that is not over may still bring the receipt. */
static void find_idle(struct misuse *m)
{
	struct census idle = {.n = 0};

	for (size_t i = 0; i < m->cases.n; i++) {
		const struct matter *x = &m->matters[i];
		struct census_key k = census_key(0, x->day, x->opener, "", "");
		if (x->asked && !x->done && x->day < clock_today())
			(void)census_add(&idle, &k, x->last_ms);
	}
	for (size_t i = 0; i < idle.n; i++)
		add(m, MISUSE_IDLE, &idle.rows[i], idle.rows[i].key.who, "");
	census_release(&idle);
}

static void join_answers(struct misuse *m)
{
	size_t n = m->n_answers < MISUSE_ANSWERS ? m->n_answers : MISUSE_ANSWERS;

	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < n; k++) {
			struct suspicion *f = &m->list[i];
			const struct misuse_answer *x = &m->answers[k];
			if (!text_equal(f->key, x->key))
				continue;
			f->answered = true;
			f->answered_ms = x->at_ms;
			text_copy(f->answered_by, sizeof f->answered_by, x->by);
			text_copy(f->reason, sizeof f->reason, x->reason);
		}
}

static int by_need(const void *a, const void *b)
{
	const struct suspicion *x = a, *y = b;

	if (x->answered != y->answered)
		return x->answered ? 1 : -1;
	if (x->last_ms != y->last_ms)
		return x->last_ms < y->last_ms ? 1 : -1;
	return strcmp(x->key, y->key);
}

size_t misuse_find(struct misuse *m, const struct suspicion **out)
{
	m->n = 0;
	for (size_t i = 0; i < m->counts.n; i++)
		judge(m, &m->counts.rows[i]);
	find_idle(m);
	join_answers(m);
	qsort(m->list, m->n, sizeof *m->list, by_need);
	*out = m->list;
	return m->n;
}
