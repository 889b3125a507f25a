/* SPDX-License-Identifier: MIT */
/* stranger.c - a shared object that is no backend. */
int stranger_answer(void);
int stranger_answer(void) { return 42; }
