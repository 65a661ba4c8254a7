/* SPDX-License-Identifier: MIT
 *
 * What must hold: an old epoch is retired only in a transaction that saw no key wrapped by it.
 */
#include "core/store/rewrap.h"

#include <string.h>

#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/inside.h"

enum err rewrap_needed(struct store *s, bool *needed)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e)
		return e;
	q = db_stmt(s->db, "SELECT count(*) FROM epoch WHERE class = 'C'");
	*needed = stmt_row(q) && stmt_get_int(q) > 1;
	return stmt_end(q);
}

/* The head of a blob wrapped by an epoch: suite, then the epoch, little endian. */
static void head_of(uint32_t epoch, uint8_t out[5])
{
	out[0] = SUITE_KEY;
	for (int i = 0; i < 4; i++)
		out[1 + i] = (uint8_t)(epoch >> (8 * i));
}

/* The next casefiles, in order of their ids, that are not under the newest epoch. */
static enum err next_batch(struct store *s, uint32_t epoch, struct uid out[REWRAP_BATCH], size_t *n)
{
	struct stmt *q = db_stmt(s->db, "SELECT casefile FROM dek WHERE casefile > ? AND "
					"substr(wrapped, 1, 5) <> ? ORDER BY casefile LIMIT ?");
	uint8_t head[5];

	head_of(epoch, head);
	*n = 0;
	stmt_put_blob(q, s->rewrapped.b, sizeof s->rewrapped.b);
	stmt_put_blob(q, head, sizeof head);
	stmt_put_int(q, REWRAP_BATCH);
	while (*n < REWRAP_BATCH && stmt_row(q))
		stmt_get_fixed(q, out[(*n)++].b, 16);
	return stmt_end(q);
}

static enum err retire(struct store *s, uint32_t epoch)
{
	uint8_t digest[HASH_SIZE];
	char hex[HASH_HEX], number[16], count[24];
	struct stmt *q = db_stmt(s->db, "DELETE FROM slot WHERE class = 'C' AND epoch < ?");

	stmt_put_int(q, epoch);
	enum err e = stmt_run(q);
	if (e)
		return e;
	q = db_stmt(s->db, "DELETE FROM epoch WHERE class = 'C' AND epoch < ?");
	stmt_put_int(q, epoch);
	e = stmt_run(q);
	if (!e)
		e = keys_digest(s, digest);
	if (e)
		return e;
	text_hex(digest, sizeof digest, hex);
	text_format(number, sizeof number, "%u", epoch);
	text_format(count, sizeof count, "%llu", (unsigned long long)s->n_rewrapped);
	return journal_note(s, s->current.id, "KEYS_REWRAPPED",
		(const char *const[]){"n", count, "epoch", number, "keys", hex, NULL});
}

/* In an open transaction. At the end of the table it is looked through once more from its beginning:
 * another window may have made a key by the old epoch just before the new one. */
static enum err step(struct store *s, bool *left)
{
	static const struct uid start;
	struct uid batch[REWRAP_BATCH];
	uint8_t public[KEY_SIZE];
	uint32_t epoch;
	size_t n = 0;
	enum err e = epoch_newest(s, 'C', &epoch, public);

	if (!e)
		e = next_batch(s, epoch, batch, &n);
	if (!e && n == 0 && !uid_none(&s->rewrapped)) {
		s->rewrapped = start;
		e = next_batch(s, epoch, batch, &n);
	}
	for (size_t i = 0; !e && i < n; i++)
		e = dek_renew(s, &batch[i]);
	if (e)
		return e;
	s->n_rewrapped += n;
	if (n)
		s->rewrapped = batch[n - 1];
	*left = n > 0;
	return n ? OK : retire(s, epoch);
}

enum err rewrap_step(struct store *s, bool *left)
{
	bool needed = false;

	*left = false;
	if (!s->keys)
		return ERR_LOCKED;
	if (!keyring_any(s->keys, 'C', NULL))
		return ERR_DENIED;
	enum err e = rewrap_needed(s, &needed);
	if (e || !needed)
		return e;
	e = store_begin(s, GATE_MOMENT_MS);
	return e ? e : store_finish(s, step(s, left));
}
