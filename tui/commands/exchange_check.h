/* SPDX-License-Identifier: MIT
 *
 * onetrip exchange-check: every resource of a catalog asked once about nobody, one row each.
 *
 *   exchange_check.c        options, what is asked, asking
 *   exchange_check_table.c  the rows, as text or CSV
 */
#ifndef ONETRIP_COMMAND_EXCHANGE_CHECK_H
#define ONETRIP_COMMAND_EXCHANGE_CHECK_H

#include "core/exchange/driver.h"
#include "core/exchange/probe.h"
#include "core/exchange/xroad_survey.h"

int command_exchange_check(int argc, char **argv);

/* ---- between the files of the command ---- */

/* Of one question. */
struct probed {
	const struct resource *resource; /* a survey: what xroad_question made */
	const char *provider;        /* of a survey; NULL: a resource */
	struct probe probe;
	bool sent, done;
	int offered;                 /* xroad: by the survey; -1 not known */
	enum outcome outcome;
	int took_ms, tries;
	char code[ASK_CODE], text[ASK_TEXT], trace[ASK_TRACE];
	struct xroad_service *services; /* of a survey that was answered */
	size_t n_services;
};

struct line_check {
	const char *path, *base, *only;
	struct basis who;
	bool once, csv, help;
	struct catalog *catalog;
	struct driver *driver;
	struct pool pool;
	struct probed *rows;
	size_t n;
	size_t left_out;             /* may be sent only once */
	size_t done;
};

size_t check_print(const struct line_check *c); /* how many are well */

#endif
