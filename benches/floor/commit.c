/* One-row commits of SQLite itself: write-ahead log, synchronous FULL. `commit FILE COUNT` prints the microseconds of one. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1e6 + at.tv_nsec / 1e3;
}

int main(int argc, char **argv) {
    sqlite3 *db;
    sqlite3_stmt *begin, *insert, *commit;
    const char *text = "blocked the token, checked the second bucket, asked the vendor for their logs";
    if (argc < 3 || sqlite3_open(argv[1], &db)) return 1;
    if (sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                         "CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, at INTEGER, text TEXT)", 0, 0, 0)) return 2;
    if (sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, 0) || sqlite3_prepare_v2(db, "COMMIT", -1, &commit, 0) ||
        sqlite3_prepare_v2(db, "INSERT INTO entry (at, text) VALUES (?, ?)", -1, &insert, 0)) return 3;
    int count = atoi(argv[2]);
    double start = now();
    for (int i = 0; i < count; i++) {
        sqlite3_step(begin), sqlite3_reset(begin);
        sqlite3_bind_int(insert, 1, i);
        sqlite3_bind_text(insert, 2, text, -1, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) return 4;
        sqlite3_reset(insert);
        if (sqlite3_step(commit) != SQLITE_DONE) return 5;
        sqlite3_reset(commit);
    }
    printf("%.1f\n", (now() - start) / count);
    return 0;
}
