/* SPDX-License-Identifier: MIT
 *
 * What must hold on every terminal whatever the script: each case starts the real program behind
 * a pseudo-terminal of one size, language and colour depth, logs in and leaves.
 */
#ifndef ONETRIP_HARNESS_MATRIX_H
#define ONETRIP_HARNESS_MATRIX_H

#include "core/base/buf.h"

size_t matrix_cases(void);
const char *matrix_name(size_t i, char out[64]);
bool matrix_run(size_t i, struct buf *report);

#endif
