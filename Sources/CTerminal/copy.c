#include "CTerminal.h"
#include "internal.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool ct_copy(const char *text) {
    size_t count = strlen(text);
    if (count > CT_COPY_MAX) return false;
    static const char begin[] = "\033]52;c;";
    ct_output_say(begin, sizeof begin - 1);
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t i = 0; i < count; i += 3) {
        size_t here = count - i < 3 ? count - i : 3;
        unsigned group = (unsigned)bytes[i] << 16;
        if (here > 1) group |= (unsigned)bytes[i + 1] << 8;
        if (here > 2) group |= bytes[i + 2];
        char quartet[4] = {
            digits[group >> 18], digits[group >> 12 & 63], here > 1 ? digits[group >> 6 & 63] : '=',
            here > 2 ? digits[group & 63] : '='};
        ct_output_say(quartet, 4);
    }
    // Never wrapped for tmux to pass on: whether its clients' clipboards may be written is for tmux to decide.
    ct_output_say("\a", 1);
    return true;
}
