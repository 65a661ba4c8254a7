/* SPDX-License-Identifier: MIT
 *
 * Expected values: BLAKE2 and groups from an independent implementation (Python hashlib), the
 * XChaCha20-Poly1305 blob from draft-irtf-cfrg-xchacha-03, A.3.1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/store/groups.h"
#include "core/store/operator.h"
#include "core/store/seal.h"

static void key_of(uint8_t first, uint8_t out[KEY_SIZE])
{
	for (int i = 0; i < KEY_SIZE; i++)
		out[i] = (uint8_t)(first + i);
}

static void expect_hex(const uint8_t *bytes, const char *hex)
{
	char text[HASH_HEX];

	text_hex(bytes, HASH_SIZE, text);
	assert_string_equal(text, hex);
}

static void hashes_are_blake2b(void **state)
{
	uint8_t key[KEY_SIZE], out[HASH_SIZE];
	struct hasher h;

	(void)state;
	seal_digest("", 0, out);
	expect_hex(out, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
	seal_digest("abc", 3, out);
	expect_hex(out, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	key_of(0, key);
	hash_start(&h, key);
	hash_part(&h, "abc", 3);
	hash_number(&h, 7);
	hash_end(&h, out);
	expect_hex(out, "abdad55ad59542543e23b152c91aca781fb5280d7eb21d71c020a12f204ae030");
	seal_derive(key, "anchor", out);
	expect_hex(out, "866abb8f1df4d9f21f14d1759d6b0dfa37bbf3a7a9a36f662fa2275021900fbd");
}

static void the_published_blob_opens(void **state)
{
	static const char blob_hex[] =
		"0100000000404142434445464748494a4b4c4d4e4f5051525354555657"
		"bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
		"731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
		"2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
		"21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49";
	static const uint8_t aad[] = {
		0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7};
	uint8_t key[KEY_SIZE], blob[(sizeof blob_hex - 1) / 2];
	struct buf out;

	(void)state;
	key_of(0x80, key);
	assert_true(text_unhex(blob_hex, blob, sizeof blob));
	buf_init(&out, 1024);
	assert_int_equal(seal_open(key, (struct span){aad, sizeof aad},
				 (struct span){blob, sizeof blob}, 0, &out),
		OK);
	assert_string_equal(buf_text(&out),
		"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for "
		"the future, sunscreen would be it.");
	buf_release(&out);
}

static void every_flipped_bit_is_noticed(void **state)
{
	uint8_t key[KEY_SIZE], secret[KEY_SIZE], public[KEY_SIZE];
	struct span aad = {"case", 4}, text = {"李梅", 6};
	struct buf blob[2], out;

	(void)state;
	key_of(1, key);
	key_of(77, secret);
	seal_public(secret, public);
	buf_init(&out, 1024);
	buf_init(&blob[0], 1024);
	buf_init(&blob[1], 1024);
	assert_int_equal(seal_close(key, 0, aad, text, SEAL_STEP, &blob[0]), OK);
	assert_int_equal(seal_close_box(public, 0, aad, text, SEAL_STEP, &blob[1]), OK);
	for (int b = 0; b < 2; b++) {
		const uint8_t *opener = b ? secret : key;
		struct span whole = {blob[b].data, blob[b].len};

		assert_int_equal(seal_open(opener, aad, whole, SEAL_STEP, &out), OK);
		assert_string_equal(buf_text(&out), "李梅");
		buf_clear(&out);
		for (size_t bit = 0; bit < blob[b].len * 8; bit++) {
			if (bit >= 8 && bit < 40)
				continue; /* the epoch only says which key to try */
			blob[b].data[bit / 8] = (char)(blob[b].data[bit / 8] ^ (1 << bit % 8));
			assert_int_equal(
				seal_open(opener, aad, whole, SEAL_STEP, &out), ERR_TAMPER);
			blob[b].data[bit / 8] = (char)(blob[b].data[bit / 8] ^ (1 << bit % 8));
		}
		assert_int_equal(
			seal_open(opener, (struct span){"casf", 4}, whole, SEAL_STEP, &out),
			ERR_TAMPER);
		for (size_t len = 0; len < whole.len; len++)
			assert_int_equal(seal_open(opener, aad, (struct span){whole.data, len},
						 SEAL_STEP, &out),
				ERR_TAMPER);
	}
	buf_release(&out);
	buf_release(&blob[0]);
	buf_release(&blob[1]);
}

static void lengths_are_padded(void **state)
{
	uint8_t key[KEY_SIZE];
	static const char text[600];
	size_t sizes[] = {0, 1, 255, 256, 511, 512};
	size_t steps[] = {1, 1, 1, 2, 2, 3};

	(void)state;
	key_of(3, key);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct buf blob, out;

		buf_init(&blob, 2048);
		buf_init(&out, 2048);
		assert_int_equal(seal_close(key, 9, (struct span){"", 0},
					 (struct span){text, sizes[i]}, SEAL_STEP, &blob),
			OK);
		assert_int_equal(blob.len, 1 + 4 + 24 + steps[i] * SEAL_STEP + 16);
		assert_int_equal(seal_open(key, (struct span){"", 0},
					 (struct span){blob.data, blob.len}, SEAL_STEP, &out),
			OK);
		assert_int_equal(out.len, sizes[i]);
		buf_release(&blob);
		buf_release(&out);
	}
}

static void boxed_keys_open_with_their_secret_only(void **state)
{
	uint8_t secret[KEY_SIZE], public[KEY_SIZE], key[KEY_SIZE], box[BOX_SIZE], out[KEY_SIZE];

	(void)state;
	seal_random(secret, sizeof secret);
	seal_random(key, sizeof key);
	seal_public(secret, public);
	assert_int_equal(seal_box(public, key, box), OK);
	assert_int_equal(seal_unbox(secret, box, out), OK);
	assert_memory_equal(out, key, sizeof key);
	box[40] ^= 1;
	assert_int_equal(seal_unbox(secret, box, out), ERR_TAMPER);
	memset(public, 0, sizeof public);
	assert_int_equal(seal_box(public, key, box), ERR_TAMPER);
}

static void too_cheap_hashing_is_refused(void **state)
{
	struct seal_cost cheap = {SEAL_COST_DEMO.memory - 1, 3}, none = {SEAL_COST_DEMO.memory, 0};
	uint8_t salt[SALT_SIZE] = {0}, out[KEY_SIZE];

	(void)state;
	assert_int_equal(seal_password("quiet river", salt, &cheap, out), ERR_INPUT);
	assert_int_equal(seal_password("quiet river", salt, &none, out), ERR_INPUT);
}

static void groups_are_written_as_elsewhere(void **state)
{
	uint8_t secret[KEY_SIZE], back[KEY_SIZE];
	char text[RECOVERY_CODE], code[ENROL_CODE];

	(void)state;
	key_of(0, secret);
	groups_write(secret, KEY_SIZE, text, sizeof text);
	assert_string_equal(
		text, "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTH");
	groups_write(secret, 12, code, sizeof code);
	assert_string_equal(code, "000G-40R4-0M30-E209-185S-KFBJ");
	assert_true(groups_read("ooog 40r4 Om3o e2O9 L85s kfbj", back, 12));
	assert_memory_equal(back, secret, 12);
}

static void a_mistyped_group_is_noticed(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint8_t secret[KEY_SIZE], back[KEY_SIZE];
	char text[RECOVERY_CODE];
	int wrong = 0;

	(void)state;
	seal_random(secret, sizeof secret);
	groups_write(secret, KEY_SIZE, text, sizeof text);
	for (size_t i = 0; text[i]; i++) {
		char was = text[i];

		for (const char *c = alphabet; was != '-' && *c; c++) {
			text[i] = *c;
			wrong += *c != was && groups_read(text, back, KEY_SIZE);
		}
		text[i] = was;
	}
	assert_int_equal(wrong, 0);
	text[strlen(text) - 1] = '\0';
	assert_false(groups_read(text, back, KEY_SIZE));
	assert_false(groups_read("", back, KEY_SIZE));
	assert_false(groups_read("U", back, KEY_SIZE));
}

static int start(void **state)
{
	(void)state;
	return seal_start() == OK ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_are_blake2b),
		cmocka_unit_test(the_published_blob_opens),
		cmocka_unit_test(every_flipped_bit_is_noticed),
		cmocka_unit_test(lengths_are_padded),
		cmocka_unit_test(boxed_keys_open_with_their_secret_only),
		cmocka_unit_test(too_cheap_hashing_is_refused),
		cmocka_unit_test(groups_are_written_as_elsewhere),
		cmocka_unit_test(a_mistyped_group_is_noticed),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
