/* SPDX-License-Identifier: MIT
 *
 * The list follows from the answers: a department is what answers for at least one resource.
 */
#include "core/demo/department.h"

#include <string.h>

static const struct {
	const char *word, *text;
} ailments[AILMENT_COUNT] = {
#define X(name, word, text) {word, text},
	AILMENT_TABLE(X)
#undef X
};

const char *ailment_word(enum ailment a)
{
	return ailments[a].word;
}

const char *ailment_text(enum ailment a)
{
	return ailments[a].text;
}

struct department *department_find(struct departments *all, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->list[i].name, name))
			return &all->list[i];
	return NULL;
}

void departments_init(struct departments *all, uint64_t seed)
{
	struct stream s = {seed ^ 0x6465706172746d65u};

	*all = (struct departments){.n = 0};
	for (size_t i = 0; i < SERVICE_COUNT; i++) {
		struct department *d = &all->list[all->n];

		if (department_find(all, services[i].department))
			continue;
		if (all->n == DEPARTMENTS)
			BUG("more departments than the exchange has room for");
		d->name = services[i].department;
		d->usual_ms = d->latency_ms = 50 + (int)stream_below(&s, 551);
		all->n++;
	}
}

enum err department_set(
	struct departments *all, const char *name, const char *state, int latency_ms)
{
	struct department *d = department_find(all, name);
	int a = 0;

	if (!d)
		return ERR_NOTFOUND;
	while (a < AILMENT_COUNT && strcmp(ailments[a].word, state))
		a++;
	if (a == AILMENT_COUNT || latency_ms > LATENCY_MAX_MS)
		return ERR_INPUT;
	d->ailment = (enum ailment)a;
	d->latency_ms = latency_ms >= 0	    ? latency_ms
			: a == AILMENT_SLOW ? LATENCY_SLOW_MS
					    : d->usual_ms;
	return OK;
}

void departments_list(const struct departments *all, struct json_out *o)
{
	for (size_t i = 0; i < all->n; i++) {
		out_open(o, NULL, '{');
		out_word(o, "department", all->list[i].name);
		out_word(o, "state", ailment_word(all->list[i].ailment));
		out_int(o, "latency_ms", all->list[i].latency_ms);
		out_close(o, '}');
	}
}
