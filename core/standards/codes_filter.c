/* SPDX-License-Identifier: MIT
 *
 * Looks at every row at every key. For each name the index has the readings of its characters as
 * small numbers, so that a name the query cannot begin costs one look a character.
 */
#include <string.h>
#include <strings.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/code_set.h"
#include "core/standards/pinyin.h"

enum { QUERY_BYTES = 128, LENGTHS = 64 };

/* Best first. From RANK_NAME_STARTS on, short names come first. */
enum rank {
	RANK_CODE,
	RANK_NAME,
	RANK_CODE_STARTS,
	RANK_NAME_STARTS,
	RANK_PINYIN_STARTS,
	RANK_NAME_INSIDE,
	RANK_PINYIN_INSIDE,
	RANK_ENGLISH,
	RANK_NONE
};

struct code_index {
	uint16_t *readings;          /* of all names, one after the other; none for marks */
	uint32_t *starts;            /* where each row's begin; one more for the end */
	uint8_t *lengths;            /* of names, in characters, at most LENGTHS - 1 */
	uint16_t *keys;              /* what the last key found: rank and length, and the row */
	uint32_t *found;
};

/* ---- the index ---- */

void code_index_free(struct code_index *x)
{
	if (!x)
		return;
	mem_free(x->readings);
	mem_free(x->starts);
	mem_free(x->lengths);
	mem_free(x->keys);
	mem_free(x->found);
	mem_free(x);
}

static struct code_index *make_index(const struct code_set *s)
{
	struct code_index *x = mem_new(sizeof(*x));
	size_t bytes = 0, n = 0;

	for (size_t i = 0; i < s->n; i++)
		bytes += strlen(s->rows[i].name);
	x->readings = mem_array(bytes, sizeof(*x->readings));
	x->starts = mem_array(s->n + 1, sizeof(*x->starts));
	x->lengths = mem_array(s->n, sizeof(*x->lengths));
	x->keys = mem_array(s->n, sizeof(*x->keys));
	x->found = mem_array(s->n, sizeof(*x->found));
	for (size_t i = 0; i < s->n; i++) {
		const char *name = s->rows[i].name;
		size_t left = strlen(name);

		x->starts[i] = (uint32_t)n;
		while (left > 0) {
			uint16_t id = pinyin_id(text_next(&name, &left));
			if (id)
				x->readings[n++] = id;
			if (x->lengths[i] < LENGTHS - 1)
				x->lengths[i]++;
		}
	}
	x->starts[s->n] = (uint32_t)n;
	return x;
}

/* ---- the query ---- */

struct query {
	char text[QUERY_BYTES];      /* without blanks at its ends */
	char narrow[QUERY_BYTES];    /* the same in narrow letters */
	char folded[QUERY_BYTES];    /* and small ones */
	size_t len;                  /* of folded */
	bool ascii, spelling;        /* folded can be English; it can be pinyin */
	uint64_t first[PINYIN_IDS];  /* places reached when these readings begin the query */
};

static void narrow(const char *text, char out[QUERY_BYTES])
{
	size_t left = strlen(text), n = 0;

	while (left > 0) {
		char bytes[TEXT_UTF8_MAX];
		uint32_t c = text_fold(text_next(&text, &left));
		size_t size = c == TEXT_BAD ? 0 : text_put(c, bytes);
		if (n + size >= QUERY_BYTES)
			break;
		memcpy(out + n, bytes, size);
		n += size;
	}
	out[n] = '\0';
}

/* Small letters; what the query is made of. */
static void classify(struct query *q)
{
	size_t i;

	q->ascii = q->spelling = true;
	for (i = 0; q->narrow[i]; i++) {
		char c = q->narrow[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		q->folded[i] = c;
		q->ascii = q->ascii && (unsigned char)c < 0x80;
		q->spelling = q->spelling && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
	}
	q->folded[i] = '\0';
	q->len = i;
	q->spelling = q->spelling && i <= PINYIN_QUERY;
}

/* False when no name could have it. */
static bool make_query(const char *text, struct query *q)
{
	size_t len;

	text += strspn(text, " ");
	for (len = strlen(text); len > 0 && text[len - 1] == ' ';)
		len--;
	if (!text_copyn(q->text, sizeof(q->text), text, len))
		return false;
	narrow(q->text, q->narrow);
	classify(q);
	for (uint16_t id = 1; id < PINYIN_IDS && q->spelling; id++)
		q->first[id] = pinyin_step(q->folded, q->len, 1, pinyin_readings(id));
	return true;
}

/* ---- one row ---- */

static bool spelt_from(const struct query *q, const uint16_t *at, const uint16_t *end)
{
	uint64_t places = q->first[*at];

	while (!(places >> q->len & 1)) {
		if (++at == end || !places)
			return false;
		places = pinyin_step(q->folded, q->len, places, pinyin_readings(*at));
	}
	return true;
}

static enum rank spelt(const struct query *q, const struct code_index *x, size_t row)
{
	const uint16_t *begin = x->readings + x->starts[row], *end = x->readings + x->starts[row + 1];

	for (const uint16_t *at = begin; at < end; at++) {
		if (q->first[*at] && spelt_from(q, at, end))
			return at == begin ? RANK_PINYIN_STARTS : RANK_PINYIN_INSIDE;
	}
	return RANK_NONE;
}

static enum rank named(const char *name, const char *query)
{
	const char *at = strstr(name, query);

	if (!at)
		return RANK_NONE;
	if (at > name)
		return RANK_NAME_INSIDE;
	return strcmp(name, query) == 0 ? RANK_NAME : RANK_NAME_STARTS;
}

static bool word_starts(const char *text, const char *query, size_t len)
{
	for (; *text; text += strspn(text, " ")) {
		if (strncasecmp(text, query, len) == 0)
			return true;
		text += strcspn(text, " ");
	}
	return false;
}

static bool code_starts(const char *code, const char *folded)
{
	for (; *folded; code++, folded++) {
		if (*code != *folded && (*code < 'A' || *code > 'Z' || *code - 'A' + 'a' != *folded))
			return false;
	}
	return true;
}

static enum rank rank(const struct query *q, const struct code_index *x, const struct code *c,
	size_t row)
{
	enum rank best;

	if (code_starts(c->code, q->folded))
		return c->code[q->len] ? RANK_CODE_STARTS : RANK_CODE;
	best = q->spelling ? spelt(q, x, row) : named(c->name, q->text);
	if (best == RANK_NONE && !q->spelling)
		best = named(c->name, q->narrow);
	if (best == RANK_NONE && q->ascii && *c->name_en && word_starts(c->name_en, q->folded, q->len))
		best = RANK_ENGLISH;
	return best;
}

/* ---- all rows ---- */

static uint16_t key_of(enum rank r, uint8_t length)
{
	return (uint16_t)(r * LENGTHS + (r < RANK_NAME_STARTS ? 0 : length));
}

/* Under CODE_NONE stands the top. */
static bool stands_under(const struct code_set *s, size_t row, uint32_t parent)
{
	if (parent == CODE_NONE)
		return s->up[row] == CODE_NONE;
	for (uint32_t up = s->up[row]; up != CODE_NONE; up = s->base->up[up]) {
		if (up == parent)
			return true;
	}
	return false;
}

static size_t collect(const struct code_set *s, const struct query *q, day_t on,
	const uint32_t *parent)
{
	struct code_index *x = s->index;
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct code *c = &s->rows[i];
		enum rank r = RANK_CODE;

		if (!code_in_force(c, on) || (parent && !stands_under(s, i, *parent)))
			continue;
		if (q->len > 0)
			r = rank(q, x, c, i);
		if (r == RANK_NONE)
			continue;
		x->keys[n] = key_of(r, x->lengths[i]);
		x->found[n++] = (uint32_t)i;
	}
	return n;
}

/* Counting sort: where each key begins, then every row to its place if that is wanted. */
static size_t write_best(const struct code_set *s, size_t n, const struct code **out, size_t max)
{
	const struct code_index *x = s->index;
	size_t next[RANK_NONE * LENGTHS + 1] = {0};

	for (size_t i = 0; i < n; i++)
		next[x->keys[i] + 1]++;
	for (size_t k = 1; k < COUNT_OF(next); k++)
		next[k] += next[k - 1];
	for (size_t i = 0; i < n; i++) {
		size_t place = next[x->keys[i]]++;
		if (place < max)
			out[place] = &s->rows[x->found[i]];
	}
	return n < max ? n : max;
}

size_t codes_filter(const char *set, const char *parent, const char *query, day_t on,
	const struct code **out, size_t max, size_t *total)
{
	struct code_set *s = code_set_get(set);

	if (s)
		return code_set_filter(s, parent, query, on, out, max, total);
	if (total)
		*total = 0;
	return 0;
}

size_t code_set_filter(struct code_set *s, const char *parent, const char *query, day_t on,
	const struct code **out, size_t max, size_t *total)
{
	static struct query q; /* 16 KiB */
	uint32_t above = CODE_NONE;
	size_t n = 0;

	if (parent && *parent)
		above = code_set_find(s->base, parent);
	if ((!parent || !*parent || above != CODE_NONE) && make_query(query, &q)) {
		if (!s->index)
			s->index = make_index(s);
		n = collect(s, &q, on, parent ? &above : NULL);
	}
	if (total)
		*total = n;
	return n ? write_best(s, n, out, max) : 0;
}
