/* The least program that opens a store and prints 40 of its rows. `firstrows STORE` */
#include <sqlite3.h>
#include <stdio.h>

int main(int argc, char **argv) {
    sqlite3 *db;
    sqlite3_stmt *rows;
    const char *sql = "SELECT label, status, rank, next_due, title FROM snapshot ORDER BY subject DESC LIMIT 40";
    if (argc < 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, 0)) return 1;
    if (sqlite3_prepare_v2(db, sql, -1, &rows, 0)) return 2;
    while (sqlite3_step(rows) == SQLITE_ROW)
        printf("%s %d %d %lld %s\n", sqlite3_column_text(rows, 0), sqlite3_column_int(rows, 1),
               sqlite3_column_int(rows, 2), (long long)sqlite3_column_int64(rows, 3), sqlite3_column_text(rows, 4));
    printf("READY\n");
    return 0;
}
