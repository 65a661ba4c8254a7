/* SPDX-License-Identifier: MIT
 *
 * An ordered list of named byte strings, the body of every event and every row of an answer.
 * On disk a record is a run of netstrings, name then value: "4:name,6:value1,". Decoding is
 * strict: exact lengths, no leading zero, names [a-z0-9_.-]{1,64}, no name twice, nothing after.
 */
#ifndef ONETRIP_RECORD_H
#define ONETRIP_RECORD_H

#include "core/base/base.h"
#include "core/base/buf.h"

enum { RECORD_PAIRS = 512, RECORD_BYTES = 1 << 20 };

struct record_pair {
	char *name;
	char *value; /* NUL-terminated for convenience; may hold any bytes */
	size_t len;
};

struct record {
	struct record_pair *pairs;
	size_t n, cap;
	size_t bytes;
	enum err err; /* first failed add, like struct buf */
};

void record_release(struct record *r);           /* wipes values */
void record_add(struct record *r, const char *name, const char *value); /* NULL adds nothing */
void record_addn(struct record *r, const char *name, const void *value, size_t len);
void record_addi(struct record *r, const char *name, int64_t value);
const char *record_get(const struct record *r, const char *name); /* NULL when absent */
const struct record_pair *record_find(const struct record *r, const char *name);
int64_t record_int(const struct record *r, const char *name, int64_t otherwise);
void record_encode(const struct record *r, struct buf *out);
enum err record_decode(const char *data, size_t len, struct record *out); /* out is {0} before */

#endif
