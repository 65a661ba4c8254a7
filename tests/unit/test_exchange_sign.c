/* SPDX-License-Identifier: MIT
 *
 * Signatures against the worked vectors of exchange.md section 6 (made with md5sum, openssl and
 * JDK 17), and the primitives against their own standards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/exchange/recipe.h"

#define ZJ_KEY "demo0000000000000000000000000001"
#define TIME "1700000000000"
#define DATE "Tue, 14 Nov 2023 22:13:20 GMT"
#define IRS_KEY "BCDSGA_demo000000000000000000000001"
#define IRS_SECRET "BCDSGS_demo000000000000000000000001"
#define RID "3f0c1a52-7d7e-4a1b-9c55-000000000001@1"
#define SID "s_1200000900000_9001"
#define APPKEY "k0000000000000000000000000000001"

static void test_recipes(void **state)
{
	static const struct {
		enum recipe recipe;
		struct recipe_parts parts;
		const char *want;
	} cases[] = {
		{RECIPE_ZJGW, {.key = ZJ_KEY, .secret = "0123456789abcdef0123456789abcdef",
			.time = TIME}, "135ad895eb980b15513847a3c268bbbf"},
		{RECIPE_ZJGW, {.key = ZJ_KEY, .secret = "11111111111111111111111111111111",
			.time = TIME}, "1ab54e55690d617064f7eb8e70548454"},
		{RECIPE_ZJGW, {.key = ZJ_KEY, .secret = "22222222222222222222222222222222",
			.time = TIME}, "c2b9d1d6ca956d4384a19bfc4ffa5586"},
		{RECIPE_ZJGW, {.key = "A330199000000202401000001", .secret = "Qm7xN4vT9sK2pZ6w",
			.time = TIME}, "342fe85e55f0fd1e5b94a4f01d9bbb36"},
		{RECIPE_IRS, {.key = IRS_KEY, .secret = IRS_SECRET, .method = "POST",
			.path = "/restapi/prod/IC33000020240101000001/person", .date = DATE},
			"BCDGUJTFAD62e2umDHGvnrShWDkQGq6TynHkBng2u8c="},
		{RECIPE_IRS, {.key = IRS_KEY, .secret = IRS_SECRET, .method = "GET",
			.path = "/restapi/prod/IC33000020240101000001/person",
			.query = "a=1&a=%E6%B5%8B%20%E8%AF%95&b=2", .date = DATE},
			"/B0DxNDTV+Tg1Da0H2FJbZ34299nHUnLN3/k+K29Yno="},
		{RECIPE_TICKET, {.key = "onetripdemo", .secret = "onetripdemopwd",
			.time = "20231114221320"}, "7eeb69dcbe976ec272566842a54ee2b8"},
		{RECIPE_NATIONAL, {.secret = APPKEY, .rid = RID, .sid = SID, .time = TIME},
			"G5wsCybxHkPLPDGav8GYeZoAvyaM0P8bEzRjKwH0u7s="},
		{RECIPE_NATIONAL, {.secret = "fedcba9876543210fedcba9876543210", .rid = RID,
			.sid = SID, .time = TIME},
			"wCgd5to90WufEmy4jzYghC83MaAX68+Um6vpE3gE8n4="},
		{RECIPE_SHANDONG, {.key = "client-1", .secret = "tokensecret", .time = TIME,
			.nonce = "abc"}, "qOt0M9FnF1aE7g+ogyKlmz7z5ag/XBAAyPpcTfRD+W8="},
	};
	char out[SIGNATURE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		recipe_sign(cases[i].recipe, &cases[i].parts, out);
		assert_string_equal(out, cases[i].want);
	}
}

/* The case of key and secret is never changed; lower-cased first it would be another signature. */
static void test_mixed_case(void **state)
{
	char out[SIGNATURE_SIZE];

	(void)state;
	recipe_sign(RECIPE_ZJGW, &(struct recipe_parts){.key = "a330199000000202401000001",
		.secret = "qm7xn4vt9sk2pz6w", .time = TIME}, out);
	assert_int_equal(strncmp(out, "03ee273a", 8), 0);
}

static void test_java_key(void **state)
{
	uint8_t key[SIGN_KEY];
	char hex[2 * SIGN_KEY + 1];

	(void)state;
	sign_java_key(APPKEY, key);
	text_hex(key, sizeof(key), hex);
	assert_string_equal(hex, "703c56ae7f185dca34e3834e3dae5b78");
	sign_java_key("0123456789abcdef0123456789abcdef", key);
	text_hex(key, sizeof(key), hex);
	assert_string_equal(hex, "2d703e10a32f30251a2370355793e786");
}

static void test_wrapped_secret(void **state)
{
	static const char wrapped[] =
		"20lb6813t4cqhvbr6yVtOdtJW+vNd7eHKob26+slbTklbH9E24gAHPivoGUDjZ1X";
	static const char *const bad[] = {"", "20lb", "not base64!!", "AAAA",
		"20lb6813t4cqhvbr6yVtOQ==",                     /* no padding inside */
		"20lb6813t4cqhvbr6yVtOdtJW+vNd7eHKob26+slbTk=", /* cut at a block */
		"21lb6813t4cqhvbr6yVtOdtJW+vNd7eHKob26+slbTklbH9E24gAHPivoGUDjZ1X"};
	uint8_t key[SIGN_KEY];
	char secret[64] = "kept", box[128], small[8] = "kept";

	(void)state;
	sign_java_key(APPKEY, key);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(sign_unwrap(key, bad[i], secret, sizeof(secret)), ERR_SYNTAX);
	assert_string_equal(secret, "kept");
	assert_int_equal(sign_unwrap(key, wrapped, small, sizeof(small)), ERR_LIMIT);
	assert_int_equal(sign_unwrap(key, wrapped, secret, sizeof(secret)), OK);
	assert_string_equal(secret, "fedcba9876543210fedcba9876543210");
	assert_int_equal(sign_wrap(key, secret, box, sizeof(box)), OK);
	assert_string_equal(box, wrapped);
}

/* RFC 4231 cases 1 and 6 (a key longer than a block), RFC 1321 appendix A.5. */
static void test_primitives(void **state)
{
	static const char data1[] = "Hi There";
	static const char data6[] = "Test Using Larger Than Block-Size Key - Hash Key First";
	static const struct piece pieces[] = {{"message ", 8}, {"digest", 6}};
	char key[132] = {0}, out[SIGN_HMAC_B64], md5[SIGN_MD5_HEX], hex[HASH_HEX];
	uint8_t mac[HASH_SIZE];
	size_t len;

	(void)state;
	memset(key, 0x0b, 20);
	sign_hmac_b64(key, &(struct piece){data1, sizeof(data1) - 1}, 1, out);
	assert_int_equal(sign_unbase64(out, mac, sizeof(mac), &len), OK);
	text_hex(mac, len, hex);
	assert_string_equal(hex, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	memset(key, 0xaa, 131);
	sign_hmac_b64(key, &(struct piece){data6, sizeof(data6) - 1}, 1, out);
	assert_int_equal(sign_unbase64(out, mac, sizeof(mac), &len), OK);
	text_hex(mac, len, hex);
	assert_string_equal(hex, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	sign_md5_hex(pieces, 2, md5);
	assert_string_equal(md5, "f96b697d7cb7938d525a2f31aaf161d0");
}

/* RFC 4648 section 10. */
static void test_base64(void **state)
{
	static const char *const pairs[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="},
		{"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
	static const char *const bad[] = {"Z", "Zg=", "Zg", "Z===", "====", "Zg==Zg==", "Zh==",
		"Zm9=", "Zm9v\n", " Zg=", "Zm-v", "Z=g="};
	char text[16], data[16];
	size_t len;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		assert_true(sign_base64(pairs[i][0], strlen(pairs[i][0]), text, sizeof(text)));
		assert_string_equal(text, pairs[i][1]);
		assert_int_equal(sign_unbase64(pairs[i][1], data, sizeof(data), &len), OK);
		assert_int_equal(len, strlen(pairs[i][0]));
		assert_memory_equal(data, pairs[i][0], len);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(sign_unbase64(bad[i], data, sizeof(data), &len), ERR_SYNTAX);
	assert_false(sign_base64("foobar", 6, text, 8));
	assert_int_equal(sign_unbase64("Zm9vYmFy", data, 5, &len), ERR_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_recipes),
		cmocka_unit_test(test_mixed_case),
		cmocka_unit_test(test_java_key),
		cmocka_unit_test(test_wrapped_secret),
		cmocka_unit_test(test_primitives),
		cmocka_unit_test(test_base64),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
