package enum RollcallWirePlaceholder {}
