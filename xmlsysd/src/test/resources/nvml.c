/* A made-up libnvidia-ml.so.1 for tests: two processors, of which the second knows little, as nvml.h declares the functions. */
#include <string.h>

#define SUCCESS 0
#define UNINITIALIZED 1
#define NOT_SUPPORTED 3
#define INSUFFICIENT_SIZE 7

typedef struct device *nvmlDevice_t;
typedef struct { char old[16]; unsigned domain, bus, device, id, subsystem; char address[32]; } nvmlPciInfo_t;
typedef struct { unsigned gpu, memory; } nvmlUtilization_t;
typedef struct { unsigned long long total, free, used; } nvmlMemory_t;

static int begun;
static char devices[2];

static int which(nvmlDevice_t device) { return (char *)device - devices; }

int nvmlInit_v2(void) {
    begun = 1;
    return SUCCESS;
}

int nvmlDeviceGetCount_v2(unsigned *count) {
    *count = 2;
    return begun ? SUCCESS : UNINITIALIZED;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, nvmlDevice_t *device) {
    *device = (nvmlDevice_t)(devices + index);
    return SUCCESS;
}

int nvmlDeviceGetName(nvmlDevice_t device, char *name, unsigned length) {
    if (which(device) == 1) {
        memset(name, 'x', length); /* and no end */
        name[0] = '\n';
        name[1] = '\033';
    } else {
        strncpy(name, "NVIDIA A100-SXM4-40GB", length);
    }
    return SUCCESS;
}

int nvmlDeviceGetUUID(nvmlDevice_t device, char *uuid, unsigned length) {
    if (which(device) == 1) return NOT_SUPPORTED;
    strncpy(uuid, "GPU-5f2c1a9e-0d6b-1c7a-9f63-2b1d4e8a7c35", length);
    return SUCCESS;
}

int nvmlDeviceGetPciInfo_v3(nvmlDevice_t device, nvmlPciInfo_t *pci) {
    if (which(device) == 1) return NOT_SUPPORTED;
    strcpy(pci->old, "0000:3B:00.0");
    strcpy(pci->address, "00000000:3B:00.0");
    return SUCCESS;
}

int nvmlDeviceGetUtilizationRates(nvmlDevice_t device, nvmlUtilization_t *busy) {
    if (which(device) == 1) return NOT_SUPPORTED;
    busy->gpu = 97;
    busy->memory = 41;
    return SUCCESS;
}

int nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *memory) {
    memory->total = 42949672960ULL;
    memory->free = 2949672960ULL;
    memory->used = which(device) == 1 ? 1ULL << 63 : 40000000000ULL;
    return SUCCESS;
}

int nvmlDeviceGetTemperature(nvmlDevice_t device, int kind, unsigned *celsius) {
    *celsius = kind == 0 ? 61 + which(device) : 0;
    return SUCCESS;
}

int nvmlDeviceGetPowerUsage(nvmlDevice_t device, unsigned *milliwatts) {
    *milliwatts = 387412;
    return which(device) ? NOT_SUPPORTED : SUCCESS;
}

int nvmlDeviceGetEnforcedPowerLimit(nvmlDevice_t device, unsigned *milliwatts) {
    *milliwatts = 400000;
    return which(device) ? NOT_SUPPORTED : SUCCESS;
}

int nvmlDeviceGetFanSpeed(nvmlDevice_t device, unsigned *percent) {
    *percent = 30;
    return which(device) ? SUCCESS : NOT_SUPPORTED;
}

int nvmlDeviceGetClockInfo(nvmlDevice_t device, int kind, unsigned *clock) {
    *clock = kind == 0 ? 1410 : kind == 1 ? 1400 : 1215;
    return which(device) ? NOT_SUPPORTED : SUCCESS;
}

int nvmlDeviceGetCurrentClocksThrottleReasons(nvmlDevice_t device, unsigned long long *reasons) {
    *reasons = 4;
    return which(device) ? NOT_SUPPORTED : SUCCESS;
}

int nvmlDeviceGetTotalEccErrors(nvmlDevice_t device, int type, int counter, unsigned long long *errors) {
    *errors = type == 0 && counter == 1 ? 12 : type == 1 && counter == 1 ? 1 : 99;
    return which(device) ? NOT_SUPPORTED : SUCCESS;
}

int nvmlDeviceGetComputeRunningProcesses_v3(nvmlDevice_t device, unsigned *count, void *processes) {
    if (which(device) == 1) { *count = 0; return SUCCESS; }
    if (processes || *count) return 2;
    *count = 3;
    return INSUFFICIENT_SIZE;
}
