/* SPDX-License-Identifier: MIT
 *
 * A password set for the first time with the one-time code, or changed by who knows the old one, as
 * screens need it: hashing runs beside the loop. operator_enrol and operator_passwd are the same for
 * commands.
 */
#ifndef ONETRIP_REKEY_H
#define ONETRIP_REKEY_H

#include "core/store/operator.h"

struct rekey;
/* What can be refused at once is: ERR_INPUT a password too short or too common, or no code at all;
 * ERR_PASSWORD another code; ERR_STATE enrolled already, or not yet; ERR_NOTFOUND; ERR_THROTTLED. */
enum err enrol_start(struct store *s, const char *id, const char *enrol_code, const char *password,
	const struct seal_cost *cost, struct rekey **out) MUST_CHECK;
enum err passwd_start(struct store *s, const char *id, const char *old_password,
	const char *new_password, struct rekey **out) MUST_CHECK;
int rekey_fd(const struct rekey *r);             /* readable when hashed */
/* ERR_BUSY: not yet, try again; else settled and r is gone. OK: durable. ERR_PASSWORD: the old one was
 * wrong, and is counted. */
enum err rekey_finish(struct rekey *r) MUST_CHECK;
void rekey_cancel(struct rekey *r);

#endif
