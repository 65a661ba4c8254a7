/* SPDX-License-Identifier: MIT
 *
 * onetrip papers: what was handed to the back office and is not told to be there.
 */
#ifndef ONETRIP_COMMANDS_PAPERS_H
#define ONETRIP_COMMANDS_PAPERS_H

int command_papers(int argc, char **argv);

#endif
