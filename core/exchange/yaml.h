/* SPDX-License-Identifier: MIT
 *
 * As much YAML 1.2 as an interface description needs, turned into JSON, so that one strict parser
 * reads both: block mappings and sequences, one-line flow collections, plain, single- and
 * double-quoted scalars, literal and folded blocks (without the end of their last line), comments, one
 * document. Everything that gives a
 * document power or makes it mean something else on a second look is refused: anchors, aliases,
 * tags, merge keys, complex keys, tabs in the indentation, further documents.
 */
#ifndef ONETRIP_YAML_H
#define ONETRIP_YAML_H

#include "core/base/buf.h"

enum { YAML_BYTES = 1 << 20, YAML_LINES = 40000, YAML_DEPTH = 64 };

/* Appends the document as JSON (which json_parse then judges: duplicate keys, characters).
 * ERR_SYNTAX with *line (from 1) for what is not of this language; ERR_LIMIT beyond the above. */
enum err yaml_to_json(const char *text, size_t len, struct buf *out, int *line) MUST_CHECK;

#endif
