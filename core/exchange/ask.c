/* SPDX-License-Identifier: MIT
 *
 * An ask leaves only with its whole lawful basis, to a resource that is in the catalog and
 * shared; all of that is decided here, before any byte is built.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/ask.h"
#include "core/exchange/fault.h"
#include "core/exchange/probe.h"
#include "core/exchange/wire.h"

static const struct {
	const char *word, *text, *todo;
} outcomes[] = {
#define X(name, word, text, todo) {word, text, todo},
	OUTCOME_TABLE(X)
#undef X
};

static const struct {
	enum outcome outcome;
	const char *code, *text;
	int again;
} faults[] = {
#define X(name, outcome, code, text, again) {outcome, code, text, again},
	FAULT_TABLE(X)
#undef X
};

const char *outcome_word(enum outcome o)
{
	return outcomes[o].word;
}

const char *outcome_text(enum outcome o)
{
	return outcomes[o].text;
}

const char *outcome_todo(enum outcome o)
{
	return outcomes[o].todo;
}

bool outcome_parse(const char *word, enum outcome *out)
{
	for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
		if (text_equal(outcomes[i].word, word)) {
			*out = (enum outcome)i;
			return true;
		}
	}
	return false;
}

bool outcome_well(enum outcome o)
{
	return o == OUTCOME_FOUND || o == OUTCOME_NOTHING;
}

int fault_again(enum fault f)
{
	return faults[f].again;
}

void reply_fault(struct reply *r, enum fault f)
{
	r->outcome = faults[f].outcome;
	text_copy(r->code, sizeof(r->code), faults[f].code);
	text_copy(r->text, sizeof(r->text), faults[f].text);
}

void reply_forget(struct reply *r)
{
	for (size_t i = 0; i < r->n_rows; i++)
		record_release(&r->rows[i]);
	mem_free(r->rows);
	buf_release(&r->body);
	r->rows = NULL;
	r->n_rows = r->more = r->extras = 0;
	r->body = (struct buf){0};
}

void reply_release(struct reply *r)
{
	reply_forget(r);
	*r = (struct reply){0};
}

const char *ask_value(const struct ask_request *r, const struct argument *a)
{
	const char *v;

	if (a->value[0] != ':')
		return a->value;
	if (strcmp(a->value, ":holder_id") == 0)
		v = r->basis.holder_id;
	else if (strcmp(a->value, ":holder_name") == 0)
		v = r->basis.holder_name;
	else
		v = r->values ? record_get(r->values, a->value + 1) : NULL;
	return given(v) ? v : NULL;
}

static enum err refuse(enum err err, const char *msgid, char *why)
{
	text_copy(why, ASK_TEXT, msgid);
	return err;
}

enum err ask_check(const struct ask_request *r, char *why)
{
	const struct basis *b = &r->basis;

	if (!r->resource)
		return refuse(ERR_DENIED, N_("This is not in the catalog"), why);
	if (r->resource->sharing == SHARING_NONE)
		return refuse(ERR_DENIED, N_("The department does not share this"), why);
	if (r->resource->listed)
		return refuse(ERR_DENIED, N_("It stands in the catalog, but has no interface yet"), why);
	if (!given(b->operator_id) || !given(b->window) || !given(b->unit))
		return refuse(ERR_DENIED, N_("Who asks is not known"), why);
	if (!given(b->item_code))
		return refuse(ERR_DENIED, N_("The item this is asked for is missing"), why);
	if (!given(b->case_number))
		return refuse(ERR_DENIED, N_("The case this is asked for is missing"), why);
	if (!given(b->ground))
		return refuse(ERR_DENIED, N_("The lawful basis is missing"), why);
	if (r->probe && !probe_nobody(b->holder_id))
		return refuse(ERR_DENIED, N_("A check of the line may ask about nobody"), why);
	if (strcmp(b->case_number, "test") == 0 && !origin_loopback(r->resource->origin))
		return refuse(ERR_DENIED, N_("A test may ask only this machine"), why);
	for (size_t i = 0; i < r->resource->n_arguments; i++) {
		if (!ask_value(r, &r->resource->arguments[i]))
			return refuse(ERR_INCOMPLETE, N_("A value to ask by is missing"), why);
	}
	if (strstr(r->resource->same, ":holder_id") && !given(b->holder_id))
		return refuse(ERR_INCOMPLETE, N_("A value to ask by is missing"), why);
	return OK;
}
