/* SPDX-License-Identifier: MIT
 *
 * Files of cases: kept once, sealed, found again by their hash, after a change of keys too.
 */
#include "tests/unit/store_fixture.h"

#include <dirent.h>

#include "core/store/scan.h"
#include "core/store/seal.h"

/* BLAKE2b-256 of "abc" (Python hashlib.blake2b(b"abc", digest_size=32)). */
#define ABC "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"

struct tree {
	int files;
	char path[PATH_SIZE];
};

static void walk(const char *folder, struct tree *out)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		char path[PATH_SIZE];
		struct stat st;
		if (e->d_name[0] == '.')
			continue;
		text_format(path, sizeof path, "%s/%s", folder, e->d_name);
		assert_int_equal(stat(path, &st), 0);
		if (S_ISDIR(st.st_mode)) {
			assert_int_equal(st.st_mode & 0777, 0700);
			walk(path, out);
		} else {
			assert_int_equal(st.st_mode & 0777, 0600);
			text_copy(out->path, sizeof out->path, path);
			out->files++;
		}
	}
	if (d)
		closedir(d);
}

static struct tree kept(const struct fixture *f)
{
	struct tree t = {0};
	char folder[128];

	text_format(folder, sizeof folder, "%s.scans", f->path);
	walk(folder, &t);
	return t;
}

static int setup(void **state)
{
	*state = fixture_new(STORE_DEMO);
	return 0;
}

static int teardown(void **state)
{
	fixture_free(*state);
	return 0;
}

static void named_by_content(void **state)
{
	struct fixture *f = *state;
	uint8_t hash[HASH_SIZE], again[HASH_SIZE];
	char hex[HASH_HEX];
	struct buf out;

	clerk_in(f);
	assert_int_equal(scan_keep(f->s, "abc", 3, hash), OK);
	text_hex(hash, sizeof hash, hex);
	assert_string_equal(hex, ABC);
	assert_int_equal(scan_keep(f->s, "abc", 3, again), OK);
	assert_memory_equal(hash, again, sizeof hash);
	struct tree t = kept(f);
	assert_int_equal(t.files, 1);
	assert_null(strstr(t.path, ABC)); /* the name tells nothing */
	buf_init(&out, SCAN_BYTES);
	assert_int_equal(scan_read(f->s, hash, &out), OK);
	assert_string_equal(buf_text(&out), "abc");
	buf_release(&out);
}

static void nothing_in_clear(void **state)
{
	static char picture[100000];
	struct fixture *f = *state;
	uint8_t hash[HASH_SIZE];
	struct buf raw, out;

	clerk_in(f);
	memset(picture, 'P', sizeof picture);
	memcpy(picture + 500, "canary 339901198808081226", 25);
	assert_int_equal(scan_keep(f->s, picture, sizeof picture, hash), OK);
	buf_init(&raw, SCAN_BYTES);
	buf_init(&out, SCAN_BYTES);
	assert_int_equal(file_read(kept(f).path, &raw), OK);
	assert_null(memmem(raw.data, raw.len, "canary", 6));
	assert_null(memmem(raw.data, raw.len, "PPPPPPPP", 8));
	/* the length is rounded up to whole steps */
	assert_int_equal((raw.len - 5 - NONCE_SIZE - 16) % SCAN_STEP, 0);
	assert_int_equal(scan_read(f->s, hash, &out), OK);
	assert_int_equal(out.len, sizeof picture);
	assert_memory_equal(out.data, picture, sizeof picture);
	buf_release(&raw);
	buf_release(&out);
}

static void limits_and_locks(void **state)
{
	struct fixture *f = *state;
	uint8_t hash[HASH_SIZE] = {0};
	char *big = mem_new(SCAN_BYTES + 1);
	struct buf out;

	buf_init(&out, SCAN_BYTES);
	assert_int_equal(scan_keep(f->s, "abc", 3, hash), ERR_LOCKED);
	assert_int_equal(scan_read(f->s, hash, &out), ERR_LOCKED);
	clerk_in(f);
	assert_int_equal(scan_keep(f->s, "", 0, hash), ERR_INPUT);
	assert_int_equal(scan_keep(f->s, big, SCAN_BYTES + 1, hash), ERR_LIMIT);
	assert_int_equal(scan_keep(f->s, big, SCAN_BYTES, hash), OK);
	assert_int_equal(scan_read(f->s, hash, &out), OK);
	assert_int_equal(out.len, SCAN_BYTES);
	hash[0] ^= 1;
	buf_clear(&out);
	assert_int_equal(scan_read(f->s, hash, &out), ERR_NOTFOUND);
	assert_int_equal(out.len, 0);
	operator_logout(f->s);
	/* the administrator holds no keys of cases */
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(scan_keep(f->s, "abc", 3, hash), ERR_DENIED);
	buf_release(&out);
	mem_free(big);
}

/* Any bit turned over is noticed; another file under the name is noticed. */
static void tamper(void **state)
{
	struct fixture *f = *state;
	uint8_t hash[HASH_SIZE];
	struct buf raw, out;

	clerk_in(f);
	assert_int_equal(scan_keep(f->s, "abc", 3, hash), OK);
	struct tree t = kept(f);
	buf_init(&raw, SCAN_BYTES);
	buf_init(&out, SCAN_BYTES);
	assert_int_equal(file_read(t.path, &raw), OK);
	for (size_t i = 0; i < raw.len; i += 97) {
		raw.data[i] ^= 4;
		assert_int_equal(file_write(t.path, raw.data, raw.len), OK);
		assert_int_equal(scan_read(f->s, hash, &out), ERR_TAMPER);
		assert_int_equal(out.len, 0);
		raw.data[i] ^= 4;
	}
	buf_release(&raw);
	buf_release(&out);
}

/* Somebody leaves: new keys, old files still open. */
static void keys_change(void **state)
{
	struct fixture *f = *state;
	uint8_t hash[HASH_SIZE], later[HASH_SIZE];
	char code[ENROL_CODE];
	struct buf out;

	clerk_in(f);
	assert_int_equal(scan_keep(f->s, "abc", 3, hash), OK);
	operator_logout(f->s);
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add(f->s, "1030", "Leaver", ROLE_CLERK, code), OK);
	operator_logout(f->s);
	assert_int_equal(operator_enrol(f->s, "1030", code, "quiet river 9", &SEAL_COST_DEMO), OK);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(operator_grant(f->s, "1030"), OK);
	operator_logout(f->s);
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_disable(f->s, "1030"), OK);
	operator_logout(f->s);
	clerk_in(f);
	buf_init(&out, SCAN_BYTES);
	assert_int_equal(scan_read(f->s, hash, &out), OK);
	assert_int_equal(scan_keep(f->s, "abcd", 4, later), OK);
	buf_clear(&out);
	assert_int_equal(scan_read(f->s, later, &out), OK);
	assert_string_equal(buf_text(&out), "abcd");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(named_by_content, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_in_clear, setup, teardown),
		cmocka_unit_test_setup_teardown(limits_and_locks, setup, teardown),
		cmocka_unit_test_setup_teardown(tamper, setup, teardown),
		cmocka_unit_test_setup_teardown(keys_change, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
