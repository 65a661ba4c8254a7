/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_COMMAND_EVIDENCE_H
#define ONETRIP_COMMAND_EVIDENCE_H

/* onetrip evidence CASE: what each value rests on, verified without a network; exit 1 on a mismatch. */
int command_evidence(int argc, char **argv);

#endif
