/* The least full-screen program: 39 rows once, then each key moves a highlight by one row, which rewrites two. `q` leaves. */
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

static char frame[16384];

static int row(char *at, int y, int is_selected) {
    return sprintf(at, "\033[%d;1H%s%-110s%d\033[0m", y + 1, is_selected ? "\033[7m" : "", "a row as wide as a list would be", y);
}

int main(void) {
    struct termios before, raw;
    int y = 0, size;
    char key;
    if (tcgetattr(0, &before)) return 1;
    raw = before;
    cfmakeraw(&raw);
    tcsetattr(0, TCSANOW, &raw);
    size = sprintf(frame, "\033[?1049h\033[?25l");
    for (int i = 0; i < 39; i++) size += row(frame + size, i, i == 0);
    size += sprintf(frame + size, "\033[40;1HREADY");
    if (write(1, frame, size) < 0) return 1;
    while (read(0, &key, 1) == 1 && key != 'q') {
        size = row(frame, y, 0);
        y = (y + (key == 'k' ? 38 : 1)) % 39;
        size += row(frame + size, y, 1);
        if (write(1, frame, size) < 0) break;
    }
    size = sprintf(frame, "\033[?25h\033[?1049l");
    if (write(1, frame, size) < 0) return 1;
    tcsetattr(0, TCSANOW, &before);
    return 0;
}
