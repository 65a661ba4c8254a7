/* SPDX-License-Identifier: MIT
 *
 * Synthetic numbers that pass every check: citizen number (GB 11643), unified credit code
 * (GB 32100 with GB 11714 inside), e-licence identifier (GB/T 36904), bank card (Luhn), vehicle
 * number (VIN). Only the demo makes numbers; the checks live in core/standards and are written
 * independently, so that each proves the other.
 */
#ifndef ONETRIP_DEMO_NUMBER_H
#define ONETRIP_DEMO_NUMBER_H

#include "core/base/clock.h"

enum { CITIZEN_SIZE = 19, CREDIT_SIZE = 19, LICENCE_SIZE = 96, CARD_SIZE = 20, VIN_SIZE = 18 };

/* sequence 1..999: odd for men, even for women. */
void number_citizen(const char *region, day_t birth, int sequence, char out[CITIZEN_SIZE]);

/* prefix "91", region six digits, body the first eight characters of the organisation code. */
void number_credit(const char *prefix, const char *region, const char *body, char out[CREDIT_SIZE]);

/* type: three digits below the credit code of the body that defines the licence. */
void number_licence(const char *definer, int type, const char *issuer, const char *serial,
	char out[LICENCE_SIZE]);

/* digits: all but the last; at most 18. */
void number_card(const char *digits, char out[CARD_SIZE]);

/* Eight characters of maker and model, then the last eight; the ninth is computed. */
void number_vin(const char *front, const char *back, char out[VIN_SIZE]);

#endif
