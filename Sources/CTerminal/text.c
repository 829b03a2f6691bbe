#define _GNU_SOURCE
#include "CTerminal.h"

#include <time.h>
#include <wchar.h>

int ct_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

static int64_t in_units(clockid_t clock, int64_t per_second) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * per_second + (int64_t)time.tv_nsec / (1000000000 / per_second);
}

int64_t ct_monotonic_nanoseconds(void) { return in_units(CLOCK_MONOTONIC, 1000000000); }

int64_t ct_wall_milliseconds(void) { return in_units(CLOCK_REALTIME, 1000); }
