/* SPDX-License-Identifier: MIT */
#include "core/casework/level.h"

#include "core/base/text.h"

static const char *const texts[LEVEL_COUNT] = {
#define X(name, text) [name] = text,
	LEVEL_TABLE(X)
#undef X
};

const char *level_words(enum level l)
{
	return texts[l];
}

static bool seen(enum proof p)
{
	return p == PROOF_READER || p == PROOF_SEEN;
}

static enum level of_account(const struct casefile *c)
{
	const struct evidence *e = casefile_latest(c, "AUTH-01", "");
	const char *word = e && e->n_rows > 0 ? record_get(&e->rows[0], "level") : NULL;
	int64_t level = LEVEL_UNKNOWN;

	return word && text_number(word, LEVEL_STATED, LEVEL_SEEN, &level) ? (enum level)level :
									      LEVEL_UNKNOWN;
}

enum level casefile_level(const struct casefile *c)
{
	bool here = c->identity_confirmed && (c->legal ? seen(c->agent_proof) && *c->agent :
							 !*c->agent && seen(c->proof));
	enum level account = of_account(c);

	if (here)
		return LEVEL_SEEN;
	return c->raised > account ? c->raised : account;
}

bool level_missing(const struct casefile *c)
{
	return c->item && casefile_level(c) < (enum level)c->item->level;
}
