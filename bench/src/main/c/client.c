// Asks a daemon for packets and says what each cost it: the CPU clock of the daemon's process is read before and after.
// It is C so that it weighs little on the core that it shares with the daemon.
//
//   client ask PORT xml|http PID [LINES]    reads "COUNT HZ AGAIN" from standard input, line by line: COUNT packets,
//                                           HZ a second (0: flat out), connecting anew after every AGAIN (0: never);
//                                           answers "COUNT BYTES CPU_NS WALL_NS". LINES are sent on each connection
//   client start PORT xml|http COMMAND...   starts COMMAND, asks for a packet, ends it; answers "WALL_NS"
//   client run CORE COMMAND...              becomes COMMAND, held to CORE (-1: any), and ends when its parent ends
//   client crowd COUNT                      COUNT sleeping processes; says "ready", ends them when it ends

#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int port;
static int is_http;
static const char *lines = "";
static char answer[8 << 20];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static long long read_clock(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time) < 0) {
        fail("clock");
    }
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void wait_until(long long when) {
    struct timespec time = {.tv_sec = when / 1000000000, .tv_nsec = when % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR) {
    }
}

/// A connection, or -1 if nobody listens.
static int connected(void) {
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;
    struct timeval limit = {.tv_sec = 20};
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(client, (struct sockaddr *)&address, sizeof address) < 0) {
        close(client);
        return -1;
    }
    if (*lines && write(client, lines, strlen(lines)) < 0) {
        fail("write");
    }
    return client;
}

static int is_whole(int length) {
    answer[length] = 0;
    char *body = strstr(answer, is_http ? "\r\n\r\n" : "\n\n");
    if (body == NULL) {
        return 0;
    }
    body += is_http ? 4 : 2;
    char *said = strcasestr(answer, "Content-Length: ");
    if (said != NULL && said < body) {
        return answer + length >= body + atoi(said + 16);
    }
    return length > 7 && memcmp(answer + length - 7, "\r\n0\r\n\r\n", 7) == 0;
}

/// One packet; its length.
static int ask(int client) {
    static const char send[] = "send\n";
    static const char get[] = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\n\r\n";
    const char *request = is_http ? get : send;
    if (write(client, request, strlen(request)) < 0) {
        fail("write");
    }
    int length = 0;
    do {
        ssize_t got = read(client, answer + length, sizeof answer - 1 - length);
        if (got <= 0) {
            fprintf(stderr, "client: the answer ends after %d bytes\n", length);
            exit(1);
        }
        length += got;
    } while (!is_whole(length));
    return length;
}

static int asking(pid_t daemon) {
    clockid_t used;
    if (clock_getcpuclockid(daemon, &used) != 0) {
        fail("the daemon's clock");
    }
    int client = connected();
    if (client < 0) {
        fail("connect");
    }
    for (char line[256]; fgets(line, sizeof line, stdin) != NULL;) {
        long count;
        double hertz;
        long again;
        if (sscanf(line, "%ld %lf %ld", &count, &hertz, &again) != 3) {
            fprintf(stderr, "client: not understood: %s", line);
            return 2;
        }
        int bytes = 0;
        long long began = read_clock(CLOCK_MONOTONIC);
        long long before = read_clock(used);
        for (long i = 0; i < count; i++) {
            if (hertz > 0) {
                wait_until(began + (long long)((i + 1) * 1e9 / hertz));
            }
            if (again > 0 && i % again == again - 1) {
                close(client);
                if ((client = connected()) < 0) {
                    fail("connect again");
                }
            }
            bytes = ask(client);
        }
        printf("%ld %d %lld %lld\n", count, bytes, read_clock(used) - before, read_clock(CLOCK_MONOTONIC) - began);
        fflush(stdout);
    }
    return 0;
}

static void ends_with_parent(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == 1) {
        exit(1);
    }
}

static int starting(char **command) {
    long long began = read_clock(CLOCK_MONOTONIC);
    pid_t child = fork();
    if (child == 0) {
        ends_with_parent();
        execv(command[0], command);
        fail(command[0]);
    }
    int client;
    while ((client = connected()) < 0) {
        if (read_clock(CLOCK_MONOTONIC) - began > 20000000000LL || waitpid(child, NULL, WNOHANG) != 0) {
            fprintf(stderr, "client: %s did not answer\n", command[0]);
            kill(child, SIGKILL);
            return 1;
        }
        wait_until(read_clock(CLOCK_MONOTONIC) + 200000);
    }
    ask(client);
    printf("%lld\n", read_clock(CLOCK_MONOTONIC) - began);
    close(client);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return 0;
}

static int running(int core, char **command) {
    ends_with_parent();
    if (core >= 0) {
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(core, &cores);
        if (sched_setaffinity(0, sizeof cores, &cores) < 0) {
            fail("hold to a core");
        }
    }
    execv(command[0], command);
    fail(command[0]);
    return 1;
}

static int crowding(int count) {
    ends_with_parent();
    for (int i = 0; i < count; i++) {
        pid_t child = fork();
        if (child < 0) {
            fail("fork");
        }
        if (child == 0) {
            ends_with_parent();
            for (;;) {
                pause();
            }
        }
    }
    printf("ready\n");
    fflush(stdout);
    for (;;) {
        pause();
    }
}

int main(int count, char **words) {
    signal(SIGPIPE, SIG_IGN);
    const char *what = count > 1 ? words[1] : "";
    if (strcmp(what, "run") == 0 && count > 3) {
        return running(atoi(words[2]), words + 3);
    }
    if (strcmp(what, "crowd") == 0 && count == 3) {
        return crowding(atoi(words[2]));
    }
    if (count > 4) {
        port = atoi(words[2]);
        is_http = strcmp(words[3], "http") == 0;
        if (strcmp(what, "start") == 0) {
            return starting(words + 4);
        }
        if (strcmp(what, "ask") == 0) {
            lines = count > 5 ? words[5] : "";
            return asking(atoi(words[4]));
        }
    }
    fprintf(stderr, "usage: client ask|start|run|crowd ...\n");
    return 2;
}
