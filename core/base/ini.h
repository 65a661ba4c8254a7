/* SPDX-License-Identifier: MIT
 *
 * Strict INI files: our own lexer decides (and knows line numbers), iniparser parses, and both
 * must agree on every value or the file is refused. UTF-8 without BOM, NUL, controls or bidi
 * marks; <= 512 KiB, <= 8192 keys, lines <= 1000 bytes; names in section and key are
 * [a-z0-9_.-]; no duplicate section or key; values with anything but [A-Za-z0-9_.,:/ -] or Han
 * stand in double quotes, with no double quote or backslash inside; every mistake is reported as
 * "file:line: message".
 */
#ifndef ONETRIP_INI_H
#define ONETRIP_INI_H

#include "core/base/base.h"
#include "core/base/buf.h"

enum { INI_BYTES = 512 * 1024, INI_KEYS = 8192, INI_LINE = 1000, INI_MESSAGES = 50,
	INI_LONG_BYTES = 4 << 20, INI_LONG_KEYS = 128 * 1024 };

struct ini_entry {
	const char *section; /* "field residence_address" */
	const char *key;
	const char *value;
	int line; /* 1-based */
};

struct ini {
	char *path; /* as given, for messages */
	struct ini_entry *entries; /* in file order */
	size_t n;
	const char **sections; /* in file order, also empty ones */
	int *section_lines;
	size_t n_sections;
	struct ini_impl *impl;
};

/* Loads path. On ERR_SYNTAX, messages holds one "path:line: message\n" per mistake (at most
 * INI_MESSAGES); on ERR_IO/ERR_NOTFOUND one "path: reason\n". messages is initialised by the
 * caller. The returned strings live until ini_free. */
enum err ini_load(const char *path, struct ini **out, struct buf *messages) MUST_CHECK;
enum err ini_parse(const char *path, const char *text, size_t len, struct ini **out,
	struct buf *messages) MUST_CHECK;        /* the same for text in memory */
/* The same for long lists, as a catalog of thousands: <= INI_LONG_BYTES, <= INI_LONG_KEYS. */
enum err ini_load_long(const char *path, struct ini **out, struct buf *messages) MUST_CHECK;
enum err ini_parse_long(const char *path, const char *text, size_t len, struct ini **out,
	struct buf *messages) MUST_CHECK;
void ini_free(struct ini *ini);
const struct ini_entry *ini_find(const struct ini *ini, const char *section, const char *key);
const char *ini_get(const struct ini *ini, const char *section, const char *key); /* or NULL */

/* The nearest of n candidate words to a misspelt one (edit distance <= 2), or NULL. */
const char *ini_nearest(const char *word, const char *const *candidates, size_t n);

#endif
