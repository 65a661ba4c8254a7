/* SPDX-License-Identifier: MIT
 *
 * UTF-8, cell widths, and the one sanitiser before the glass. Only this file measures or cuts
 * text; everybody else thinks in cells.
 */
#ifndef ONETRIP_TEXT_H
#define ONETRIP_TEXT_H

#include "core/base/base.h"
#include "core/base/buf.h"

#define TEXT_BAD UINT32_MAX /* no code point */
enum { TEXT_UTF8_MAX = 4 };

/* Decodes one code point strictly (RFC 3629: no overlong form, no surrogate, <= U+10FFFF).
 * Advances *text; returns TEXT_BAD after skipping one byte of a malformed sequence.
 * len is what is left; at len 0 returns 0 and does not move. */
uint32_t text_next(const char **text, size_t *len);
size_t text_put(uint32_t codepoint, char out[TEXT_UTF8_MAX]); /* bytes written */
bool text_valid(const char *text, size_t len);
size_t text_count(const char *text);             /* code points; malformed bytes count one each */

/* Cells one code point takes: 0 combining or format, 1, or 2 (East Asian Wide and Fullwidth, and
 * all of planes 2 and 3). Ambiguous characters are 1 unless text_ambiguous_wide(true). Controls
 * are 0. No locale is consulted for planes 2-3. */
int text_cell(uint32_t codepoint);
bool text_ambiguous_wide(bool wide);             /* true: that is a change */
size_t text_cells(const char *text);             /* cells of a whole string, after sanitising */

/* The longest prefix of text that takes at most cells; returns its bytes, never splits a
 * character from its combining marks. *used gets the cells taken (may be NULL). */
size_t text_fit(const char *text, size_t cells, size_t *used);

/* Appends text cut and padded with blanks to exactly cells (cut text ends with ".." when mark). */
void text_pad(struct buf *out, const char *text, size_t cells, bool mark);

/* What may be shown for a code point: itself, or U+FFFD for C0, DEL, C1, soft hyphen, bidi and
 * zero-width controls, tags, private use, non-characters, Hangul fillers; variation selectors
 * only directly after a Han character. */
uint32_t text_show(uint32_t codepoint, uint32_t before);
void text_sanitise(struct buf *out, const char *text, size_t len);

bool text_is_han(uint32_t codepoint);            /* standards.md section 6 */

/* Width-folds U+FF01..FF5E and U+3000 to ASCII; anything else is returned as it came. */
uint32_t text_fold(uint32_t codepoint);

/* Bounded copies into fixed arrays; false (and a cut copy) when it did not fit. */
bool text_copy(char *to, size_t size, const char *from);
bool text_copyn(char *to, size_t size, const char *from, size_t len);
bool text_format(char *to, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);
bool text_equal(const char *a, const char *b);   /* NULL equals "" */
bool text_starts(const char *text, const char *prefix);

/* Whole-string decimal number in [min, max]; false when anything else is there. */
bool text_number(const char *text, int64_t min, int64_t max, int64_t *out);
void text_hex(const uint8_t *bytes, size_t len, char *out); /* lower case, NUL-terminated */
bool text_unhex(const char *hex, uint8_t *out, size_t len); /* exactly 2*len digits */

#endif
