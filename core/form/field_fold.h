/* SPDX-License-Identifier: MIT
 *
 * What the folding of one type shares with that of another: the value as typed, and how it is
 * taken or refused. field_fold.c folds words, people and picks, field_fold_amounts.c the rest.
 */
#ifndef ONETRIP_FIELD_FOLD_H
#define ONETRIP_FIELD_FOLD_H

#include "core/form/draft.h"
#include "core/standards/verdict.h"

enum { SHARE_WHOLE = 1000000 }; /* 100 per cent */

struct fold {
	const struct field *field;
	const char *typed;
	day_t today;
	struct buf folded; /* narrow, without blanks at the ends */
	struct buf *out;
	char *why;
};

const char *fold_label(const struct fold *f);
enum err fold_refuse(struct fold *f, const char *format, ...) PRINTF_LIKE(2, 3);
enum err fold_refuse_verdict(struct fold *f, const struct verdict *v);
enum err fold_refuse_length(struct fold *f, size_t has, size_t needs);
enum err fold_give(struct fold *f, const char *value);

enum err fold_money(struct fold *f);
enum err fold_money_wan(struct fold *f);
enum err fold_share(struct fold *f);
enum err fold_plate(struct fold *f);
enum err fold_vin(struct fold *f);
enum err fold_project(struct fold *f);
enum err fold_postcode(struct fold *f);
enum err fold_time(struct fold *f);
enum err fold_month(struct fold *f);

#endif
