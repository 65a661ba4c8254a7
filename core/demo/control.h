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

#endif
