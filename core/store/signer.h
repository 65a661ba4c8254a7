/* SPDX-License-Identifier: MIT
 *
 * What this hall signs for other halls (Ed25519). The secret half follows from the terminal key, so there
 * is nothing more to keep safe; whoever has the public half, read out over the telephone, can tell that
 * it was this hall.
 */
#ifndef ONETRIP_SIGNER_H
#define ONETRIP_SIGNER_H

#include "core/store/seal.h"
#include "core/store/store.h"

enum err signer_public(const struct store *s, uint8_t out[KEY_SIZE]) MUST_CHECK;
enum err signer_sign(const struct store *s, struct span text, uint8_t out[SIGN_SIZE]) MUST_CHECK;

#endif
