/* SPDX-License-Identifier: MIT */
/* test_progress.c - the progress line: one plain line in a file; on a terminal, redrawn rarely and never wider than it. */
#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static char text[1 << 16];

static void assert_part(const char *part) {
    if (!strstr(text, part)) fail_msg("'%s' lacks '%s'", text, part);
}

static void test_plain(void **state) {
    (void)state;
    FILE *file = tmpfile();
    rush_progress p = rush_progress_start(50, "epoch %d", 3);
    p.file = file;
    for (int i = 0; i < 50; i++) rush_progress_step(&p, "loss %.2f\r\nx", 1.0 / (i + 1));
    assert_int_equal(ftell(file), 0); /* nothing before the end */
    rush_progress_end(&p);
    long once = ftell(file);
    rush_progress_end(&p);
    rush_progress_step(&p, "more");
    assert_int_equal(ftell(file), once);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    assert_int_equal(strncmp(text, "epoch 3 50/50  loss 0.02  x  ", 29), 0);
    assert_null(strchr(text, '\r'));
    assert_null(strchr(text, '\033'));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

/* What n steps and an end write on a terminal of that width. */
static void on_terminal(int columns, int64_t total, int steps, int pause_us) {
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) || unlockpt(master)) skip();
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    if (slave < 0) skip();
    struct winsize w = { .ws_row = 24, .ws_col = (unsigned short)columns };
    ioctl(slave, TIOCSWINSZ, &w);
    struct termios raw;
    tcgetattr(slave, &raw);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    tcsetattr(slave, TCSANOW, &raw);
    FILE *file = fdopen(slave, "w");
    rush_progress p = rush_progress_start(total, "\xc3\xa9poque %d", 3);
    p.file = file;
    for (int i = 0; i < steps; i++) {
        rush_progress_step(&p, "loss %.2f", 0.5);
        if (pause_us) usleep((useconds_t)pause_us);
    }
    rush_progress_end(&p);
    fcntl(master, F_SETFL, O_NONBLOCK);
    size_t used = 0;
    for (ssize_t n; used < sizeof text - 1 && (n = read(master, text + used, sizeof text - 1 - used)) > 0;) used += (size_t)n;
    text[used] = 0;
    fclose(file);
    close(master);
}

static int count(const char *part) {
    int n = 0;
    for (const char *p = text; (p = strstr(p, part)); p += strlen(part)) n++;
    return n;
}

/* Columns of the widest line: what stands between \r and \033[K. */
static int widest(void) {
    int most = 0;
    for (char *p = text; (p = strchr(p, '\r')); p++) {
        int n = 0;
        for (const char *q = p + 1; *q && *q != '\033'; q++) n += ((unsigned char)*q & 0xc0) != 0x80;
        if (n > most) most = n;
    }
    return most;
}

static void test_terminal(void **state) {
    (void)state;
    setenv("TERM", "xterm", 1);
    on_terminal(100, 200, 200, 0);
    assert_part("\xc3\xa9poque 3 [>                             ] 1/200  loss 0.50");
    assert_part(" left");
    assert_part("\xc3\xa9poque 3 [==============================] 200/200  loss 0.50  ");
    assert_part("/s  0:00\033[K\n");
    assert_true(count("\r") >= 2 && count("\r") <= 4); /* the first step and the end; more only on a slow machine */
    on_terminal(100, 10, 10, 60000);
    assert_true(count("\r") >= 4 && count("\r") <= 11);
    on_terminal(100, 0, 3, 0); /* no total: no bar */
    assert_part("\xc3\xa9poque 3 3  loss 0.50");
    assert_null(strchr(text, '='));
    for (int columns = 1; columns < 90; columns++) {
        on_terminal(columns, 7, 5, 0);
        assert_true(widest() < columns);
        assert_int_equal(count("\n"), 1);
        if (columns >= 25) assert_part(" 5/7  loss 0.50");
    }
    setenv("TERM", "dumb", 1);
    on_terminal(80, 7, 5, 0);
    assert_int_equal(count("\r"), 0);
}

static void test_loader(void **state) {
    (void)state;
    rush_dataset *d;
    {
        RUSH_SCOPE;
        d = rush_tensor_dataset(rush_rand(RUSH_SHAPE(10, 2)));
    }
    rush_loader *loader = rush_loader_new(d, .batch_size = 4);
    rush_batch batch;
    rush_loader_next(loader, &batch);
    rush_progress p = rush_progress_start(loader, "epoch %ld", 1L);
    assert_int_equal(p.total, 3);
    assert_int_equal(p.done, 1); /* it goes on from the middle */
    assert_int_equal(p.items, 4);
    rush_release_all(loader, d);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_plain), cmocka_unit_test(test_terminal), cmocka_unit_test(test_loader) };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
