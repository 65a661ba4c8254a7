/* SPDX-License-Identifier: MIT */
#include "tests/fault/hall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/view.h"

void hall_fail(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: %s\n", file, line, what);
	exit(3);
}

unsigned hall_scale(unsigned n)
{
	const char *scale = getenv("FAULT_SCALE");
	int64_t times = 1;

	return scale && text_number(scale, 1, 1000, &times) ? n * (unsigned)times : n;
}

static const char *path_of(const struct hall *h, const char *name)
{
	static char path[FOLDER + 32];

	text_format(path, sizeof path, "%s/%s", h->folder, name);
	return path;
}

struct store_place hall_place(const struct hall *h)
{
	static char db[FOLDER + 32], key[FOLDER + 32];

	text_format(db, sizeof db, "%s/hall.db", h->folder);
	text_format(key, sizeof key, "%s/terminal.key", h->folder);
	return (struct store_place){
		.path = db, .terminal_key = key, .station = "A03", .kind = STORE_DEMO};
}

enum err hall_project(struct store *s, const struct event *e, void *ctx)
{
	struct view_case c = {.id = e->casefile, .due = DAY_NONE, .updated_ms = e->at_ms};
	const char *name = record_get(&e->body, "name"), *id = record_get(&e->body, "id");
	const char *phone = record_get(&e->body, "phone");
	enum err r;

	(void)ctx;
	if (uid_none(&e->casefile))
		return OK;
	text_copy(c.state, sizeof c.state, "DRAFT");
	text_copy(c.applicant, sizeof c.applicant, name ? name : "");
	r = view_put(s, &c);
	if (r == OK && id)
		r = view_token(s, &e->casefile, TOKEN_ID, id);
	if (r == OK && phone)
		r = view_token(s, &e->casefile, TOKEN_PHONE, phone);
	return r;
}

struct store *hall_open(const struct hall *h)
{
	struct store_place place = hall_place(h);
	struct store *s = NULL;

	if (store_open(&place, &s) != OK)
		return NULL;
	journal_set_projector(s, hall_project, NULL);
	return s;
}

void hall_unlock(const struct hall *h, struct store *s)
{
	NEED(keyring_open(s, "2000", h->secret, &s->keys) == OK);
	NEED(operator_find(s, "2000", &s->current) == OK);
}

enum err hall_append(
	const struct hall *h, struct store *s, unsigned n, int wait_ms, struct acked *out)
{
	struct record body = {0};
	struct entry entry = {
		.casefile = h->cases[n % COUNT_OF(h->cases)], .kind = "FIELD", .body = &body};
	char id[32];
	enum err e;

	text_format(id, sizeof id, "3399001990%08u", n % 100000000);
	record_add(&body, "name", "示范市民");
	record_add(&body, "id", id);
	record_add(&body, "value", "示范市示范区示范路 1 号");
	e = journal_append_wait(s, &entry, 1, NULL, NULL, wait_ms);
	record_release(&body);
	if (e != OK)
		return e;
	out->seq = s->tail_seq;
	memcpy(out->hash, s->tail_hash, HASH_SIZE);
	return OK;
}

static void make_folder(struct hall *h)
{
	text_copy(h->folder, sizeof h->folder, "/dev/shm/onetrip-fault-XXXXXX");
	if (mkdtemp(h->folder))
		return;
	text_copy(h->folder, sizeof h->folder, "/tmp/onetrip-fault-XXXXXX");
	NEED(mkdtemp(h->folder));
}

void hall_make(struct hall *h)
{
	static const struct operator_first people[] = {
		{"1000", "Admin", "quiet river 1", ROLE_ADMIN},
		{"2000", "Super", "quiet river 2", ROLE_SUPERVISOR},
	};
	struct store_place place;
	struct acked ignored;
	struct buf key;
	struct store *s;

	make_folder(h);
	place = hall_place(h);
	NEED(store_create(&place) == OK);
	s = hall_open(h);
	NEED(s);
	NEED(operator_init(s, &SEAL_COST_DEMO, people, COUNT_OF(people), h->recovery) == OK);
	NEED(operator_login(s, "2000", people[1].password) == OK);
	memcpy(h->secret, s->keys->secret, KEY_SIZE);
	for (size_t i = 0; i < COUNT_OF(h->cases); i++) {
		h->cases[i] = uid_new();
		NEED(hall_append(h, s, (unsigned)i, 2000, &ignored) == OK);
	}
	store_close(s);
	buf_init(&h->db, HALL_BYTES);
	buf_init(&key, KEY_SIZE);
	NEED(file_read(place.path, &h->db) == OK && file_read(place.terminal_key, &key) == OK);
	memcpy(h->key, key.data, KEY_SIZE);
	buf_release(&key);
}

void hall_remove(struct hall *h)
{
	NEED(file_remove_tree(h->folder) == OK);
	buf_release(&h->db);
}

/* Not through file_write: durability is what is being played with here. */
static void put_file(const struct hall *h, const char *name, const void *data, size_t len)
{
	FILE *f = fopen(path_of(h, name), "wb");

	NEED(f && fwrite(data, 1, len, f) == len && fclose(f) == 0);
}

void hall_write(const struct hall *h, const struct buf *db, const struct buf *wal)
{
	static const char *const beside[] = {"hall.db-shm", "hall.db-wal", "hall.db.witness"};

	for (size_t i = 0; i < COUNT_OF(beside); i++)
		(void)unlink(path_of(h, beside[i]));
	put_file(h, "hall.db", db ? buf_text(db) : h->db.data, db ? db->len : h->db.len);
	if (wal && wal->len)
		put_file(h, "hall.db-wal", wal->data, wal->len);
	put_file(h, "hall.db.use", "1", 1); /* nobody said goodbye */
}

static bool there(struct store *s, const struct acked *a)
{
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM event WHERE station_seq = ? AND hash = ?");
	bool found;

	stmt_put_int(q, (int64_t)a->seq);
	stmt_put_blob(q, a->hash, HASH_SIZE);
	found = stmt_row(q);
	return stmt_end(q) == OK && found;
}

int hall_check(const struct hall *h, const struct acked *acked, size_t n)
{
	struct verify_report report;
	struct store *s = hall_open(h);
	int lost = 0;

	if (!s)
		return -1;
	for (size_t i = 0; i < n; i++)
		lost += !there(s, &acked[i]);
	if (store_verify(s, &report, NULL) != OK || report.findings) {
		fputs(buf_text(&report.text), stderr);
		lost = -1;
	}
	buf_release(&report.text);
	store_close(s);
	return lost;
}
