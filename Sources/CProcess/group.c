#include "CProcess.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

/// Whether a process of `group` is more than a zombie. An orphan's zombie is in its group until process 1 reaps it, which
/// may do so late or never.
static int has_live_member(pid_t group) {
    DIR *processes = opendir("/proc");
    if (processes == NULL) return 1;
    int is_found = 0;
    struct dirent *entry;
    while (!is_found && (entry = readdir(processes)) != NULL) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        char text[512];
        snprintf(text, sizeof text, "/proc/%.16s/stat", entry->d_name);
        FILE *file = fopen(text, "re");
        if (file == NULL) continue;
        size_t count = fread(text, 1, sizeof text - 1, file);
        fclose(file);
        text[count] = 0;
        // pid (name) state parent group: the name may hold anything, parentheses too.
        char *end = strrchr(text, ')');
        char state;
        int its_group;
        if (end == NULL || sscanf(end + 1, " %c %*d %d", &state, &its_group) != 2) continue;
        is_found = its_group == group && state != 'Z' && state != 'X';
    }
    closedir(processes);
    return is_found;
}
#else
static int has_live_member(pid_t group) {
    (void)group;
    return 1;
}
#endif

int cp_group_exists(pid_t group) {
    if (getpid() == 1) {
        // Its orphans are this process's to reap.
        int status;
        while (waitpid(-group, &status, WNOHANG) > 0) {}
    }
    // EPERM: there is one, of another user.
    if (kill(-group, 0) != 0 && errno != EPERM) return 0;
    return has_live_member(group);
}
