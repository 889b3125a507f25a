/* SPDX-License-Identifier: MIT */
/* data_check.h - the check for writes that version counters do not see. */
#ifndef AUTOGRAD_DATA_CHECK_H
#define AUTOGRAD_DATA_CHECK_H
#include "autograd/node.h"

bool data_check_on(void);
/* t was (or may have been) written to in a way that its views' version counter does not show */
void storage_note_untracked(rush_tensor *t, rush_site site, const char *op);
/* False, with both lines in the error, if bytes of t were overwritten after node n saved it. */
bool storage_check_untracked(const rush_node *n, const char *op, const rush_tensor *t);
/* the last sequence number given to a node */
uint64_t node_sequence(void);
#endif
