/* SPDX-License-Identifier: MIT
 *
 * The invariant checker (trust.md 7.3): chains, links, bodies, anchors, kept forms; keys and views
 * in the files beside.
 *
 * What must hold: nothing that could not be read counts as good.
 */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/anchor.h"
#include "core/store/destroy.h"
#include "core/store/row.h"
#include "core/store/verify_inside.h"
#include "core/store/witness.h"

enum { REPORT_BYTES = 64 << 10, LINE = 200, PROGRESS_EVERY = 256, LARGE_FILE = 64 << 20 };
enum { EXIT_SOUND, EXIT_DAMAGED, EXIT_UNKNOWN };

void finding(struct verify_report *out, const char *format, ...)
{
	char line[LINE];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(line, sizeof line, format, args);
	va_end(args);
	out->findings++;
	if (out->text.len + LINE < REPORT_BYTES)
		buf_addf(&out->text, "%s\n", line);
}

struct pass {
	struct store *s;
	struct verify_report *out;
	void (*progress)(uint64_t, uint64_t);
	uint64_t total;
	struct tombs *tombs; /* casefiles that were destroyed */
	pid_t child;         /* checks the file meanwhile; 0: nobody does */
	/* where the station being walked stands */
	char station[17];
	uint64_t seq;	 /* of the event before */
	uint64_t by_key; /* newest one written by somebody who holds keys */
	uint8_t hash[HASH_SIZE];
};

/* Whoever holds class A leaves an anchor; a station that has such events must have one as new. */
static enum err check_anchor(struct pass *p)
{
	struct stmt *q = db_stmt(
		p->s->db, "SELECT station_seq, hash, epoch, mac FROM anchor WHERE station = ?");
	uint8_t hash[HASH_SIZE] = {0}, mac[HASH_SIZE] = {0}, own[HASH_SIZE];
	const uint8_t *key;
	uint64_t seq = 0;
	uint32_t epoch = 0;
	enum err e;

	stmt_put_text(q, p->station);
	if (stmt_row(q)) {
		seq = (uint64_t)stmt_get_int(q);
		stmt_get_fixed(q, hash, sizeof hash);
		epoch = (uint32_t)stmt_get_int(q);
		stmt_get_fixed(q, mac, sizeof mac);
	}
	e = stmt_end(q);
	if (e != OK)
		return e;
	if (seq < p->by_key || seq > p->seq)
		finding(p->out, _("%s: the chain ends at event %llu, its anchor is at %llu"),
			p->station, (unsigned long long)p->seq, (unsigned long long)seq);
	key = keyring_key(p->s->keys, 'A', epoch);
	if (key && seq) {
		anchor_mac(key, p->station, seq, hash, own);
		if (memcmp(own, mac, sizeof mac) != 0)
			finding(p->out, _("%s: the anchor is not ours"), p->station);
	}
	q = db_stmt(
		p->s->db, "SELECT 1 FROM event WHERE station = ? AND station_seq = ? AND hash = ?");
	stmt_put_text(q, p->station);
	stmt_put_int(q, (int64_t)seq);
	stmt_put_blob(q, hash, sizeof hash);
	if (seq && !stmt_row(q))
		finding(p->out, _("%s: event %llu is not the one that was anchored"), p->station,
			(unsigned long long)seq);
	return stmt_end(q);
}

static void check_body(struct pass *p, struct row *r)
{
	uint32_t epoch;
	int suite;
	enum err e = row_open(p->s, r, &r->e.body);

	event_release(&r->e);
	if (seal_head(r->sealed, &suite, &epoch) && suite == SUITE_KEY)
		p->by_key = r->e.station_seq;
	if (e == ERR_LOCKED)
		p->out->reduced = true;
	else if (e == ERR_NOTFOUND && tombs_have(p->tombs, &r->e.casefile))
		p->out->destroyed += r->e.case_seq == 1;
	else if (e == ERR_NOTFOUND)
		finding(p->out, _("event %llu of %s: the key of its casefile is missing"),
			(unsigned long long)r->e.station_seq, r->e.station);
	else if (e != OK)
		finding(p->out, _("event %llu of %s: the body does not open"),
			(unsigned long long)r->e.station_seq, r->e.station);
}

static enum err next_station(struct pass *p, const char *station)
{
	enum err e = p->station[0] ? check_anchor(p) : OK;

	text_copy(p->station, sizeof p->station, station);
	p->seq = p->by_key = 0;
	memset(p->hash, 0, sizeof p->hash);
	return e;
}

static void check_event(struct pass *p, struct row *r)
{
	uint8_t hash[HASH_SIZE];

	if (r->e.station_seq != p->seq + 1)
		finding(p->out, _("event %llu of %s: follows event %llu"),
			(unsigned long long)r->e.station_seq, r->e.station,
			(unsigned long long)p->seq);
	row_hash(r, p->hash, hash);
	if (memcmp(hash, r->e.hash, HASH_SIZE) != 0)
		finding(p->out, _("event %llu of %s: hash does not match"),
			(unsigned long long)r->e.station_seq, r->e.station);
	p->seq = r->e.station_seq;
	memcpy(p->hash, r->e.hash, HASH_SIZE);
	check_body(p, r);
}

static enum err verify_chains(struct pass *p)
{
	struct stmt *q = db_stmt(
		p->s->db, "SELECT " ROW_COLUMNS " FROM event ORDER BY station, station_seq");
	enum err e = OK, end;

	while (e == OK && stmt_row(q)) {
		struct row r;

		row_get(q, &r);
		if (strcmp(r.e.station, p->station) != 0)
			e = next_station(p, r.e.station);
		if (e == OK)
			check_event(p, &r);
		if (++p->out->events % PROGRESS_EVERY == 0 && p->progress)
			p->progress(p->out->events, p->total);
	}
	end = stmt_end(q);
	if (e == OK)
		e = end;
	return e == OK ? next_station(p, "") : e;
}

/* Every event counted the other way: an index that hides rows shows here. */
static enum err verify_count(struct pass *p)
{
	struct stmt *q = db_stmt(p->s->db, "SELECT count(*) FROM event NOT INDEXED");

	if (stmt_row(q))
		p->total = (uint64_t)stmt_get_int(q);
	return stmt_end(q);
}

static enum err verify_cases(struct pass *p)
{
	struct stmt *q = db_stmt(p->s->db,
		"SELECT casefile, case_seq, prev_event, hash, station, station_seq FROM event "
		"WHERE casefile IS NOT NULL ORDER BY casefile, case_seq");
	struct uid now = {{0}}, id = {{0}};
	uint8_t head[HASH_SIZE] = {0}, prev[HASH_SIZE] = {0};
	int64_t seq = 0, this_seq;
	char station[17];

	while (stmt_row(q)) {
		stmt_get_fixed(q, id.b, sizeof id.b);
		this_seq = stmt_get_int(q);
		stmt_get_fixed(q, prev, sizeof prev);
		if (!uid_equal(&id, &now)) {
			now = id;
			seq = 0;
			memset(head, 0, sizeof head);
			p->out->casefiles++;
		}
		if (this_seq != seq + 1 || memcmp(prev, head, sizeof head) != 0) {
			stmt_get_fixed(q, head, sizeof head);
			stmt_get_text(q, station, sizeof station);
			finding(p->out, _("event %lld of %s: does not continue its casefile"),
				(long long)stmt_get_int(q), station);
		} else {
			stmt_get_fixed(q, head, sizeof head);
		}
		seq = this_seq;
	}
	return stmt_end(q);
}

static enum err verify_forms(struct pass *p)
{
	struct stmt *q = db_stmt(p->s->db, "SELECT hash, text FROM form");
	uint8_t hash[HASH_SIZE], kept[HASH_SIZE] = {0};
	char hex[HASH_HEX];

	while (stmt_row(q)) {
		size_t len;
		const void *text;

		stmt_get_fixed(q, kept, sizeof kept);
		text = stmt_get_blob(q, &len);
		seal_digest(text, len, hash);
		text_hex(kept, sizeof kept, hex);
		if (memcmp(hash, kept, sizeof hash) != 0)
			finding(p->out, _("form %.16s: the text is not the one of its hash"), hex);
	}
	return stmt_end(q);
}

/* In a child, with a connection of its own. */
static _Noreturn void check_and_exit(const struct store *s)
{
	struct db *db = NULL;
	enum err e;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	e = db_open_copy(s->path, store_application_id(s->kind), &db);
	if (e == OK)
		e = db_check(db, true);
	_exit(e == OK ? EXIT_SOUND : e == ERR_TAMPER ? EXIT_DAMAGED : EXIT_UNKNOWN);
}

/* Half of the time goes into comparing indexes with their tables: on a large file another processor
 * does that while this one walks the chains. */
static void start_check(struct pass *p)
{
	if (db_bytes(p->s->db) < LARGE_FILE)
		return;
	p->child = fork();
	if (p->child == 0)
		check_and_exit(p->s);
}

/* What the child found; when it could not look, this process does. */
static bool sound(struct pass *p)
{
	int status = 0, code = EXIT_UNKNOWN;

	if (p->child > 0 && waitpid(p->child, &status, 0) == p->child && WIFEXITED(status))
		code = WEXITSTATUS(status);
	p->child = 0;
	return code == EXIT_SOUND || (code != EXIT_DAMAGED && db_check(p->s->db, true) == OK);
}

static enum err verify_file(struct pass *p)
{
	char wrong[64] = "";

	if (!sound(p))
		finding(p->out, _("the file is damaged"));
	if (db_schema_pin(p->s->db, wrong) != OK)
		finding(p->out, _("the schema was changed: %s"), wrong);
	return OK;
}

static enum err verify_anchored_stations(struct pass *p)
{
	struct stmt *q =
		db_stmt(p->s->db, "SELECT station FROM anchor WHERE NOT EXISTS "
				  "(SELECT 1 FROM event e WHERE e.station = anchor.station)");
	char station[17];

	while (stmt_row(q)) {
		stmt_get_text(q, station, sizeof station);
		finding(p->out, _("%s: the whole chain is missing"), station);
	}
	return stmt_end(q);
}

static enum err all_parts(struct pass *p)
{
	static const struct {
		const char *what;
		enum err (*check)(struct pass *p);
	} parts[] = {
		{N_("event count"), verify_count},
		{N_("chains"), verify_chains},
		{N_("casefiles"), verify_cases},
		{N_("anchors"), verify_anchored_stations},
		{N_("forms"), verify_forms},
		{N_("file"), verify_file},
	};
	static const struct {
		const char *what;
		enum err (*check)(struct store *s, struct verify_report *out);
	} key_parts[] = {
		{N_("casefile keys"), verify_deks},
		{N_("keys beside them"), verify_side},
		{N_("key slots"), verify_slots},
		{N_("operators and keys"), verify_keys_digest},
		{N_("anchors of the days"), anchor_verify},
		{N_("witness"), witness_verify},
		{N_("exchange secrets"), verify_safe},
		{N_("views"), verify_views},
	};
	enum err first = OK;

	for (size_t i = 0; i < COUNT_OF(parts) + COUNT_OF(key_parts); i++) {
		bool plain = i < COUNT_OF(parts);
		size_t k = plain ? i : i - COUNT_OF(parts);
		enum err e = plain ? parts[k].check(p) : key_parts[k].check(p->s, p->out);

		if (e == OK)
			continue;
		finding(p->out, _("%s: could not be read to the end"),
			_(plain ? parts[k].what : key_parts[k].what));
		first = first == OK && e != ERR_TAMPER && e != ERR_LOCKED ? e : first;
	}
	if (p->out->events != p->total)
		finding(p->out, _("%llu events stand in the chains, %llu in the table"),
			(unsigned long long)p->out->events, (unsigned long long)p->total);
	return first;
}

enum err store_verify(
	struct store *s, struct verify_report *out, void (*progress)(uint64_t, uint64_t))
{
	struct pass p = {.s = s, .out = out, .progress = progress};
	enum err e = store_ready(s);

	*out = (struct verify_report){.reduced = s->keys == NULL};
	buf_init(&out->text, REPORT_BYTES);
	if (e == OK)
		e = db_begin(s->db, false);
	if (e != OK) {
		finding(out, _("the database cannot be read"));
		return e;
	}
	if (tombs_read(s, &p.tombs) != OK)
		finding(out, _("tombstones: could not be read to the end"));
	start_check(&p);
	e = all_parts(&p);
	tombs_free(p.tombs);
	db_rollback(s->db);
	return e;
}
