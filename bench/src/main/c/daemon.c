// What the daemon's default packet costs in C, written by hand: the same files, kept open and read to their end, parsed,
// and answered as the same XML. It has no options, no selection and no other command than `send`; the names of addresses
// are looked up once, at start.
//
//   daemon PORT

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#define LENGTH(array) ((int)(sizeof(array) / sizeof((array)[0])))

// ---- in ------------------------------------------------------------------------------------------------------------

static char text[1 << 18];
static int text_length;
static const char *at;

/// Reads a file to its end, keeping it open in `file`; its text ends with a NUL.
static int reread(int *file, const char *path) {
    if (*file == 0) {
        *file = open(path, O_RDONLY | O_CLOEXEC);
    }
    text_length = 0;
    if (*file > 0) {
        ssize_t got;
        while ((got = pread(*file, text + text_length, sizeof text - 1 - text_length, text_length)) > 0) {
            text_length += got;
        }
    }
    text[text_length] = 0;
    at = text;
    return text_length > 0;
}

static uint64_t number(void) {
    while (*at == ' ' || *at == '\t') {
        at++;
    }
    uint64_t value = 0;
    while (*at >= '0' && *at <= '9') {
        value = value * 10 + (*at++ - '0');
    }
    return value;
}

static void next_line(void) {
    const char *end = memchr(at, '\n', text + text_length - at);
    at = end == NULL ? text + text_length : end + 1;
}

static int take(const char *literal, int length) {
    if (strncmp(at, literal, length) != 0) {
        return 0;
    }
    at += length;
    return 1;
}
#define TAKE(literal) take(literal, sizeof literal - 1)

// ---- out -----------------------------------------------------------------------------------------------------------

static char packet[1 << 18];
static char *out;

static void put(const char *literal, int length) {
    memcpy(out, literal, length);
    out += length;
}
#define PUT(literal) put(literal, sizeof literal - 1)

static void put_number(uint64_t value) {
    char digits[20];
    int i = sizeof digits;
    do {
        digits[--i] = '0' + value % 10;
        value /= 10;
    } while (value > 0);
    put(digits + i, sizeof digits - i);
}

static void put_text(const char *words, int length) {
    for (int i = 0; i < length; i++) {
        switch (words[i]) {
        case '&': PUT("&amp;"); break;
        case '<': PUT("&lt;"); break;
        case '>': PUT("&gt;"); break;
        case '"': PUT("&quot;"); break;
        default: *out++ = words[i] >= ' ' && words[i] < 0x7f ? words[i] : '?';
        }
    }
}

/// `<name>value</name>` on a line.
#define ELEMENT(indent, name, value) (PUT(indent "<" name ">"), put_number(value), PUT("</" name ">\n"))

static time_t put_stamp(void) {
    struct timeval now;
    gettimeofday(&now, NULL);
    PUT(" tv_sec=\"");
    put_number(now.tv_sec);
    PUT("\" tv_usec=\"");
    for (int digit = 100000; digit > 0; digit /= 10) {
        *out++ = '0' + now.tv_usec / digit % 10;
    }
    PUT("\"");
    return now.tv_sec;
}

// ---- the groups ----------------------------------------------------------------------------------------------------

static struct address {
    char name[IFNAMSIZ], ip[INET6_ADDRSTRLEN], host[NI_MAXHOST];
} addresses[256];
static int address_count;
static char host_ip[INET6_ADDRSTRLEN];

static void learn_addresses(void) {
    struct ifaddrs *all;
    if (getifaddrs(&all) < 0) {
        return;
    }
    for (struct ifaddrs *each = all; each != NULL && address_count < LENGTH(addresses); each = each->ifa_next) {
        if (each->ifa_addr != NULL && each->ifa_addr->sa_family == AF_INET) {
            struct address *one = &addresses[address_count++];
            snprintf(one->name, sizeof one->name, "%s", each->ifa_name);
            getnameinfo(each->ifa_addr, sizeof(struct sockaddr_in), one->ip, sizeof one->ip, NULL, 0, NI_NUMERICHOST);
            if (getnameinfo(each->ifa_addr, sizeof(struct sockaddr_in), one->host, sizeof one->host, NULL, 0,
                        NI_NAMEREQD) != 0) {
                one->host[0] = 0;
            }
            if (host_ip[0] == 0 && !(each->ifa_flags & IFF_LOOPBACK)) {
                strcpy(host_ip, one->ip);
            }
        }
    }
    freeifaddrs(all);
}

static void system_group(void) {
    static int hostname, utmp;
    static char name[256];
    static int name_length;
    static time_t name_read;
    PUT("  <system>\n    <time");
    time_t now = put_stamp();
    struct tm local;
    localtime_r(&now, &local);
    PUT(">");
    put_number(local.tm_hour % 12 == 0 ? 12 : local.tm_hour % 12);
    char clock[] = {':', '0' + local.tm_min / 10, '0' + local.tm_min % 10, ':', '0' + local.tm_sec / 10,
            '0' + local.tm_sec % 10, ' ', local.tm_hour < 12 ? 'a' : 'p', 'm'};
    put(clock, sizeof clock);
    PUT("</time>\n    <identity>\n      <hostname>");
    if (now - name_read >= 10 && reread(&hostname, "/proc/sys/kernel/hostname")) {
        name_read = now;
        name_length = strcspn(text, "\n");
        memcpy(name, text, name_length);
    }
    put_text(name, name_length);
    PUT("</hostname>\n");
    if (host_ip[0] != 0) {
        PUT("      <hostip>");
        put_text(host_ip, strlen(host_ip));
        PUT("</hostip>\n");
    }
    PUT("    </identity>\n");
    if (utmp >= 0 && reread(&utmp, "/run/utmp")) {
        int logins = 0;
        for (int i = 0; i + (int)sizeof(struct utmp) <= text_length; i += sizeof(struct utmp)) {
            const struct utmp *record = (const struct utmp *)(text + i);
            logins += record->ut_type == USER_PROCESS && record->ut_user[0] != 0;
        }
        PUT("    <users");
        put_stamp();
        PUT(">");
        put_number(logins);
        PUT("</users>\n");
    }
    PUT("  </system>\n");
}

static void stat_group(void) {
    static int stat, vmstat;
    PUT("    <stat");
    put_stamp();
    PUT(">\n");
    uint64_t intr = 0, ctxt = 0, processes = 0;
    for (reread(&stat, "/proc/stat"); *at != 0; next_line()) {
        if (TAKE("cpu")) {
            if (*at == ' ') {
                continue;
            }
            PUT("      <cpu id=\"");
            put_number(number());
            PUT("\">\n");
            uint64_t times[8], tot = 0;
            for (int i = 0; i < LENGTH(times); i++) {
                tot += times[i] = number();
            }
            ELEMENT("        ", "user", times[0]);
            ELEMENT("        ", "nice", times[1]);
            ELEMENT("        ", "sys", times[2]);
            ELEMENT("        ", "tot", tot);
            PUT("      </cpu>\n");
        } else if (TAKE("intr ")) {
            intr = number();
        } else if (TAKE("ctxt ")) {
            ctxt = number();
        } else if (TAKE("processes ")) {
            processes = number();
        }
    }
    uint64_t in = 0, outs = 0, swapped_in = 0, swapped_out = 0;
    for (reread(&vmstat, "/proc/vmstat"); *at != 0; next_line()) {
        if (*at == 'p') {
            if (TAKE("pgpgin ")) {
                in = number();
            } else if (TAKE("pgpgout ")) {
                outs = number();
            } else if (TAKE("pswpin ")) {
                swapped_in = number();
            } else if (TAKE("pswpout ")) {
                swapped_out = number();
                break;
            }
        }
    }
    PUT("      <page>\n");
    ELEMENT("        ", "in", in);
    ELEMENT("        ", "out", outs);
    PUT("      </page>\n      <swap>\n");
    ELEMENT("        ", "in", swapped_in);
    ELEMENT("        ", "out", swapped_out);
    PUT("      </swap>\n");
    ELEMENT("      ", "intr", intr);
    ELEMENT("      ", "ctxt", ctxt);
    ELEMENT("      ", "processes", processes);
    PUT("    </stat>\n");
}

static void meminfo_group(void) {
    static int meminfo;
    PUT("    <meminfo");
    put_stamp();
    PUT(">\n");
    uint64_t total = 0, available = 0, shared = 0, buffers = 0, cached = 0, swap = 0, swap_free = 0;
    for (reread(&meminfo, "/proc/meminfo"); *at != 0; next_line()) {
        if (TAKE("MemTotal:")) {
            total = number() * 1024;
        } else if (TAKE("MemFree:")) {
            available = number() * 1024;
        } else if (TAKE("Shmem:")) {
            shared = number() * 1024;
            break;
        } else if (TAKE("Buffers:")) {
            buffers = number() * 1024;
        } else if (TAKE("Cached:")) {
            cached = number() * 1024;
        } else if (TAKE("SwapTotal:")) {
            swap = number() * 1024;
        } else if (TAKE("SwapFree:")) {
            swap_free = number() * 1024;
        }
    }
    PUT("      <memory>\n");
    ELEMENT("        ", "total", total);
    ELEMENT("        ", "used", total - available);
    ELEMENT("        ", "free", available);
    ELEMENT("        ", "shared", shared);
    ELEMENT("        ", "buffers", buffers);
    ELEMENT("        ", "cached", cached);
    PUT("      </memory>\n      <swap>\n");
    ELEMENT("        ", "total", swap);
    ELEMENT("        ", "used", swap - swap_free);
    ELEMENT("        ", "free", swap_free);
    PUT("      </swap>\n    </meminfo>\n");
}

static void one_interface(int id) {
    const char *name = at;
    const char *colon = strchr(at, ':');
    if (colon == NULL) {
        return;
    }
    int length = colon - name;
    int digits = length;
    while (digits > 0 && isdigit((unsigned char)name[digits - 1])) {
        digits--;
    }
    PUT("        <interface id=\"");
    put_number(id);
    PUT("\" devtype=\"");
    put_text(name, digits);
    PUT("\" devid=\"");
    put_text(name + digits, length - digits);
    PUT("\">\n          <name>");
    put_text(name, length);
    PUT("</name>\n");
    for (int i = 0; i < address_count; i++) {
        const struct address *one = &addresses[i];
        if (strncmp(one->name, name, length) == 0 && one->name[length] == 0) {
            PUT("          <ip>");
            put_text(one->ip, strlen(one->ip));
            PUT("</ip>\n");
            if (one->host[0] != 0) {
                PUT("          <host>");
                put_text(one->host, strlen(one->host));
                PUT("</host>\n");
            }
            break;
        }
    }
    at = colon + 1;
    PUT("          <receive>\n");
    ELEMENT("            ", "bytes", number());
    ELEMENT("            ", "packets", number());
    ELEMENT("            ", "errs", number());
    ELEMENT("            ", "drop", number());
    ELEMENT("            ", "fifo", number());
    ELEMENT("            ", "frame", number());
    ELEMENT("            ", "compressed", number());
    ELEMENT("            ", "multicast", number());
    PUT("          </receive>\n          <transmit>\n");
    ELEMENT("            ", "bytes", number());
    ELEMENT("            ", "packets", number());
    ELEMENT("            ", "errs", number());
    ELEMENT("            ", "drop", number());
    ELEMENT("            ", "fifo", number());
    ELEMENT("            ", "collisions", number());
    ELEMENT("            ", "carrier", number());
    ELEMENT("            ", "compressed", number());
    PUT("          </transmit>\n        </interface>\n");
}

static void net_group(void) {
    static int dev, sockstat;
    PUT("    <net>\n      <dev");
    put_stamp();
    PUT(">\n");
    reread(&dev, "/proc/net/dev");
    next_line();
    next_line();
    for (int id = 0; *at != 0; next_line()) {
        while (*at == ' ') {
            at++;
        }
        one_interface(id++);
    }
    PUT("      </dev>\n      <sockstat");
    put_stamp();
    PUT(">\n");
    uint64_t used = 0, tcp[5] = {0}, udp = 0, raw = 0, frag = 0, frag_memory = 0;
    for (reread(&sockstat, "/proc/net/sockstat"); *at != 0; next_line()) {
        if (TAKE("sockets: used")) {
            used = number();
        } else if (TAKE("TCP: inuse")) {
            tcp[0] = number();
            TAKE(" orphan");
            tcp[1] = number();
            TAKE(" tw");
            tcp[2] = number();
            TAKE(" alloc");
            tcp[3] = number();
            TAKE(" mem");
            tcp[4] = number();
        } else if (TAKE("UDP: inuse")) {
            udp = number();
        } else if (TAKE("RAW: inuse")) {
            raw = number();
        } else if (TAKE("FRAG: inuse")) {
            frag = number();
            TAKE(" memory");
            frag_memory = number();
        }
    }
    ELEMENT("        ", "used", used);
    PUT("        <tcp>\n");
    ELEMENT("          ", "inuse", tcp[0]);
    ELEMENT("          ", "orphan", tcp[1]);
    ELEMENT("          ", "timewait", tcp[2]);
    ELEMENT("          ", "alloc", tcp[3]);
    ELEMENT("          ", "mem", tcp[4]);
    PUT("        </tcp>\n        <udp>\n");
    ELEMENT("          ", "inuse", udp);
    PUT("        </udp>\n        <raw>\n");
    ELEMENT("          ", "inuse", raw);
    PUT("        </raw>\n        <frag>\n");
    ELEMENT("          ", "inuse", frag);
    ELEMENT("          ", "memory", frag_memory);
    PUT("        </frag>\n      </sockstat>\n    </net>\n");
}

static void loadavg_group(void) {
    static int loadavg;
    static const char *names[] = {"load1", "load5", "load15"};
    PUT("    <loadavg");
    put_stamp();
    PUT(">\n");
    reread(&loadavg, "/proc/loadavg");
    for (int i = 0; i < LENGTH(names); i++) {
        int length = strcspn(at, " ");
        PUT("      <");
        put(names[i], strlen(names[i]));
        PUT(">");
        put_text(at, length);
        PUT("</");
        put(names[i], strlen(names[i]));
        PUT(">\n");
        at += length + (at[length] != 0);
    }
    PUT("    </loadavg>\n");
}

/// Where the value of a line `name : value` begins.
static int colon(void) {
    while (*at == ' ' || *at == '\t') {
        at++;
    }
    if (*at != ':') {
        return 0;
    }
    at += at[1] == ' ' ? 2 : 1;
    return 1;
}

static void put_line(const char *before, const char *behind) {
    int length = strcspn(at, "\n");
    put(before, strlen(before));
    put_text(at, length);
    put(behind, strlen(behind));
}

/// Made anew once a minute: the kernel asks every processor for its clock.
static void cpuinfo_group(void) {
    static int cpuinfo;
    static char kept[1 << 16];
    static int kept_length;
    static time_t read;
    if (time(NULL) - read >= 60) {
        read = time(NULL);
        char *start = out;
        int processors = 0;
        PUT("    <cpuinfo");
        put_stamp();
        PUT(">\n");
        for (reread(&cpuinfo, "/proc/cpuinfo"); *at != 0; next_line()) {
            if (TAKE("processor") && colon()) {
                if (processors++ > 0) {
                    PUT("      </processor>\n");
                }
                PUT("      <processor id=\"");
                put_number(number());
                PUT("\">\n");
            } else if (TAKE("vendor_id") && colon()) {
                put_line("        <vendor_id>", "</vendor_id>\n");
            } else if (TAKE("cpu family") && colon()) {
                put_line("        <family>", "</family>\n");
            } else if (TAKE("model name") && colon()) {
                put_line("        <model_name>", "</model_name>\n");
            } else if (TAKE("model") && colon()) {
                put_line("        <model_num>", "</model_num>\n");
            } else if (TAKE("cpu MHz") && colon()) {
                put_line("        <clock units=\"MHz\">", "</clock>\n");
            } else if (TAKE("cache size") && colon()) {
                PUT("        <cachesize units=\"KB\">");
                put_number(number());
                PUT("</cachesize>\n");
            }
        }
        PUT("      </processor>\n    </cpuinfo>\n");
        kept_length = out - start;
        memcpy(kept, start, kept_length);
    } else {
        put(kept, kept_length);
    }
}

static void sum(const char *path, int *file, uint64_t *lines, uint64_t *total) {
    *lines = 0;
    *total = 0;
    reread(file, path);
    for (next_line(); *at != 0; next_line()) {
        number();
        number();
        number();
        *total += number();
        ++*lines;
    }
}

static void sysvipc_group(void) {
    static int msg, sem, shm;
    uint64_t lines, total;
    PUT("    <sysvipc");
    put_stamp();
    PUT(">\n");
    sum("/proc/sysvipc/msg", &msg, &lines, &total);
    ELEMENT("      ", "msgbufs", lines);
    ELEMENT("      ", "msgtot", total);
    sum("/proc/sysvipc/sem", &sem, &lines, &total);
    ELEMENT("      ", "sembufs", lines);
    ELEMENT("      ", "semtot", total);
    sum("/proc/sysvipc/shm", &shm, &lines, &total);
    ELEMENT("      ", "shmbufs", lines);
    ELEMENT("      ", "shmtot", total);
    PUT("    </sysvipc>\n");
}

static void version_group(void) {
    static int osrelease;
    static char release[256];
    if (release[0] == 0 && reread(&osrelease, "/proc/sys/kernel/osrelease")) {
        memcpy(release, text, strcspn(text, "\n"));
    }
    PUT("    <version>");
    put_text(release, strlen(release));
    PUT("</version>\n");
}

static int answer(int client) {
    enum { HEADER = 64 };
    out = packet + HEADER;
    PUT("<?xml version=\"1.0\"?>\n<xmlsysd>\n");
    system_group();
    PUT("  <proc>\n");
    stat_group();
    meminfo_group();
    net_group();
    loadavg_group();
    cpuinfo_group();
    sysvipc_group();
    version_group();
    PUT("  </proc>\n</xmlsysd>\n");
    int length = out - packet - HEADER;
    char header[HEADER];
    int framed = sprintf(header, "Content-Length: %d\n\n", length);
    memcpy(packet + HEADER - framed, header, framed);
    return write(client, packet + HEADER - framed, framed + length) == framed + length;
}

// ---- clients -------------------------------------------------------------------------------------------------------

static int serve(int client) {
    char lines[4096];
    ssize_t got = read(client, lines, sizeof lines - 1);
    if (got <= 0) {
        return 0;
    }
    lines[got] = 0;
    for (char *line = lines, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = 0;
        if (strcmp(line, "send") == 0 && !answer(client)) {
            return 0;
        }
    }
    return 1;
}

int main(int count, char **words) {
    if (count != 2) {
        fprintf(stderr, "usage: daemon PORT\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    learn_addresses();
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1])),
            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 16) < 0) {
        perror("listen");
        return 1;
    }
    int ready = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    epoll_ctl(ready, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        struct epoll_event events[64];
        int many = epoll_wait(ready, events, LENGTH(events), -1);
        for (int i = 0; i < many; i++) {
            int client = events[i].data.fd;
            if (client == listener) {
                client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
                setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                event.data.fd = client;
                epoll_ctl(ready, EPOLL_CTL_ADD, client, &event);
            } else if (!serve(client)) {
                close(client);
            }
        }
    }
}
