/* SPDX-License-Identifier: MIT */
#include "core/store/signer.h"

#include "core/base/mem.h"
#include "core/store/inside.h"

static enum err seed_of(const struct store *s, uint8_t out[KEY_SIZE])
{
	uint8_t terminal[KEY_SIZE];
	enum err e = store_terminal_secret(s, terminal);

	if (!e)
		seal_derive(terminal, "hall signature", out);
	mem_wipe(terminal, sizeof terminal);
	return e;
}

enum err signer_public(const struct store *s, uint8_t out[KEY_SIZE])
{
	uint8_t seed[KEY_SIZE];
	enum err e = seed_of(s, seed);

	if (!e)
		seal_sign_public(seed, out);
	mem_wipe(seed, sizeof seed);
	return e;
}

enum err signer_sign(const struct store *s, struct span text, uint8_t out[SIGN_SIZE])
{
	uint8_t seed[KEY_SIZE];
	enum err e = seed_of(s, seed);

	if (!e)
		seal_sign(seed, text, out);
	mem_wipe(seed, sizeof seed);
	return e;
}
