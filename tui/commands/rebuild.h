/* SPDX-License-Identifier: MIT
 *
 * Makes the views anew from the journal.
 */
#ifndef ONETRIP_COMMAND_REBUILD_H
#define ONETRIP_COMMAND_REBUILD_H

int command_rebuild(int argc, char **argv);

#endif
