/* SPDX-License-Identifier: MIT
 *
 * What must hold: STRICT everywhere, no column that can be NULL by accident, lengths of hashes and
 * keys checked by the file itself. Personal data stands in sealed columns only: event.body and
 * case_view.sealed. Everything in case_view, queue_view and token is rebuilt from event.
 */
#include "core/store/schema.h"

/* Tables that exist a second time in the temp schema while verify replays the journal there. */
#define BOTH(kind, name, rest)                                                                     \
	{                                                                                          \
		#name, kind #name rest, kind "temp." #name rest                                    \
	}

const struct schema_part schema_parts[] = {
	{"meta",
		"CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
		NULL},
	/* id: order of arrival in this file. casefile NULL, case_seq 0: an act of the station. */
	{"event",
		"CREATE TABLE event(id INTEGER PRIMARY KEY, suite INTEGER NOT NULL CHECK(suite = 1), "
		"station TEXT NOT NULL, station_seq INTEGER NOT NULL CHECK(station_seq > 0), "
		"casefile BLOB CHECK(casefile IS NULL OR length(casefile) = 16), "
		"case_seq INTEGER NOT NULL CHECK((casefile IS NULL) = (case_seq = 0)), "
		"prev_event BLOB NOT NULL CHECK(length(prev_event) = 32), "
		"op_id BLOB NOT NULL CHECK(length(op_id) = 16), "
		"kind TEXT NOT NULL CHECK(length(kind) BETWEEN 1 AND 31), "
		"at INTEGER NOT NULL, boot BLOB NOT NULL CHECK(length(boot) = 16), "
		"monotonic INTEGER NOT NULL, hub_offset INTEGER NOT NULL, actor TEXT NOT NULL, "
		"form_hash BLOB NOT NULL CHECK(length(form_hash) = 32), body BLOB NOT NULL, "
		"hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT",
		NULL},
	{"event_station", "CREATE UNIQUE INDEX event_station ON event(station, station_seq)", NULL},
	{"event_case",
		"CREATE UNIQUE INDEX event_case ON event(casefile, case_seq) "
		"WHERE casefile IS NOT NULL",
		NULL},
	{"event_op", "CREATE UNIQUE INDEX event_op ON event(op_id)", NULL},
	/* Acts of the stations are few: grants, objections, log-ins are found without a scan. */
	{"event_kind", "CREATE INDEX event_kind ON event(kind) WHERE casefile IS NULL", NULL},
	{"form",
		"CREATE TABLE form(hash BLOB PRIMARY KEY CHECK(length(hash) = 32), "
		"text BLOB NOT NULL) STRICT",
		NULL},
	/* The last event somebody with class A wrote, under a keyed hash: a cut tail shows. */
	{"anchor",
		"CREATE TABLE anchor(station TEXT PRIMARY KEY, station_seq INTEGER NOT NULL, "
		"hash BLOB NOT NULL CHECK(length(hash) = 32), epoch INTEGER NOT NULL, "
		"mac BLOB NOT NULL CHECK(length(mac) = 32)) STRICT, WITHOUT ROWID",
		NULL},
	{"operator",
		"CREATE TABLE operator(id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, "
		"state INTEGER NOT NULL, public BLOB NOT NULL, sealed BLOB NOT NULL, "
		"salt BLOB NOT NULL, memory INTEGER NOT NULL, passes INTEGER NOT NULL, "
		"enrol BLOB NOT NULL, failures INTEGER NOT NULL, wait_until INTEGER NOT NULL, "
		"last_login INTEGER NOT NULL) STRICT, WITHOUT ROWID",
		NULL},
	/* Where a role counts: scope.h. */
	{"scope",
		"CREATE TABLE scope(id BLOB PRIMARY KEY CHECK(length(id) = 16), "
		"operator TEXT NOT NULL, unit TEXT NOT NULL, item TEXT NOT NULL, "
		"rights INTEGER NOT NULL, day_from INTEGER NOT NULL, day_until INTEGER NOT NULL, "
		"state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 2), proposed_by TEXT NOT NULL, "
		"confirmed_by TEXT NOT NULL, ended_by TEXT NOT NULL, proposed INTEGER NOT NULL, "
		"changed INTEGER NOT NULL, first INTEGER NOT NULL) STRICT, WITHOUT ROWID",
		NULL},
	{"epoch",
		"CREATE TABLE epoch(class TEXT NOT NULL, epoch INTEGER NOT NULL, "
		"public BLOB NOT NULL CHECK(length(public) = 32), "
		"PRIMARY KEY(class, epoch)) STRICT, WITHOUT ROWID",
		NULL},
	{"slot",
		"CREATE TABLE slot(operator TEXT NOT NULL, class TEXT NOT NULL, "
		"epoch INTEGER NOT NULL, box BLOB NOT NULL CHECK(length(box) = 80), "
		"PRIMARY KEY(operator, class, epoch)) STRICT, WITHOUT ROWID",
		NULL},
	{"dek",
		"CREATE TABLE dek(casefile BLOB PRIMARY KEY CHECK(length(casefile) = 16), "
		"wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID",
		NULL},
	/* Keys of personal parts of the station's acts: core/store/side.h. */
	{"side_key",
		"CREATE TABLE side_key(casefile BLOB PRIMARY KEY CHECK(length(casefile) = 16), "
		"wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID",
		NULL},
	/* Shared by the processes of a hall, not part of the journal: core/store/safe.h. */
	{"secret",
		"CREATE TABLE secret(name TEXT PRIMARY KEY, version INTEGER NOT NULL, "
		"holder BLOB NOT NULL CHECK(length(holder) = 16), "
		"boot BLOB NOT NULL CHECK(length(boot) = 16), until INTEGER NOT NULL, "
		"sealed BLOB NOT NULL) STRICT, WITHOUT ROWID",
		NULL},
	BOTH("CREATE TABLE ", case_view,
		"(casefile BLOB PRIMARY KEY CHECK(length(casefile) = 16), number TEXT NOT NULL, "
		"item TEXT NOT NULL, item_name TEXT NOT NULL, state TEXT NOT NULL, "
		"window TEXT NOT NULL, operator TEXT NOT NULL, note TEXT NOT NULL, "
		"due INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, "
		"missing INTEGER NOT NULL, unverified INTEGER NOT NULL, closed INTEGER NOT NULL, "
		"event INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID"),
	BOTH("CREATE UNIQUE INDEX ", case_number, " ON case_view(number) WHERE number <> ''"),
	BOTH("CREATE INDEX ", case_due, " ON case_view(closed, due, number)"),
	BOTH("CREATE INDEX ", case_updated, " ON case_view(closed, updated)"),
	BOTH("CREATE INDEX ", case_event, " ON case_view(event)"),
	/* The narrow twin of case_view: what queues are sorted, filtered and counted by, nothing
	 * sealed, so that counting a hall's open cases reads two small indexes only. */
	BOTH("CREATE TABLE ", queue_view,
		"(casefile BLOB PRIMARY KEY CHECK(length(casefile) = 16), number TEXT NOT NULL, "
		"item TEXT NOT NULL, department TEXT NOT NULL, state TEXT NOT NULL, "
		"window TEXT NOT NULL, holder TEXT NOT NULL, created INTEGER NOT NULL, "
		"updated INTEGER NOT NULL, closed INTEGER NOT NULL, next INTEGER NOT NULL, "
		"warn INTEGER NOT NULL, notice INTEGER NOT NULL, defer INTEGER NOT NULL, "
		"flags INTEGER NOT NULL, overridden INTEGER NOT NULL, urged INTEGER NOT NULL, "
		"replied INTEGER NOT NULL) STRICT, WITHOUT ROWID"),
	BOTH("CREATE INDEX ", queue_next,
		" ON queue_view(next, number, closed, department, window, state, holder, flags, "
		"defer) "
		"WHERE closed = 0"),
	BOTH("CREATE INDEX ", queue_department,
		" ON queue_view(department, closed, next, warn, window, state, holder, flags, "
		"defer) "
		"WHERE closed = 0"),
	/* What a window has received and nobody has closed: the workbench. With `closed` in it an
	 * index answers a count alone, although all its rows have the same. */
	BOTH("CREATE INDEX ", queue_window, " ON queue_view(window, next, number, state, "
		"closed) WHERE closed = 0"),
	BOTH("CREATE INDEX ", queue_ended, " ON queue_view(window, updated, state, closed) "
		"WHERE closed = 1 AND state <> 'ABANDONED'"),
	BOTH("CREATE INDEX ", queue_state, " ON queue_view(state, updated)"),
	/* Few of a file's cases wait for a check, open ones and closed ones. */
	BOTH("CREATE INDEX ", queue_unverified,
		" ON queue_view(updated, number) WHERE flags & 2 <> 0"),
	BOTH("CREATE INDEX ", queue_created, " ON queue_view(created, department)"),
	BOTH("CREATE INDEX ", queue_updated, " ON queue_view(closed, updated, department, state)"),
	/* One row a received case for figures and exports, without anybody's data: fact.h. */
	BOTH("CREATE TABLE ", fact,
		"(casefile BLOB PRIMARY KEY CHECK(length(casefile) = 16), number TEXT NOT NULL, "
		"item TEXT NOT NULL, item_name TEXT NOT NULL, department TEXT NOT NULL, "
		"window TEXT NOT NULL, operator TEXT NOT NULL, state TEXT NOT NULL, "
		"kind INTEGER NOT NULL, opened INTEGER NOT NULL, received INTEGER NOT NULL, "
		"accepted INTEGER NOT NULL, finished INTEGER NOT NULL, closed INTEGER NOT NULL, "
		"due INTEGER NOT NULL, legal INTEGER NOT NULL, fields INTEGER NOT NULL, "
		"keyed INTEGER NOT NULL, keys INTEGER NOT NULL, asked INTEGER NOT NULL, "
		"exempt INTEGER NOT NULL, papers INTEGER NOT NULL, pledged INTEGER NOT NULL, "
		"deferred INTEGER NOT NULL, baseline_papers INTEGER NOT NULL, "
		"baseline_trips INTEGER NOT NULL, visits INTEGER NOT NULL, "
		"notices INTEGER NOT NULL, paused INTEGER NOT NULL, extended INTEGER NOT NULL, "
		"rating INTEGER NOT NULL, spells TEXT NOT NULL) STRICT, WITHOUT ROWID"),
	BOTH("CREATE INDEX ", fact_received, " ON fact(received, casefile)"),
	BOTH("CREATE INDEX ", fact_window, " ON fact(window, received)"),
	BOTH("CREATE INDEX ", fact_finished, " ON fact(finished, received)"),
	/* One row an appeal, one a rating, without anybody's data: appeal_view.h. */
	BOTH("CREATE TABLE ", appeal_view,
		"(casefile BLOB PRIMARY KEY CHECK(length(casefile) = 16), number TEXT NOT NULL, "
		"item TEXT NOT NULL, subject TEXT NOT NULL, unit TEXT NOT NULL, "
		"department TEXT NOT NULL, state TEXT NOT NULL, hotline INTEGER NOT NULL, "
		"kind INTEGER NOT NULL, registered INTEGER NOT NULL, dispatched INTEGER NOT NULL, "
		"sign_due INTEGER NOT NULL, signed INTEGER NOT NULL, replied INTEGER NOT NULL, "
		"visited INTEGER NOT NULL, next INTEGER NOT NULL, due INTEGER NOT NULL, "
		"urged INTEGER NOT NULL, reopened INTEGER NOT NULL, extended INTEGER NOT NULL, "
		"outcome INTEGER NOT NULL, rating INTEGER NOT NULL, flags INTEGER NOT NULL, "
		"closed INTEGER NOT NULL) STRICT, WITHOUT ROWID"),
	BOTH("CREATE INDEX ", appeal_state, " ON appeal_view(state, next, number)"),
	BOTH("CREATE INDEX ", appeal_registered, " ON appeal_view(registered)"),
	BOTH("CREATE TABLE ", rating_view,
		"(casefile BLOB NOT NULL CHECK(length(casefile) = 16), n INTEGER NOT NULL, "
		"item TEXT NOT NULL, item_name TEXT NOT NULL, department TEXT NOT NULL, "
		"window TEXT NOT NULL, clerk TEXT NOT NULL, channel TEXT NOT NULL, "
		"occasion TEXT NOT NULL, level INTEGER NOT NULL, again INTEGER NOT NULL, "
		"excluded INTEGER NOT NULL, at INTEGER NOT NULL, called INTEGER NOT NULL, "
		"fixed INTEGER NOT NULL, PRIMARY KEY(casefile, n)) STRICT, WITHOUT ROWID"),
	BOTH("CREATE INDEX ", rating_at, " ON rating_view(at)"),
	/* Who works on which case now: not part of the journal, core/store/lease.h. */
	{"lease",
		"CREATE TABLE lease(casefile BLOB PRIMARY KEY CHECK(length(casefile) = 16), "
		"operator TEXT NOT NULL, window TEXT NOT NULL, "
		"holder BLOB NOT NULL CHECK(length(holder) = 16), "
		"boot BLOB NOT NULL CHECK(length(boot) = 16), until INTEGER NOT NULL) "
		"STRICT, WITHOUT ROWID",
		NULL},
	BOTH("CREATE TABLE ", token,
		"(kind INTEGER NOT NULL, token BLOB NOT NULL CHECK(length(token) = 10), "
		"casefile BLOB NOT NULL CHECK(length(casefile) = 16), "
		"PRIMARY KEY(kind, token, casefile)) STRICT, WITHOUT ROWID"),
	BOTH("CREATE INDEX ", token_case, " ON token(casefile)"),
};
const size_t schema_n = COUNT_OF(schema_parts);

const struct schema_addition schema_additions[] = {{2, "secret"}, {3, "event_kind"},
	{4, "queue_view"}, {4, "queue_next"}, {4, "queue_department"}, {4, "queue_state"},
	{4, "queue_created"}, {4, "queue_updated"}, {4, "lease"},
	{5, "fact"}, {5, "fact_received"}, {5, "fact_finished"},
	{7, "appeal_view"}, {7, "appeal_state"}, {7, "appeal_registered"}, {7, "rating_view"},
	{7, "rating_at"},
	{6, "scope"}, {8, "side_key"}, {9, "queue_unverified"}, {10, "queue_window"},
	{10, "queue_ended"}, {10, "fact_window"}};
const size_t schema_n_additions = COUNT_OF(schema_additions);

const char *const schema_append_only[] = {"event", "form", NULL};
