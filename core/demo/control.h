/* SPDX-License-Identifier: MIT
 *
 * Turning the knobs of a running demo exchange, from another process.
 */
#ifndef ONETRIP_DEMO_CONTROL_H
#define ONETRIP_DEMO_CONTROL_H

#include "core/base/base.h"

/* base "http://127.0.0.1:PORT" (loopback only, else ERR_DENIED); state as in department.h;
 * latency_ms -1: the usual one. Blocks for less than 100 ms. ERR_INPUT: no such department or
 * state; ERR_NET: nobody answers there. */
enum err demo_control(
	const char *base, const char *department, const char *state, int latency_ms) MUST_CHECK;
/* Its gateways look at the time a question was signed: a lesson that skips a day takes them along. */
enum err demo_control_clock(const char *base, int64_t now_ms) MUST_CHECK;

#endif
