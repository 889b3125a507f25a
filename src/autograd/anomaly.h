/* SPDX-License-Identifier: MIT */
/* anomaly.h - anomaly mode: which forward call is behind an error or a NaN in backward. */
#ifndef AUTOGRAD_ANOMALY_H
#define AUTOGRAD_ANOMALY_H
#include "autograd/node.h"

/* adds the forward call of n to the pending error */
void anomaly_explain(const rush_node *n);
/* False, with PyTorch's error, if a gradient that n computed has a NaN. */
bool anomaly_check(const rush_node *n, rush_tensor *const *results);
#endif
