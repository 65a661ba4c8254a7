/* SPDX-License-Identifier: MIT
 *
 * Verifying views: the journal is replayed into temporary tables of the same names, inside the
 * read transaction, and the two are compared: plain columns and tokens by SQL, sealed columns
 * opened.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/store/verify_inside.h"
#include "core/store/view_inside.h"

#define PLAIN                                                                                      \
	"casefile, number, item, item_name, state, window, operator, note, due, created, "         \
	"updated, "                                                                                \
	"missing, unverified, closed, event"

#define QUEUE                                                                                      \
	"casefile, number, item, department, state, window, holder, created, updated, closed, "    \
	"next, warn, notice, defer, flags, overridden, urged, replied"

static enum err differing(
	struct store *s, struct verify_report *out, const char *sql, const char *what)
{
	struct stmt *q = db_stmt(s->db, sql);
	char hex[UID_HEX];

	while (stmt_row(q)) {
		struct uid id = {{0}};

		stmt_get_fixed(q, id.b, sizeof id.b);
		text_hex(id.b, sizeof id.b, hex);
		finding(out, _("casefile %s: %s"), hex, _(what));
	}
	return stmt_end(q);
}

static enum err differing_names(struct store *s, struct verify_report *out)
{
	struct stmt *q = db_stmt(s->db, "SELECT m.casefile, m.sealed, t.sealed FROM "
					"main.case_view m JOIN temp.case_view t USING(casefile)");
	char hex[UID_HEX];

	while (stmt_row(q)) {
		struct view_case is = {0}, should = {0};
		struct span a, b;
		bool same;

		stmt_get_fixed(q, is.id.b, sizeof is.id.b);
		should.id = is.id;
		a.data = stmt_get_blob(q, &a.len);
		b.data = stmt_get_blob(q, &b.len);
		same = view_open_names(s, a, &is) == OK && view_open_names(s, b, &should) == OK &&
		       strcmp(is.applicant, should.applicant) == 0 &&
		       strcmp(is.query, should.query) == 0;
		text_hex(is.id.b, sizeof is.id.b, hex);
		if (!same)
			finding(out, _("casefile %s: the name in the queue is not that of its events"),
				hex);
	}
	return stmt_end(q);
}

enum err verify_views(struct store *s, struct verify_report *out)
{
	static const struct {
		const char *sql, *what;
	} comparisons[] = {
		{"SELECT casefile FROM (SELECT " PLAIN " FROM main.case_view EXCEPT SELECT " PLAIN
		 " FROM temp.case_view)",
			N_("its row in the queue does not follow from its events")},
		{"SELECT casefile FROM temp.case_view EXCEPT SELECT casefile FROM main.case_view",
			N_("is missing in the queue")},
		{"SELECT casefile FROM (SELECT " QUEUE " FROM main.queue_view NOT INDEXED EXCEPT "
		 "SELECT " QUEUE " FROM temp.queue_view NOT INDEXED)",
			N_("its place in the queue does not follow from its events")},
		{"SELECT casefile FROM temp.queue_view NOT INDEXED EXCEPT "
		 "SELECT casefile FROM main.queue_view NOT INDEXED",
			N_("has no place in the queue")},
		{"SELECT casefile FROM (SELECT * FROM main.fact NOT INDEXED EXCEPT "
		 "SELECT * FROM temp.fact NOT INDEXED)",
			N_("its figures do not follow from its events")},
		{"SELECT casefile FROM temp.fact NOT INDEXED EXCEPT "
		 "SELECT casefile FROM main.fact NOT INDEXED",
			N_("is missing in the figures")},
		{"SELECT casefile FROM (SELECT * FROM main.appeal_view NOT INDEXED EXCEPT "
		 "SELECT * FROM temp.appeal_view NOT INDEXED)",
			N_("its row among the appeals does not follow from its events")},
		{"SELECT casefile FROM temp.appeal_view NOT INDEXED EXCEPT "
		 "SELECT casefile FROM main.appeal_view NOT INDEXED",
			N_("is missing among the appeals")},
		{"SELECT casefile FROM (SELECT * FROM main.rating_view NOT INDEXED EXCEPT "
		 "SELECT * FROM temp.rating_view NOT INDEXED)",
			N_("a rating does not follow from its events")},
		{"SELECT casefile FROM (SELECT * FROM temp.rating_view NOT INDEXED EXCEPT "
		 "SELECT * FROM main.rating_view NOT INDEXED)",
			N_("a rating is missing")},
		{"SELECT casefile FROM (SELECT kind, token, casefile FROM main.token NOT INDEXED "
		 "EXCEPT "
		 "SELECT kind, token, casefile FROM temp.token)",
			N_("a search token does not follow from its events")},
		{"SELECT casefile FROM (SELECT kind, token, casefile FROM temp.token EXCEPT "
		 "SELECT kind, token, casefile FROM main.token NOT INDEXED)",
			N_("a search token is missing")},
	};
	enum err e;

	if (!s->project || !keyring_any(s->keys, 'C', NULL) || !keyring_any(s->keys, 'X', NULL)) {
		out->reduced = true;
		return OK;
	}
	e = db_temp_views(s->db);
	if (e == OK)
		e = journal_replay(s, NULL);
	for (size_t i = 0; e == OK && i < COUNT_OF(comparisons); i++)
		e = differing(s, out, comparisons[i].sql, comparisons[i].what);
	return e == OK ? differing_names(s, out) : e;
}
