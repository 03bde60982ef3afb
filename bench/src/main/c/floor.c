// What no daemon that samples a Linux node can undercut: on each request line it re-reads the files that it was given,
// keeps nothing of them, and answers a fixed number of bytes. One client at a time, blocking, no loop around it.
//
//   floor PORT BYTES [FILE...]      files are kept open and read from their beginning until a read returns nothing
//   floor PORT BYTES --processes    /proc/PID/stat and /proc/PID/status of every process: open, read, close

#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/// As much as the daemon reads in one go. The kernel clears as much as is asked for at each read below /proc/sys.
static char text[16 << 10];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void reread(const int *files, int count) {
    for (int i = 0; i < count; i++) {
        ssize_t got;
        for (off_t at = 0; (got = pread(files[i], text, sizeof text, at)) > 0; at += got) {
        }
    }
}

static void open_read_close(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        (void)!read(file, text, sizeof text);
        close(file);
    }
}

static void processes(void) {
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; (entry = readdir(proc)) != NULL;) {
        if (isdigit((unsigned char)entry->d_name[0])) {
            char path[300];
            char *end = stpcpy(stpcpy(path, "/proc/"), entry->d_name);
            strcpy(end, "/stat");
            open_read_close(path);
            strcpy(end, "/status");
            open_read_close(path);
        }
    }
    closedir(proc);
}

int main(int count, char **words) {
    if (count < 3) {
        fprintf(stderr, "usage: floor PORT BYTES [FILE...] | --processes\n");
        return 2;
    }
    int bytes = atoi(words[2]);
    int by_process = count > 3 && strcmp(words[3], "--processes") == 0;
    static int files[4096];
    int opened = 0;
    for (int i = 3; !by_process && i < count && opened < 4096; i++) {
        if ((files[opened++] = open(words[i], O_RDONLY | O_CLOEXEC)) < 0) {
            fail(words[i]);
        }
    }
    char *answer = malloc(bytes + 64);
    memset(answer, '.', bytes + 64);
    // The whole answer, its frame included, has the length asked for.
    int body = bytes - snprintf(NULL, 0, "Content-Length: %d\n\n", bytes);
    int frame = sprintf(answer, "Content-Length: %d\n\n", body);
    answer[frame] = '.';

    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 16) < 0) {
        fail("listen");
    }
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        char line[4096];
        for (ssize_t got; (got = read(client, line, sizeof line)) > 0;) {
            for (ssize_t i = 0; i < got; i++) {
                if (line[i] == '\n') {
                    if (by_process) {
                        processes();
                    } else {
                        reread(files, opened);
                    }
                    if (write(client, answer, frame + body) < 0) {
                        break;
                    }
                }
            }
        }
        close(client);
    }
}
