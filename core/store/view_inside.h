/* SPDX-License-Identifier: MIT
 *
 * Pieces of view.c that the name index and verify need.
 */
#ifndef ONETRIP_VIEW_INSIDE_H
#define ONETRIP_VIEW_INSIDE_H

#include "core/store/seal.h"
#include "core/store/view.h"

/* Fills applicant and query of c (whose id is set) from the sealed column; leaves them empty when
 * the key is not held or was destroyed. */
enum err view_open_names(struct store *s, struct span sealed, struct view_case *c) MUST_CHECK;
enum err view_make_token(struct store *s, enum token kind, const char *value, uint8_t out[10])
	MUST_CHECK;

#endif
