/* SPDX-License-Identifier: MIT
 *
 * The two commands that take the terminal: the live counter and the demo.
 */
#ifndef ONETRIP_RUN_H
#define ONETRIP_RUN_H

int command_run(int argc, char **argv);  /* onetrip [--config FILE] [--lang zh|en] [--mono] [--linear] [--slow] */
int command_demo(int argc, char **argv); /* onetrip demo [--seed N] [--now TIME] ... */

#endif
