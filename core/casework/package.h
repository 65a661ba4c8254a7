/* SPDX-License-Identifier: MIT
 *
 * What goes along when a case is handed to another region: one text, a line each, and behind it the
 * bytes of every file it names, in its order. The text is frozen with the hand-over and sealed
 * (SHA-256); it names each file by its own hash (BLAKE2b-256) and length, so the seal holds all of it.
 *
 *   item=CODE form=HEX number=  subject=  applicant=  [object=legal]  proof=  [situation=]
 *   rows.REPEAT=N               how many, before their fields
 *   field.NAME=VALUE            from.NAME=ORIGIN MOMENT RESOURCE [unverified]   as it stood here
 *   material.NAME=MARK way:N [had: level: due: actual: until: valid: resource: pending:1]
 *   source.NAME=  note.NAME=    what proves it, what was noted
 *   scan.NAME=HEX LENGTH        its files, in order
 */
#ifndef ONETRIP_PACKAGE_H
#define ONETRIP_PACKAGE_H

#include "core/casework/casefile.h"

/* PACKAGE_PART: bytes a question carries, at most */
enum { PACKAGE_TEXT = 192 * 1024, PACKAGE_FILES = 64, PACKAGE_WHOLE = 32 << 20,
	PACKAGE_PART = 24 * 1024 };

/* ERR_LIMIT: more than a package holds; ERR_NOTFOUND, ERR_TAMPER: a file is not what was kept. */
enum err package_write(const struct casefile *c, struct store *s, struct buf *out) MUST_CHECK;
void package_seal(const char *text, char out[HASH_HEX]); /* SHA-256 of the text */

struct package_file {
	uint8_t hash[HASH_SIZE];
	size_t len, at;              /* at: of its first byte, in the whole */
};
struct package {
	const char *text;            /* borrowed */
	size_t text_len, whole;      /* bytes: of the text, of all */
	struct package_file files[PACKAGE_FILES];
	size_t n_files;
};
/* ERR_INPUT: a file line that is none, or more than a package holds. */
enum err package_open(const char *text, struct package *out) MUST_CHECK;

/* Bytes [at, at + PACKAGE_PART) of the whole, fewer at its end. cache holds the file they are in and
 * belongs to the caller: initialised with PACKAGE_FILE_ROOM, cached NULL at first. */
enum { PACKAGE_FILE_ROOM = (8 << 20) + 1 };
enum err package_part(const struct package *p, struct store *s, size_t at, struct buf *cache,
	const struct package_file **cached, struct buf *out) MUST_CHECK;

/* The next line; false at the end. name "" where the kind has none; all point into text. */
struct package_line {
	char kind[16], name[80];
	const char *value;
	size_t len;
};
bool package_line(const char **at, struct package_line *out);
/* The value of a line without a name; false when it is not there or does not fit. */
bool package_word(const char *text, const char *kind, char *out, size_t size);

/* From a line to the body of a FIELD or MATERIAL event of an item. ERR_NOTFOUND: the item has none of
 * this name; ERR_INPUT: not a value of it. */
enum err package_field(const struct item *item, const char *text, const struct package_line *l,
	day_t today, struct record *out) MUST_CHECK;
enum err package_rows(const struct item *item, const struct package_line *l, int *repeat, int *rows)
	MUST_CHECK;
enum err package_material(const struct item *item, const char *text, const struct package_line *l,
	struct record *out) MUST_CHECK;

#endif
