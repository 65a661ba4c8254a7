/* SPDX-License-Identifier: MIT
 *
 * The characters of a body, decided once for all of it: the declared charset, else UTF-8 when it
 * is valid, else GB18030. GBK and GB2312 labels mean GB18030. Nothing is ever replaced: a byte
 * that does not fit spoils the whole body.
 */
#ifndef ONETRIP_CHARSET_H
#define ONETRIP_CHARSET_H

#include "core/base/base.h"
#include "core/base/buf.h"

/* content_type: the header's value, "" when there was none. Appends UTF-8 to out (its max bounds
 * the result). ERR_UNSUPPORTED: UTF-16 or an unknown charset; ERR_SYNTAX: bytes that do not fit. */
enum err charset_read(const char *content_type, const char *body, size_t len, struct buf *out,
	bool *gb18030) MUST_CHECK;

/* The value of a header parameter ("charset") in lower case; false when absent or too long. */
bool charset_parameter(const char *header, const char *name, char *out, size_t size);

#endif
