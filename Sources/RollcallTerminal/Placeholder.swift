package enum RollcallTerminalPlaceholder {}
