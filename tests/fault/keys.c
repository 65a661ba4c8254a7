/* SPDX-License-Identifier: MIT
 *
 * C16: an operator is added, enrols, is granted keys, changes the password and is disabled (which
 * rotates the keys), a second supervisor is recovered; the power is cut at every step of it. After
 * each cut the supervisor's keys open everything and operators, slots and chain agree.
 */
#include <stdio.h>

#include "core/base/text.h"
#include "tests/fault/hall.h"
#include "tests/fault/shim.h"

struct tally {
	size_t cuts, unusable, wrong;
};

static void change_keys(struct hall *h)
{
	char code[ENROL_CODE];
	struct acked ignored;
	struct store *s;

	hall_write(h, NULL, NULL);
	shim_begin(&h->db);
	s = hall_open(h);
	NEED(s);
	NEED(operator_login(s, "1000", "quiet river 1") == OK);
	NEED(operator_add(s, "1024", "Clerk", ROLE_CLERK, code) == OK);
	NEED(operator_enrol(s, "1024", code, "quiet river 3", &SEAL_COST_DEMO) == OK);
	NEED(operator_login(s, "2000", "quiet river 2") == OK);
	NEED(operator_grant(s, "1024") == OK);
	NEED(operator_passwd(s, "1024", "quiet river 3", "quiet river 4") == OK);
	NEED(operator_login(s, "1000", "quiet river 1") == OK);
	NEED(operator_disable(s, "1024") == OK);
	NEED(operator_recover(s, h->recovery, "2001", "Second", "quiet river 5", &SEAL_COST_DEMO) ==
		OK);
	NEED(operator_login(s, "2001", "quiet river 5") == OK);
	NEED(hall_append(h, s, 1, 100, &ignored) == OK);
	store_close(s);
}

static void look(const struct hall *h, struct tally *t)
{
	struct verify_report report;
	struct store *s = hall_open(h);
	struct entry entry = {.casefile = uid_new(), .kind = "OPEN"};

	t->cuts++;
	if (!s || keyring_open(s, "2000", h->secret, &s->keys) != OK ||
		operator_find(s, "2000", &s->current) != OK ||
		journal_append_wait(s, &entry, 1, NULL, NULL, 100) != OK) {
		t->unusable++;
		store_close(s);
		return;
	}
	if (store_verify(s, &report, NULL) != OK || report.findings || report.reduced) {
		fputs(buf_text(&report.text), stderr);
		t->wrong++;
	}
	buf_release(&report.text);
	store_close(s);
}

int main(void)
{
	struct stream random = {16};
	struct tally t = {0};
	struct hall h = {0};
	struct buf db, wal;

	hall_make(&h);
	shim_install();
	change_keys(&h);
	db_vfs = NULL;
	buf_init(&db, HALL_BYTES);
	buf_init(&wal, HALL_BYTES);
	shim_rewind();
	for (size_t op = 0; op <= shim_ops(); op++)
		for (int k = 0; k < CUT_KINDS; k++) {
			shim_cut(op, (enum shim_cut)k, &random, &db, &wal);
			hall_write(&h, &db, &wal);
			look(&h, &t);
		}
	printf("RESULT key-acts-cut tried=%zu unusable=%zu wrong=%zu\n", t.cuts, t.unusable,
		t.wrong);
	buf_release(&db);
	buf_release(&wal);
	hall_remove(&h);
	return t.unusable || t.wrong;
}
