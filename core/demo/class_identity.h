/* SPDX-License-Identifier: MIT
 *
 * Who a trainee's program is to the classes of one name: a key pair in a small file (mode 0600), locked
 * while the program runs. Another program of the same machine takes the next file; one begun anew
 * finds its own again, and with it its seat.
 */
#ifndef ONETRIP_DEMO_CLASS_IDENTITY_H
#define ONETRIP_DEMO_CLASS_IDENTITY_H

#include "core/store/seal.h"

struct class_identity {
	int fd;                      /* of its file, locked; -1 none */
	int64_t joins;               /* so far, ever */
	uint8_t secret[KEY_SIZE], public[KEY_SIZE];
};

/* folder: made. ERR_LIMIT: 31 programs run here. */
enum err class_identity_take(const char *folder, struct class_identity *out) MUST_CHECK;
int64_t class_identity_join(struct class_identity *i); /* one more, kept; its number */
void class_identity_release(struct class_identity *i); /* wipes */

#endif
