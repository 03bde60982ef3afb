// A fixed quantum of work, done again and again on one core: what else runs there, and what that leaves in the caches, shows as
// the time by which a quantum takes longer.
//
//   noise CORE MICROS    finds out how much work takes MICROS microseconds, and says "ready"; then reads "COUNT" from
//                        standard input, line by line, does COUNT quanta and answers the nanoseconds that it was kept waiting
//                        for the core in all, and those that each took

#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define MOST 1000000

/// As much as a core's own cache holds: work that touches nothing does not notice that its caches were lost.
static uint64_t data[32 << 10];
static long long took[MOST];
static volatile uint64_t result;

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void work(long steps) {
    uint64_t sum = result;
    for (long i = 0; i < steps; i++) {
        uint64_t *at = &data[(i * 8) & (sizeof data / sizeof *data - 1)];
        sum = sum * 6364136223846793005 + *at;
        *at = sum;
    }
    result = sum;
}

/// How long this process was ready to run and had no core, by the kernel's scheduler: what its host takes away is not in it.
static long long waited(void) {
    long long ran = 0, delay = 0;
    FILE *file = fopen("/proc/self/schedstat", "r");
    if (file == NULL || fscanf(file, "%lld %lld", &ran, &delay) != 2) {
        perror("/proc/self/schedstat");
        exit(1);
    }
    fclose(file);
    return delay;
}

/// The work that takes so long where nothing disturbs it: the quickest of many tries.
static long calibrate(long long nanos) {
    long steps = 10000;
    for (int round = 0; round < 5; round++) {
        long long least = INT64_MAX;
        for (int i = 0; i < 50; i++) {
            long long began = now();
            work(steps);
            long long spent = now() - began;
            if (spent < least) {
                least = spent;
            }
        }
        steps = steps * nanos / least + 1;
    }
    return steps;
}

int main(int count, char **words) {
    if (count != 3) {
        fprintf(stderr, "usage: noise CORE MICROS\n");
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(atoi(words[1]), &cores);
    if (sched_setaffinity(0, sizeof cores, &cores) < 0) {
        perror("hold to a core");
        return 1;
    }
    long steps = calibrate(atol(words[2]) * 1000);
    printf("ready\n");
    fflush(stdout);
    for (char line[64]; fgets(line, sizeof line, stdin) != NULL;) {
        long quanta = atol(line);
        if (quanta < 1 || quanta > MOST) {
            fprintf(stderr, "noise: 1 to %d quanta, not %s", MOST, line);
            return 2;
        }
        long long delay = waited();
        long long before = now();
        for (long i = 0; i < quanta; i++) {
            work(steps);
            long long after = now();
            took[i] = after - before;
            before = after;
        }
        printf("%lld ", waited() - delay);
        for (long i = 0; i < quanta; i++) {
            printf("%lld%c", took[i], i + 1 < quanta ? ' ' : '\n');
        }
        fflush(stdout);
    }
    return 0;
}
