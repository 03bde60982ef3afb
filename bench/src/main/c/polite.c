// A client as there should be more: one connection, a packet asked for HZ times a second, read whole.
//
//   polite ADDRESS PORT HZ    reads from standard input, line by line:
//                             begin    forgets what was measured
//                             end      answers "COUNT P50_US P99_US MAX_US LOST": LOST connections were closed on it
//                             daemon   answers with what the daemon says of itself, on one line
//
// It is C so that nothing of its own, such as a garbage collector, gets into what it measures.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST 1000000

static struct sockaddr_in address = {.sin_family = AF_INET};
static char answer[1 << 20];
static int length;
static int micros[MOST];
static int count;
static int lost;
static int client = -1;

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void wait_until(long long when) {
    struct timespec time = {.tv_sec = when / 1000000000, .tv_nsec = when % 1000000000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static int connected(void) {
    int socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;
    struct timeval limit = {.tv_sec = 20};
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(socket_, (struct sockaddr *)&address, sizeof address) < 0) {
        close(socket_);
        return -1;
    }
    return socket_;
}

/// Asks for one packet, on a new connection if need be; 0 if none came.
static int ask(const char *lines) {
    if (client < 0 && (client = connected()) < 0) {
        return 0;
    }
    length = 0;
    if (write(client, lines, strlen(lines)) > 0) {
        while (length < (int)sizeof answer - 1) {
            ssize_t got = read(client, answer + length, sizeof answer - 1 - length);
            if (got <= 0) {
                break;
            }
            length += got;
            answer[length] = 0;
            char *body = strstr(answer, "\n\n");
            if (body != NULL && answer + length >= body + 2 + atoi(answer + 16)) {
                return 1;
            }
        }
    }
    close(client);
    client = -1;
    return 0;
}

static int ascending(const void *one, const void *other) {
    return *(const int *)one - *(const int *)other;
}

static void tell(void) {
    qsort(micros, count, sizeof *micros, ascending);
    int last = count > 0 ? count - 1 : 0;
    printf("%d %d %d %d %d\n", count, micros[last / 2], micros[(int)(last * 0.99)], micros[last], lost);
}

static void tell_of_daemon(void) {
    if (!ask("off all\non daemon\nsend\ninit\n") && !ask("off all\non daemon\nsend\ninit\n")) {
        printf("nothing\n");
        return;
    }
    for (char *letter = strstr(answer, "\n\n") + 2; *letter != 0; letter++) {
        putchar(*letter == '\n' ? ' ' : *letter);
    }
    putchar('\n');
}

static int obey(void) {
    char line[64];
    if (fgets(line, sizeof line, stdin) == NULL) {
        return 0;
    }
    if (strcmp(line, "end\n") == 0) {
        tell();
    } else if (strcmp(line, "daemon\n") == 0) {
        tell_of_daemon();
    }
    if (strcmp(line, "daemon\n") != 0) {
        count = 0;
        lost = 0;
    }
    fflush(stdout);
    return 1;
}

int main(int words, char **word) {
    if (words != 4 || inet_pton(AF_INET, word[1], &address.sin_addr) != 1) {
        fprintf(stderr, "usage: polite ADDRESS PORT HZ\n");
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdin, NULL, _IONBF, 0);
    address.sin_port = htons(atoi(word[2]));
    long long period = 1e9 / atof(word[3]);
    long long next = now();
    struct pollfd orders = {.fd = 0, .events = POLLIN};
    for (;;) {
        while (poll(&orders, 1, 0) > 0) {
            if (!obey()) {
                return 0;
            }
        }
        long long began = now();
        if (ask("send\n")) {
            if (count < MOST) {
                micros[count++] = (now() - began) / 1000;
            }
        } else {
            lost++;
        }
        next = next + period > now() ? next + period : now() + period / 10;
        wait_until(next);
    }
}
