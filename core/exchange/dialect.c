/* SPDX-License-Identifier: MIT
 *
 * The dialects this program speaks, and what they share. A new one is a file and a row here.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "core/exchange/fault.h"
#include "core/exchange/json.h"

static const struct dialect *const dialects[] = {&dialect_openapi, &dialect_zjgw, &dialect_irs,
	&dialect_national, &dialect_xroad, &dialect_ticket};

size_t dialect_count(void)
{
	return COUNT_OF(dialects);
}

const struct dialect *dialect_at(size_t i)
{
	return dialects[i];
}

const struct dialect *dialect_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(dialects); i++) {
		if (strcmp(dialects[i]->name, name) == 0)
			return dialects[i];
	}
	return NULL;
}

bool answer_header(const struct answer_in *in, const char *name, char *out, size_t size)
{
	size_t len = strlen(name);

	out[0] = '\0';
	for (const char *p = in->headers ? in->headers : "", *end; *p; p = *end ? end + 1 : end) {
		const char *value = p + len + 2;

		end = p + strcspn(p, "\n");

		if (strncmp(p, name, len) != 0 || strncmp(p + len, ": ", 2) != 0)
			continue;
		if (text_copyn(out, size, value, (size_t)(end - value)))
			return true;
		out[0] = '\0';
		return false;
	}
	return false;
}

enum outcome outcome_of_status(int status)
{
	switch (status) {
	case 403:
		return OUTCOME_DENIED;
	case 429:
	case 502:
	case 503:
	case 504:
		return OUTCOME_AGAIN;
	default:
		if (status >= 200 && status <= 299)
			return OUTCOME_FOUND;
		return status >= 500 ? OUTCOME_BROKEN : OUTCOME_BADASK;
	}
}

void answer_fault(struct answer_out *out, int fault)
{
	struct reply r = {0};

	reply_fault(&r, (enum fault)fault);
	out->outcome = r.outcome;
	out->again = fault_again((enum fault)fault);
	text_copy(out->code, sizeof(out->code), r.code);
	text_copy(out->text, sizeof(out->text), r.text);
}

void answer_copy(char *to, size_t size, const struct json *j)
{
	const char *text = json_text(j);

	if (text)
		text_copy(to, size, text);
}

int64_t credential_life_ms(const struct json *end, int64_t server_ms, int64_t longest_ms,
	int64_t unknown_ms)
{
	static const int64_t seconds_below = 1000000000000; /* 2001 in ms, 33658 in s */
	const char *text = json_text(end);
	int64_t at;

	if (!text || !text_number(text, 0, INT64_MAX / 1000, &at))
		return unknown_ms;
	if (at < seconds_below)
		at *= 1000;
	if (at <= server_ms || at - server_ms > 10 * longest_ms)
		return unknown_ms;
	return at - server_ms < longest_ms ? at - server_ms : longest_ms;
}
