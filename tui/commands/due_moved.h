/* SPDX-License-Identifier: MIT
 *
 * onetrip due --moved: what a changed calendar does to the days that were told.
 */
#ifndef ONETRIP_COMMAND_DUE_MOVED_H
#define ONETRIP_COMMAND_DUE_MOVED_H

int due_moved(int argc, char **argv); /* without the word --moved; exit status 1: some have moved */

#endif
